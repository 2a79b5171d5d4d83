import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

/**
 * A failure that a user can cause and mend. `code` is stable, `message` says what is wrong, `fix` what to do.
 * The exit status belongs to the code (`error-codes.ts`, docs/errors.md).
 */
export class JouleGateError extends Error {
  override readonly name = 'JouleGateError';
  readonly code: ErrorCode;
  readonly fix: string;

  constructor(code: ErrorCode, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }

  get exitStatus(): number {
    return ERROR_CODES[this.code].exit;
  }
}

/** One line for people: the code, what is wrong, and the fix. */
export function describeError(error: unknown): string {
  if (error instanceof JouleGateError) return `${error.code}: ${error.message}\n  fix: ${error.fix}`;
  return `internal-error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** 2 for usage, configuration, no meter or a named file; 5 for everything else that fails. */
export function exitStatusOf(error: unknown): number {
  return error instanceof JouleGateError ? error.exitStatus : 5;
}
