import { GitDataBranch } from '../github/git-data.ts';
import { mergedPull } from '../github/merged-pull.ts';
import { readWaivers } from '../github/waiver.ts';
import type { GateRequest } from '../gate/run.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';
import type { Job } from './job.ts';

/** How a gate reaches the branch of results, and what was accepted of a commit, by GitHub; nothing without a token. */
export function historyBy(
  host: Host,
  { repository }: Job,
  { token }: Pick<Inputs, 'token'>,
): Pick<GateRequest, 'branch' | 'waiversOf'> {
  if (token === null || repository === null) return {};
  const api = host.client(token);
  // What else a repository holds here is no parameter of a request.
  const where = { owner: repository.owner, repo: repository.repo };
  return {
    branch: (name) => new GitDataBranch(api, where, name),
    waiversOf: async (commit) => {
      const pull = await mergedPull(api, where, commit);
      return pull ? (await readWaivers(api, { ...repository, number: pull.number }, pull.headSha)).valid : [];
    },
  };
}
