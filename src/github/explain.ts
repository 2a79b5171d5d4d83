import type { ErrorCode } from '../common/error-codes.ts';
import { JouleGateError } from '../common/errors.ts';
import { isLimit, type Failure } from './weather.ts';

/** A permission of a workflow's token, as its line in the workflow has it. */
export type Permission = `${'actions' | 'checks' | 'contents' | 'pull-requests' | 'statuses'}: ${'read' | 'write'}`;

/** What to do where the token lacks a permission. */
export const lacking = (permission: Permission, where = 'the job'): string =>
  `add "${permission}" under "permissions:" of ${where} (a fork's token, and Dependabot's, never may write: docs/github.md)`;

/** What lies under an error: fetch's own says no more than "fetch failed". */
function deepest(error: unknown): { message?: string; code?: unknown } {
  const { cause } = error as { cause?: unknown };
  return cause === undefined || cause === null ? (error as { message?: string; code?: unknown }) : deepest(cause);
}

/** An error of octokit in the form that the rules of weather read. */
export function failureOf(error: unknown): Failure {
  const { status, response, message } = error as {
    status?: number;
    response?: { headers?: Failure['headers'] };
    message?: string;
  };
  const under = deepest(error);
  return {
    status: status ?? 0,
    answered: response !== undefined,
    headers: response?.headers ?? {},
    message: (response === undefined ? under.message : message) ?? String(error),
    distrusted: /CERT|UNABLE_TO_VERIFY/.test(String(under.code)),
  };
}

/** The status of an answer that refused; 0 where no whole answer came. */
export function refusal(error: unknown): number {
  const { answered, status } = failureOf(error);
  return answered ? status : 0;
}

const TOKEN = 'the token is not valid: give "github-token: ${{ github.token }}"';

function adviceFor(failure: Failure, permission: string): string {
  const { status, answered, headers } = failure;
  if (!answered)
    return "check the network between this runner and GitHub: HTTPS_PROXY and NO_PROXY of the runner; for a CA of your own NODE_EXTRA_CA_CERTS in the runner's environment";
  if (isLimit(failure)) {
    const after = headers['retry-after'];
    return `too many requests${after === undefined ? '' : ` (it asks for ${after} s)`}: run again later`;
  }
  if (status >= 500) return 'GitHub has a fault of its own: run again later (githubstatus.com)';
  switch (status) {
    case 401:
      return TOKEN;
    case 403:
      return permission;
    case 404:
      return `what was asked for is not there, or not visible to this token: check the repository's name, and ${permission}`;
    case 409:
      return 'somebody else changed it at the same time: run again';
    case 410:
      return 'it is locked or gone';
    case 422:
      return 'GitHub refused the content; please report this as a bug';
    default:
      return 'see the status';
  }
}

/**
 * A failure of GitHub with the advice that belongs to it. @param what was tried, as the beginning of a sentence.
 * @param permission what to do where the token may not (`lacking`). @param code of the error
 */
export function explain(
  error: unknown,
  what: string,
  permission: string = lacking('pull-requests: write'),
  code: ErrorCode = 'github-failed',
): JouleGateError {
  if (error instanceof JouleGateError) return error;
  const failure = failureOf(error);
  const status = failure.answered ? `HTTP ${failure.status}, ` : '';
  const said = failure.message.split('\n', 1)[0]!.slice(0, 500);
  return new JouleGateError(code, `${what}: ${status}${said}`, adviceFor(failure, permission), {
    cause: error,
  });
}
