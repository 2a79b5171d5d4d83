import { spawn } from 'node:child_process';
import { atExit } from '../../common/leftovers.ts';

/** How a command ended; `late` and `loud`: it was ended, for its time or for its output. */
export type End = { by: 'exit'; status: number } | { by: 'signal'; name: string } | { by: 'late' } | { by: 'loud' };

export interface Ran {
  end: End;
  /** Ends of what it wrote; a line that is longer has no beginning. */
  stdout: string;
  stderr: string;
}

export interface Running {
  program: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  seconds: number;
  signal?: AbortSignal | undefined;
}

/** More output than this is nobody's verdict. */
export const MOST_OUTPUT_BYTES = 8 * 2 ** 20;
const KEPT_BYTES = 64 * 2 ** 10;
/** What another process that holds the pipe still has to say after the command's end is not waited for. */
const DRAIN_MS = 200;

/**
 * Runs a command without a shell, in a process group of its own that is killed when it ends, takes too long, writes too
 * much, `signal` is aborted or this process ends. Nothing of our environment or input reaches it.
 * @throws what the start of the program fails with; the signal's reason
 */
export async function runGroup({ program, args, cwd, env, seconds, signal }: Running): Promise<Ran> {
  signal?.throwIfAborted();
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = (): void => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // Nobody of the group is left.
    }
  };
  const forget = atExit(kill);
  let cut: End | null = null;
  const cutShort = (end: End): void => {
    cut ??= end;
    kill();
  };
  const tails = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  let bytes = 0;
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      tails[name] = Buffer.concat([tails[name], chunk]).subarray(-KEPT_BYTES);
      bytes += chunk.length;
      if (bytes > MOST_OUTPUT_BYTES) cutShort({ by: 'loud' });
    });
  const timer = setTimeout(() => cutShort({ by: 'late' }), seconds * 1000);
  const abort = (): void => kill();
  signal?.addEventListener('abort', abort);
  try {
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const end = await new Promise<End>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status, name) =>
        resolve(name === null ? { by: 'exit', status: status! } : { by: 'signal', name }),
      );
    });
    // What it left running goes with it.
    kill();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, DRAIN_MS))]);
    signal?.throwIfAborted();
    return { end: cut ?? end, stdout: tails.stdout.toString('utf8'), stderr: tails.stderr.toString('utf8') };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    child.stdout.destroy();
    child.stderr.destroy();
    forget();
  }
}
