/** The edge of the process that verbs see; tests give their own. */
export interface Io {
  /** What was asked for: results, and nothing else. */
  out(text: string): void;
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

/** Progress on standard error: one moving line on a terminal, plain lines elsewhere. */
export function processIo(signal: AbortSignal): Io {
  const moving = process.stderr.isTTY === true && !process.env['CI'];
  let open = false;
  const done = (): void => {
    if (open) process.stderr.write('\n');
    open = false;
  };
  return {
    out: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    progress(line) {
      if (moving) {
        process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
        open = true;
      } else process.stderr.write(`${line}\n`);
    },
    remark(text) {
      done();
      process.stderr.write(`${text}\n`);
    },
    done,
    cwd: process.cwd(),
    env: process.env,
    signal,
  };
}
