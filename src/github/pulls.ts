import { advice, explain, type Client, type Repository } from './api.ts';

/** Whose pull request a workflow run was: what of it GitHub itself says. */
export interface RunHead {
  headSha: string;
  headBranch: string;
  /** `OWNER/NAME`. */
  headRepository: string;
}

/**
 * The open pull request that a run was for, by GitHub's own word: of those from the run's branch the one whose head
 * commit and repository are the run's. `null` where there is none (any more: a newer push has its own run), or more
 * than one (to several branches), between which nothing tells. @throws JouleGateError `github-failed`
 */
export async function pullOf(api: Client, repository: Repository, run: RunHead): Promise<number | null> {
  const { owner, repo } = repository;
  const [from] = run.headRepository.split('/');
  try {
    const pulls = await api.paginate(api.rest.pulls.list, {
      owner,
      repo,
      state: 'open',
      head: `${from}:${run.headBranch}`,
      per_page: 100,
    });
    const its = pulls.filter((p) => p.head.sha === run.headSha && p.head.repo?.full_name === run.headRepository);
    return its.length === 1 ? its[0]!.number : null;
  } catch (error) {
    throw explain(error, "cannot look for the run's pull request", advice(repository, 'pull-requests: write'));
  }
}
