import { readFile } from 'node:fs/promises';

/** What of a GitHub event tells where a change comes from and where it is to go; `null` where it is not said. */
export interface GithubEvent {
  name: string | null;
  /** Of a pull request: the commits of the two branches as the event saw them. */
  pullBase: string | null;
  pullHead: string | null;
  /** Whether the pull request comes from another repository. */
  fork: boolean;
  /** Of a merge group. */
  groupBase: string | null;
  /** Of a push: the branch's commit before it. */
  before: string | null;
  defaultBranch: string | null;
  /** What happened: `opened`, `synchronize`, `labeled`, … */
  action: string | null;
  /** The pull request's number, and whether it is a draft. */
  number: number | null;
  draft: boolean;
  /** The run that a `workflow_run` event is about. */
  workflowRun: WorkflowRun | null;
}

/** A finished workflow run. Branch and repository are whose the pull request is: anybody's. */
export interface WorkflowRun {
  id: number;
  /** What started it. */
  event: string | null;
  headSha: string;
  headBranch: string;
  /** `OWNER/NAME`. */
  headRepository: string;
  /** Address of its page. */
  url: string | null;
}

/** A value deep inside a document that anybody may have written. */
function at(value: unknown, ...keys: string[]): unknown {
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

const SHA = /^(?!0+$)[0-9a-f]{40,64}$/;
const sha = (value: unknown): string | null => (typeof value === 'string' && SHA.test(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const count = (value: unknown): number | null =>
  Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : null;

function workflowRun(event: unknown): WorkflowRun | null {
  const of = (...keys: string[]): unknown => at(event, 'workflow_run', ...keys);
  const [id, headSha] = [count(of('id')), sha(of('head_sha'))];
  const [headBranch, headRepository] = [text(of('head_branch')), text(of('head_repository', 'full_name'))];
  if (id === null || headSha === null || headBranch === null || headRepository === null) return null;
  return { id, headSha, headBranch, headRepository, event: text(of('event')), url: text(of('html_url')) };
}

/** Whether this process runs for a pull request, whose author may have written the configuration. */
export const isPullRequest = (env: NodeJS.ProcessEnv): boolean => /^pull_request/.test(env['GITHUB_EVENT_NAME'] ?? '');

/** The event that GitHub started this process for; nothing is known outside of GitHub. */
export async function readEvent(env: NodeJS.ProcessEnv): Promise<GithubEvent> {
  let event: unknown = null;
  try {
    if (env['GITHUB_EVENT_PATH']) event = JSON.parse(await readFile(env['GITHUB_EVENT_PATH'], 'utf8'));
  } catch {
    // Without the file only git itself tells.
  }
  const [from, to] = ['head', 'base'].map((side) => text(at(event, 'pull_request', side, 'repo', 'full_name')));
  return {
    name: text(env['GITHUB_EVENT_NAME']),
    pullBase: sha(at(event, 'pull_request', 'base', 'sha')),
    pullHead: sha(at(event, 'pull_request', 'head', 'sha')),
    fork: to !== null && from !== to,
    groupBase: sha(at(event, 'merge_group', 'base_sha')),
    before: sha(at(event, 'before')),
    defaultBranch: text(at(event, 'repository', 'default_branch')),
    action: text(at(event, 'action')),
    number: count(at(event, 'pull_request', 'number')),
    draft: at(event, 'pull_request', 'draft') === true,
    workflowRun: workflowRun(event),
  };
}

/** Address of the repository's page, as GitHub tells a job; `null` elsewhere. */
export function repositoryPage(env: NodeJS.ProcessEnv): string | null {
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const server = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
  return owner && repo ? `${server}/${owner}/${repo}` : null;
}
