import { spawn } from 'node:child_process';

/** Ours to set: a caller's (a hook's) would send git to another repository. */
const REDIRECTING =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX|COMMON_DIR)$/;

/** Git as its user has it, with his credentials: only he may write to his remote. No hooks, no questions. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !REDIRECTING.test(name))),
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
});

const QUIET = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'gc.auto=0'];
const LONGEST_MS = 120_000;

/** How a git command ended. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs git in a repository of ours, whatever it says. @param input what it reads from standard input */
export async function runGit(directory: string, args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn('git', [...QUIET, ...args], { cwd: directory, env: environment(), timeout: LONGEST_MS });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (d: Buffer) => out.push(d));
  child.stderr.on('data', (d: Buffer) => err.push(d));
  // A command that reads nothing may be gone before it is told so.
  child.stdin.on('error', () => undefined).end(input);
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { status, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}
