import { describeError, JouleGateError } from '../common/errors.ts';
import type { RemoteObjects } from '../config/remote-objects.ts';
import { refusal, type Client, type Target } from '../github/api.ts';
import { reportCheck, type Check } from '../github/check.ts';
import { GithubObjects } from '../github/objects.ts';
import { upsertComment, type Posting } from '../github/comment.ts';
import type { Host } from './host.ts';
import type { Inputs } from './inputs.ts';
import type { Job } from './job.ts';

/** Whether GitHub refused by the token's rights alone: a fork's and Dependabot's never have them. */
const lacksRights = (error: unknown): boolean =>
  error instanceof JouleGateError && [403, 404].includes(refusal(error.cause));

/**
 * How a job tells GitHub what it found, in each place once. Nothing here throws: a verdict stands in outputs and exit
 * status, whoever cannot be told of it.
 */
export class Publisher {
  constructor(
    private readonly host: Host,
    private readonly job: Job,
    private readonly inputs: Pick<Inputs, 'token' | 'author'>,
  ) {}

  /** GitHub's API and the pull request; `null` where there is no token, or none. */
  get pull(): { api: Client; target: Target } | null {
    const { repository, event } = this.job;
    const { token } = this.inputs;
    if (token === null || repository === null || event.number === null) return null;
    return { api: this.host.client(token), target: { ...repository, number: event.number } };
  }

  /** Git's objects as GitHub has them; `null` where there is no token. */
  get objects(): RemoteObjects | null {
    const { repository, page } = this.job;
    const { token } = this.inputs;
    if (token === null || repository === null || page === null) return null;
    return new GithubObjects(this.host.client(token), repository, page, token);
  }

  /** Appends to the job summary. */
  summarise(text: string): void {
    try {
      this.host.summary(text);
    } catch (error) {
      this.host.warning(`no job summary: ${String(error)}`);
    }
  }

  /** Writes the pull request's one comment. */
  async comment(body: string, posting: Posting = {}): Promise<void> {
    const { host } = this;
    if (this.job.event.number === null) {
      host.log('no pull request in this event: the comment is in the job summary only');
      return;
    }
    try {
      if (this.pull === null) throw new Error('no github-token was given');
      const { api, target } = this.pull;
      const posted = await upsertComment(api, target, body, { author: this.inputs.author, ...posting });
      host.log(`comment ${posted} on #${target.number}`);
    } catch (error) {
      host.warning(describeError(error), 'JouleGate could not write its comment');
    }
  }

  /** Tells the head commit. The required check is the job itself, so what the token may not do is no warning. */
  async check(check: Omit<Check, 'headSha' | 'details'>): Promise<void> {
    const { host, job, inputs } = this;
    if (inputs.token === null || job.repository === null || job.headSha === null) return;
    try {
      const whole = { ...check, headSha: job.headSha, details: job.runPage };
      host.log(`${await reportCheck(host.client(inputs.token), job.repository, whole)} on ${job.headSha.slice(0, 12)}`);
    } catch (error) {
      const text = `no check beside the commit: ${describeError(error)}`;
      if (lacksRights(error)) host.log(text);
      else host.warning(text);
    }
  }

  /**
   * Does something that the verdict does not need, and says where it could not be done; `null` there.
   */
  async attempt<T>(what: () => Promise<T>): Promise<T | null> {
    try {
      return await what();
    } catch (error) {
      this.host.warning(describeError(error));
      return null;
    }
  }
}
