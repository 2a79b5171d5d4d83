import type { Client } from './api.ts';

/** A pull request that has become a commit of the branch it went to. */
export interface MergedPull {
  number: number;
  /** Its own last commit, which its runs and labels belong to. */
  headSha: string;
}

/**
 * The pull request whose merge, squash or last rebased commit this is; `null` where it came otherwise. Others that only
 * hold the commit are not it. @throws what the API throws
 */
export async function mergedPull(
  api: Client,
  where: { owner: string; repo: string },
  commit: string,
): Promise<MergedPull | null> {
  const { data } = await api.rest.repos.listPullRequestsAssociatedWithCommit({ ...where, commit_sha: commit });
  const found = data.find((pull) => pull.merged_at !== null && pull.merge_commit_sha === commit);
  return found ? { number: found.number, headSha: found.head.sha } : null;
}
