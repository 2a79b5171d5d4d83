import { JouleGateError } from '../common/errors.ts';
import type { Comparison, Publication, Waiver } from '../common/generated/comparison.ts';
import { readForeignComparison } from '../common/schema.ts';
import type { WorkflowRun } from '../config/event.ts';
import { artifactFile } from '../github/artifact.ts';
import type { Client, Repository } from '../github/api.ts';
import { upsertComment } from '../github/comment.ts';
import { pullOf } from '../github/pulls.ts';
import { refused } from '../report/refused.ts';
import { RENDERERS } from '../report/renderers.ts';
import { title } from '../report/title.ts';
import { waiversFor } from './accepted.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';
import type { Job } from './job.ts';
import { Publisher } from './publisher.ts';

/** What the first workflow uploads its `comparison.json` as. */
export const ARTIFACT = { name: 'joulegate-comparison', entry: 'comparison.json' };
/** 16 tasks in both arms take 65 kB (`joulegate demo`), so HumanEval's 164 under 1 MiB. */
const MOST = { zip: 4 * 2 ** 20, entry: 8 * 2 ** 20 };

const REASON =
  'measured by the run of a pull request whose author may change what it runs: read the change before you trust the numbers';

/** The comparison that a run left; what it says of where it belongs is not believed. */
async function comparisonOf(api: Client, repository: Repository, run: WorkflowRun): Promise<Comparison | null> {
  const bytes = await artifactFile(api, repository, { runId: run.id, ...ARTIFACT, most: MOST });
  if (bytes === null) return null;
  try {
    const { publication: _, ...comparison } = readForeignComparison(JSON.parse(bytes.toString('utf8')), 'the artifact');
    return comparison;
  } catch (cause) {
    throw new JouleGateError(
      'artifact-invalid',
      `the artifact "${ARTIFACT.name}" of run ${run.id} is not used: ${(cause as Error).message.slice(0, 500)}`,
      'let both workflows use the same version of JouleGate, and upload what it wrote as it is',
      { cause },
    );
  }
}

/** What GitHub itself says of the run's commit. */
const publicationOf = (run: WorkflowRun, page: string | null, waivers: Waiver[]): Publication => ({
  ...(page ? { repository: page } : {}),
  headCommit: run.headSha,
  ...(run.url ? { links: { run: run.url, report: `${run.url}#artifacts` } } : {}),
  ...(waivers.length > 0 ? { waivers } : {}),
});

/** The run that this job was started by. @throws JouleGateError `event-refused` */
function startedBy({ event }: Job): WorkflowRun {
  if (event.name === 'workflow_run' && event.workflowRun !== null) return event.workflowRun;
  throw new JouleGateError(
    'event-refused',
    `"mode: comment" runs on workflow_run, not on ${event.name ?? 'no event'}`,
    'give the second workflow "on: { workflow_run: { workflows: [NAME OF THE FIRST], types: [completed] } }"',
  );
}

/**
 * Tells a pull request what another workflow's run measured: the second of two stages, which has the right to comment
 * and runs no code of the pull request. Everything in the run's artifact is anybody's; which pull request it is for,
 * and of which commit, is GitHub's own word. Returns the exit status: a regression is the first run's to fail by.
 * @throws JouleGateError `event-refused`, `usage`, `github-failed`, `artifact-invalid`
 */
export async function commentMode(host: Host, job: Job, inputs: Inputs, id: string): Promise<number> {
  const run = startedBy(job);
  if (run.event !== 'pull_request') {
    host.log(`run ${run.id} was no pull request's: there is nothing to comment on`);
    return 0;
  }
  if (inputs.token === null || job.repository === null)
    throw new JouleGateError('usage', '"mode: comment" needs a token', 'give "github-token: ${{ github.token }}"');
  const api = host.client(inputs.token);
  const number = await pullOf(api, job.repository, run);
  if (number === null) {
    host.log(`no open pull request has ${run.headSha} as its newest commit: there is nothing to comment on`);
    return 0;
  }
  const target = { ...job.repository, number };
  const publisher = new Publisher(host, { ...job, headSha: run.headSha, event: { ...job.event, number } }, inputs);
  const post = async (body: string): Promise<void> => {
    publisher.summarise(body);
    host.log(`comment ${await upsertComment(api, target, body, { author: inputs.author })} on #${number}`);
  };
  const without = (message: string, fix: string): string =>
    refused(id, { code: 'artifact-invalid', message, fix }, null);
  let found: Comparison | null;
  try {
    found = await comparisonOf(api, job.repository, run);
  } catch (error) {
    // An earlier push's verdict must not be left standing for this one.
    if (error instanceof JouleGateError && error.code === 'artifact-invalid')
      await post(without(error.message, error.fix));
    throw error;
  }
  if (found === null) {
    await post(without(`run ${run.id} ended without a comparison`, "the run's own log and summary say why"));
    return 0;
  }
  const waivers = await waiversFor(found, run.headSha, publisher, host);
  const comparison = { ...found, publication: publicationOf(run, job.page, waivers) };
  host.output('verdict', comparison.verdict);
  host.output('title', title(comparison));
  await post(`${RENDERERS.markdown(comparison, id)}\n<sub>Run ${run.id}: ${REASON}.</sub>\n`);
  return 0;
}
