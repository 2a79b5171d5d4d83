import { JouleGateError } from '../common/errors.ts';

/** The error of a sandbox that does not start; one that names its own fix is passed on. */
export function unavailable(cause: unknown): JouleGateError {
  if (cause instanceof JouleGateError) return cause;
  return new JouleGateError(
    'sandbox-unavailable',
    `the Python sandbox did not start: ${cause instanceof Error ? cause.message : String(cause)}`,
    'run "joulegate doctor" to see which part is missing; "npm ci" restores pyodide, "npm run build" the sandbox entry',
    { cause },
  );
}
