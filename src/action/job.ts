import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvent, repositoryPage, type GithubEvent } from '../config/event.ts';
import { lacking, type Repository } from '../github/api.ts';
import { adviseBy } from '../github/workflow-line.ts';

/** What this job runs for, as GitHub's event and variables tell it. */
export interface Job {
  event: GithubEvent;
  /** `null` outside of GitHub. */
  repository: Repository | null;
  /** The pull request's own commit, else the commit that the run is for. */
  headSha: string | null;
  /** Addresses of the repository's page and of this run's. */
  page: string | null;
  runPage: string | null;
}

/** The workflow's file, as it is in the checkout, and which of its jobs this is. */
async function workflow(env: NodeJS.ProcessEnv, workspace: string): Promise<ReturnType<typeof adviseBy> | null> {
  const file = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^/@]+)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
  if (file === undefined) return null;
  try {
    return adviseBy(await readFile(join(workspace, file), 'utf8'), { file, job: env['GITHUB_JOB'] ?? null });
  } catch {
    return null;
  }
}

/** Reads what this process runs for. */
export async function readJob(env: NodeJS.ProcessEnv, workspace: string): Promise<Job> {
  const event = await readEvent(env);
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const named = owner && repo ? { owner, repo } : null;
  const advise = await workflow(env, workspace);
  const page = repositoryPage(env);
  const run = env['GITHUB_RUN_ID'];
  return {
    event,
    repository: named && { ...named, advise: (permission) => advise?.(permission) ?? lacking(permission) },
    headSha: event.pullHead ?? env['GITHUB_SHA'] ?? null,
    page,
    runPage: page && run ? `${page}/actions/runs/${run}/attempts/${env['GITHUB_RUN_ATTEMPT'] ?? '1'}` : null,
  };
}
