import { JouleGateError } from '../common/errors.ts';
import { plainText } from '../common/plain-text.ts';

/** The edge of the process that verbs see; tests give their own. Every text passes `plainText` on its way out. */
export interface Io {
  /** What was asked for: results, and nothing else. */
  out(text: string): void;
  /**
   * The same, where standard output is the only place it goes to. @throws JouleGateError `file-unreadable` where it is
   * lost (a full disk)
   */
  deliver(text: string): Promise<void>;
  /** Progress: on a terminal one moving line, cut to its width. */
  progress(line: string): void;
  /** Text on standard error that stays whole. */
  remark(text: string): void;
  /** Ends the progress line on a terminal. */
  done(): void;
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new JouleGateError('usage', 'the working directory no longer exists', 'change into a folder that does', {
      cause,
    });
  }
}

/**
 * Progress on standard error: one moving line on a terminal, plain lines elsewhere. @throws JouleGateError `usage`
 * where the working directory is gone
 */
export function processIo(signal: AbortSignal): Io {
  const moving = process.stderr.isTTY === true && !process.env['CI'];
  let open = false;
  const line = (text: string): string => plainText(text.endsWith('\n') ? text : `${text}\n`);
  const done = (): void => {
    if (open) process.stderr.write('\n');
    open = false;
  };
  return {
    out: (text) => void process.stdout.write(line(text)),
    deliver: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(line(text), (error) => {
          // Whoever closed the pipe has seen enough.
          if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
          else
            reject(
              new JouleGateError(
                'file-unreadable',
                `cannot write to standard output: ${error.message}`,
                'free some space, or give a file with --out',
                { cause: error },
              ),
            );
        });
      }),
    progress(text) {
      if (moving) {
        process.stderr.write(`\r\u001b[K${plainText(text).slice(0, (process.stderr.columns ?? 80) - 1)}`);
        open = true;
      } else process.stderr.write(line(text));
    },
    remark(text) {
      done();
      process.stderr.write(line(text));
    },
    done,
    cwd: workingDirectory(),
    env: process.env,
    signal,
  };
}
