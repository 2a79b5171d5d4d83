import { describeError, exitStatusOf } from './errors.ts';
import { undoLeftovers } from './leftovers.ts';
import { useProxies } from './proxy.ts';

const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;
type Stop = keyof typeof STATUS;

/** GitHub kills 7.5 s after SIGINT, users wait less: what has not closed itself by then is ended. */
const GRACE_MS = 1200;
/** After `main` nothing is left to wait for but output and what libraries hold open (a kept-alive connection: 4 s). */
const DRAIN_MS = 100;

/** Why work was stopped: a signal. `status` is the shell's number for it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly status: number;

  constructor(readonly by: Stop) {
    super(`stopped by ${by}`);
    this.status = STATUS[by];
  }
}

const statusOf = (error: unknown): number => (error instanceof Interrupted ? error.status : exitStatusOf(error));

/** The end of a process by `signal` at once: `process.exit` would first wait for native work (a prefill of seconds). */
function endBy(signal: Stop): never {
  try {
    // Libraries clean up here as we do: node-llama-cpp ends the process that tries its binary.
    process.emit('exit', STATUS[signal]);
  } finally {
    undoLeftovers();
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // Only where the signal is ignored by our parent's wish.
  process.exit(STATUS[signal]);
}

/**
 * The edge of an entry: runs `main` to an exit status, and nothing that happens in it ends the process otherwise.
 * - SIGINT and SIGTERM abort the signal that `main` gets; what has not ended 1.2 s later, or at a second signal, is
 * ended.
 *   `onStop` may say so first (synchronously).
 * - An error that nobody caught is `report`ed and ends with its own status, else 5: status 1 means a regression alone.
 * - A closed or full standard output or error loses text, never a measurement.
 */
export function runEntry(
  main: (signal: AbortSignal) => Promise<number>,
  report: (text: string) => void,
  onStop?: (by: Stop) => void,
): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const fail = (error: unknown): void => {
    try {
      if (!(error instanceof Interrupted)) report(describeError(error));
    } finally {
      undoLeftovers();
      process.exit(statusOf(error));
    }
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  const controller = new AbortController();
  let stopped: Stop | null = null;
  let settled = false;
  for (const signal of Object.keys(STATUS) as Stop[]) {
    process.on(signal, () => {
      if (settled) return;
      if (stopped !== null) endBy(stopped);
      stopped = signal;
      setTimeout(() => endBy(signal), GRACE_MS).unref();
      try {
        onStop?.(signal);
      } finally {
        controller.abort(new Interrupted(signal));
      }
    });
  }
  const end = (status: number): void => {
    process.exitCode = stopped === null ? status : STATUS[stopped];
    settled = true;
    setTimeout(() => process.exit(), DRAIN_MS).unref();
  };
  const begin = useProxies().then(async () => await main(controller.signal));
  begin.then(end, (error: unknown) => {
    if (stopped === null && !(error instanceof Interrupted)) report(describeError(error));
    end(statusOf(error));
  });
}
