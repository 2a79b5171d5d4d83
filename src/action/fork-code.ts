import { JouleGateError } from '../common/errors.ts';
import type { Job } from './job.ts';

/**
 * Refuses to measure where a fork's code would run with the repository's own rights: on `pull_request_target`, and on
 * the `workflow_run` of a fork. @throws JouleGateError `event-refused`
 */
export function refuseForkCode({ event, repository }: Job, allowed: boolean): void {
  const run = event.workflowRun;
  const ours = repository && `${repository.owner}/${repository.repo}`;
  const foreign =
    (event.name === 'pull_request_target' && event.fork) ||
    (event.name === 'workflow_run' && run !== null && run.headRepository !== ours);
  if (!foreign || allowed) return;
  throw new JouleGateError(
    'event-refused',
    `on ${event.name} a fork's code would run with this repository's token and secrets`,
    'measure on pull_request, which gives a fork neither, and comment from a second workflow with "mode: comment" ' +
      '(docs/github.md); who has read every line of the fork, and knows what it means, sets ' +
      '"allow-fork-code-on-pull-request-target: dangerously"',
  );
}
