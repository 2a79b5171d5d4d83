import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withoutSecrets } from './environment.ts';

const MOST_OUTPUT = 64 * 2 ** 20;

/**
 * The standard output of a git command that only reads. Hooks, pagers, prompts and the file system's monitor stay out
 * of it. @throws what git says
 */
export async function git(directory: string, args: readonly string[]): Promise<Buffer> {
  const env = { ...withoutSecrets(process.env), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
  const { stdout } = await promisify(execFile)(
    'git',
    ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args],
    { cwd: directory, env, encoding: 'buffer', maxBuffer: MOST_OUTPUT, timeout: 60_000 },
  );
  return stdout;
}

/** The same as text without its last line end; `null` where git refuses. */
export async function gitText(directory: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await git(directory, args)).toString('utf8').trimEnd();
  } catch {
    return null;
  }
}
