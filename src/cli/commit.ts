import { gitText } from '../common/git.ts';
import type { Io } from './io.ts';

/** The commit that is measured: GitHub's word for it, else git's; `null` outside a repository. */
export async function commitOf(io: Pick<Io, 'cwd' | 'env'>): Promise<string | null> {
  return io.env['GITHUB_SHA'] || (await gitText(io.cwd, ['rev-parse', 'HEAD']));
}
