import { advice, explain, refusal, type Client, type Repository } from './api.ts';

/** What stands beside a commit. */
export interface Check {
  /** Names it among the commit's checks: one for each configuration. */
  name: string;
  headSha: string;
  /** One line of at most 140 characters. */
  title: string;
  /** Markdown. */
  summary: string;
  conclusion: 'success' | 'neutral' | 'failure';
  /** Address of the workflow run. */
  details: string | null;
}

/** GitHub refuses a longer summary of a check run. */
const MOST_SUMMARY = 65_000;

/**
 * Tells a commit how it was judged: by a check run, or where the token's kind may make none (403: a person's) by a
 * commit status. Both are found by their name, and the newest counts. @returns which of the two
 * @throws JouleGateError `github-failed`
 */
export async function reportCheck(
  api: Client,
  repository: Repository,
  { name, headSha, title, summary, conclusion, details }: Check,
): Promise<'check run' | 'commit status'> {
  const where = { owner: repository.owner, repo: repository.repo };
  try {
    await api.rest.checks.create({
      ...where,
      name,
      head_sha: headSha,
      status: 'completed',
      conclusion,
      ...(details === null ? {} : { details_url: details }),
      output: { title, summary: summary.slice(0, MOST_SUMMARY) },
    });
    return 'check run';
  } catch (error) {
    if (refusal(error) !== 403) throw explain(error, 'cannot make a check run', advice(repository, 'checks: write'));
  }
  try {
    await api.rest.repos.createCommitStatus({
      ...where,
      sha: headSha,
      context: name,
      state: conclusion === 'failure' ? 'failure' : 'success',
      description: title.slice(0, 140),
      ...(details === null ? {} : { target_url: details }),
    });
    return 'commit status';
  } catch (error) {
    throw explain(error, 'cannot make a check run, nor a commit status', advice(repository, 'checks: write'));
  }
}
