import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withoutSecrets } from '../common/environment.ts';
import type { Io } from './io.ts';

/** The commit that is measured: GitHub's word for it, else git's; `null` outside a repository. */
export async function commitOf(io: Pick<Io, 'cwd' | 'env'>): Promise<string | null> {
  const given = io.env['GITHUB_SHA'];
  if (given) return given;
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: io.cwd, timeout: 5000, env: withoutSecrets(io.env) });
    return stdout.trim();
  } catch {
    return null;
  }
}
