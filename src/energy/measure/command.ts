import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../../common/clock.ts';
import { withoutJobTokens } from '../../common/environment.ts';
import { JouleGateError } from '../../common/errors.ts';
import { atExit } from '../../common/leftovers.ts';
import type { Edge } from '../intervals.ts';
import { MarkerFilter, type Strays } from './marker-filter.ts';
import { PassThrough } from './pass-through.ts';

/**
 * `problem` is the first marker that could not be read, to be thrown once what was measured is kept; null where all
 * could.
 */
export interface CommandOutcome {
  edges: Edge[];
  exitStatus: number;
  problem: unknown;
  strays: Strays;
  /** When it ran, monotonic ns. */
  startNs: number;
  endNs: number;
}

/** Where a command's markers come from: its standard output, another of its file descriptors, or a file it writes. */
export type MarkerSource = { kind: 'stdout' } | { kind: 'fd'; fd: number } | { kind: 'file'; file: string };

/**
 * Between the signal that we hand on and SIGKILL: 1.2 s after it this process is ended too, and has its result to
 * write.
 */
const GRACE_MS = 500;
/**
 * After the command's end its output has ended too once nothing came for so long: who still holds the pipe is another
 * process.
 */
const QUIET_MS = 100;

/**
 * Runs a command, passes its output through, picks the markers out of it. Its exit status is kept (128 + n by signal
 * n).
 * Its end is that of its process: what it left running in the background is not waited for.
 * SIGINT, SIGTERM and an abort of `signal` are handed on; 0.5 s later it is killed, as it is when this process ends.
 */
export async function runCommand(
  command: string[],
  source: MarkerSource,
  onStart: (child: ChildProcess) => void,
  signal?: AbortSignal,
): Promise<CommandOutcome> {
  const [program, ...args] = command;
  const child = spawn(program!, args, { stdio: stdioFor(source), env: withoutJobTokens(process.env) });
  const edges: Edge[] = [];
  const output = outputOf(child, source, edges);
  const stop = stopper(child, signal);
  try {
    const startNs = monotonicNs();
    const exitStatus = await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) =>
        reject(
          new JouleGateError(
            'usage',
            `the command ${program} does not start: ${cause.message}`,
            'write the command after --, as a shell would find it',
            { cause },
          ),
        ),
      );
      child.once('spawn', () => onStart(child));
      child.once('exit', (code, name) => resolve(code ?? 128 + (name === null ? 0 : constants.signals[name])));
    });
    const endNs = monotonicNs();
    await output?.drained(signal);
    output?.filter.end();
    return {
      edges,
      exitStatus,
      problem: output?.filter.error ?? null,
      strays: output?.filter.strays ?? { count: 0, firstLine: null },
      startNs,
      endNs,
    };
  } finally {
    stop.done();
  }
}

function stdioFor(source: MarkerSource): StdioOptions {
  const stdio: StdioOptions = ['inherit', 'inherit', 'inherit'];
  if (source.kind === 'stdout') stdio[1] = 'pipe';
  if (source.kind === 'fd') {
    while (stdio.length < source.fd) stdio.push('ignore');
    stdio[source.fd] = 'pipe';
  }
  return stdio;
}

/**
 * The filter behind the command's pipe, with what is no marker going where it would have gone (beyond fd 2: nowhere).
 */
function outputOf(
  child: ChildProcess,
  source: MarkerSource,
  edges: Edge[],
): { filter: MarkerFilter; drained: (signal?: AbortSignal) => Promise<void> } | null {
  if (source.kind === 'file') return null;
  const fd = source.kind === 'stdout' ? 1 : source.fd;
  const from = child.stdio[fd] as Readable | null | undefined;
  if (!from) return null;
  const through = new PassThrough(from, fd === 1 ? process.stdout : fd === 2 ? process.stderr : null);
  const filter = new MarkerFilter(
    fd === 1 ? 'stdout' : `fd ${fd}`,
    (edge) => edges.push(edge),
    (bytes) => through.pass(bytes),
  );
  let ended = false;
  let last = 0;
  from.on('data', (chunk: Buffer) => {
    last = monotonicNs();
    filter.write(chunk);
  });
  from
    .once('close', () => (ended = true))
    .once('end', () => (ended = true))
    .on('error', () => (ended = true));
  const drained = async (signal?: AbortSignal): Promise<void> => {
    const since = monotonicNs();
    while (!ended && signal?.aborted !== true) {
      // Where the reader of our output is slow, the command's is not read either: that is no quiet.
      if (!through.waiting && monotonicNs() - Math.max(since, last) > QUIET_MS * 1e6) break;
      await sleep(10);
    }
    from.destroy();
    through.done();
  };
  return { filter, drained };
}

/** Hands signals on to the child, and sees that it ends. */
function stopper(child: ChildProcess, signal: AbortSignal | undefined): { done: () => void } {
  let hard: NodeJS.Timeout | undefined;
  const hand = (name: NodeJS.Signals) => {
    child.kill(name);
    hard ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  const onAbort = () => setImmediate(() => hard === undefined && hand('SIGTERM'));
  const taken = atExit(() => void child.kill('SIGKILL'));
  process.on('SIGINT', hand).on('SIGTERM', hand);
  signal?.addEventListener('abort', onAbort);
  return {
    done: () => {
      clearTimeout(hard);
      taken();
      process.off('SIGINT', hand).off('SIGTERM', hand);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
