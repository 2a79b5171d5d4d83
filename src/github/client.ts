import { getOctokit } from '@actions/github';
import { JouleGateError } from '../common/errors.ts';

export type Client = ReturnType<typeof getOctokit>;

/** Which repository, pull request and commit a run belongs to. */
export interface Target {
  owner: string;
  repo: string;
  number: number;
}

/** A REST client; GITHUB_API_URL is honoured, so GitHub Enterprise works too. */
export function client(token: string): Client {
  return getOctokit(token);
}

/** What to do about each HTTP status. */
const ADVICE: Record<number, string> = {
  401: 'the token is not valid: give "github-token: ${{ github.token }}"',
  403: 'the token may not do this: add "permissions: pull-requests: write" to the job (a fork\'s token never may)',
  404: 'the repository or pull request is not visible to this token: check "permissions" and the repository\'s name',
  410: 'the pull request is locked or gone',
  422: 'GitHub refused the content; please report this as a bug',
  429: 'too many requests: run again later',
};

/** A GitHub failure with the advice that belongs to its HTTP status. */
export function explain(error: unknown, what: string): JouleGateError {
  const status = (error as { status?: number }).status;
  const advice =
    status === undefined
      ? 'check the network between this runner and GitHub'
      : (ADVICE[status] ?? (status >= 500 ? 'GitHub has a fault of its own: run again later' : 'see the status'));
  return new JouleGateError(
    'github-failed',
    `${what}: ${status === undefined ? '' : `HTTP ${status}, `}${(error as Error).message.split('\n')[0]}`,
    advice,
    { cause: error },
  );
}
