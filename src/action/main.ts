import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { engineKeys, forgetSecrets } from '../common/environment.ts';
import { describeError, exitStatusOf } from '../common/errors.ts';
import type { Comparison, Publication } from '../common/generated/comparison.ts';
import { HEADLINES } from '../common/metrics.ts';
import { repositoryOf, type BaseCommit } from '../config/base-commit.ts';
import { changedFiles, type ChangedFile } from '../config/changed-files.ts';
import { loadConfig } from '../config/load.ts';
import { forPullRequest } from '../config/pull-request.ts';
import type { Config } from '../config/types.ts';
import { exitOf } from '../gate/exit.ts';
import type { Recorded } from '../gate/record.ts';
import { runGate, type GateEnd } from '../gate/run.ts';
import { cancelled } from '../report/cancelled.ts';
import { shouldPost } from '../report/should-post.ts';
import { refusedTitle, title } from '../report/title.ts';
import { waiversFor, withdrawEarlier } from './accepted.ts';
import { annotateChanges } from './annotations.ts';
import { commentMode } from './comment-mode.ts';
import { refuseForkCode } from './fork-code.ts';
import { historyBy } from './history.ts';
import type { Host } from './host.ts';
import { readInputs, type Inputs } from './inputs.ts';
import { readJob, type Job } from './job.ts';
import { Publisher } from './publisher.ts';
import { ensureRuntime } from './runtime.ts';
import { isWaived } from '../gate/waived.ts';

/** The action: one gate, told to GitHub. Pure but for its host and what the gate itself does. */
export class Action {
  #publisher: Publisher | null = null;
  #id = '';
  /** What was measured so far; `null` before the first pass. */
  #kept: () => string | null = () => null;
  /** When the pull request is commented on; what a gate before its configuration has to say is always said. */
  #mode: Config['comment'] = 'always';
  /** A comment that is being written about a stop. */
  #farewell: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: Host,
    /** What tests replace. */
    private readonly parts: { prepare: typeof ensureRuntime; gate: typeof runGate } = {
      prepare: ensureRuntime,
      gate: runGate,
    },
  ) {}

  /**
   * Runs the gate, or tells of another run's (`mode: comment`); returns the exit status. @throws JouleGateError where
   * inputs or event are wrong, and what `signal` is aborted with
   */
  async run(signal: AbortSignal): Promise<number> {
    const { env } = this.host;
    const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const inputs = readInputs(this.host, workspace);
    const job = await readJob(env, workspace);
    this.#id = relative(workspace, inputs.config);
    // From here on the token is in `inputs` alone. A gated model's is read when the model is fetched, a
    // server's key with every request.
    forgetSecrets(['HF_TOKEN', ...engineKeys(env)], env);
    if (inputs.mode === 'comment') return await commentMode(this.host, job, inputs, this.#id);
    refuseForkCode(job, inputs.allowForkCode);
    if (job.event.draft && inputs.drafts === 'skip') {
      this.host.log('this pull request is a draft, and drafts are skipped: nothing was measured');
      return 0;
    }
    const publisher = new Publisher(this.host, job, inputs);
    this.#publisher = publisher;
    try {
      await withdrawEarlier(job, publisher, this.host);
      return await this.#gate(inputs, job, publisher, signal);
    } finally {
      await this.#farewell;
    }
  }

  /**
   * A cancelled job gets no second chance to speak: the comment while everything closes, the summary as the last thing.
   */
  onStop(by: string): void {
    const publisher = this.#publisher;
    if (publisher === null) return;
    const text = (): string => cancelled(this.#id, by, this.#kept());
    process.once('exit', () => publisher.summarise(text()));
    if (publisher.pull !== null && this.#mode !== 'never') this.#farewell = publisher.comment(text());
  }

  async #gate(inputs: Inputs, job: Job, publisher: Publisher, signal: AbortSignal): Promise<number> {
    const { host } = this;
    const outDir = join(host.env['RUNNER_TEMP'] ?? tmpdir(), 'joulegate', this.#id.replace(/[^A-Za-z0-9._-]+/g, '_'));
    let changed: ChangedFile[] = [];
    const remote = publisher.objects;
    const end = await this.parts.gate({
      outDir,
      published: true,
      id: this.#id,
      commit: job.headSha,
      env: host.env,
      remote,
      load: async () => {
        const loaded = await loadConfig(inputs.config, inputs.baseline === null ? {} : { baseline: inputs.baseline });
        this.#mode = loaded.comment;
        return await forPullRequest(loaded, inputs.config, host.env, remote);
      },
      publication: async ({ comparison, config, base, before }) => {
        changed = (await publisher.attempt(() => this.#changed(config, before))) ?? [];
        return await this.#publication(comparison, job, publisher, { config, base, changed });
      },
      ...historyBy(host, job, inputs),
      prepare: async () => await this.parts.prepare(inputs.runtimePath, (line) => host.log(line), signal),
      signal,
      onProgress: (line) => host.log(line),
      onJournal: (journal) => (this.#kept = () => journal.kept),
    });
    return end.refused ? await this.#refused(end, publisher) : await this.#told(end, changed, publisher);
  }

  async #changed(config: Config, before: BaseCommit | null): Promise<ChangedFile[]> {
    const root = before && (await repositoryOf(config.directory));
    return before && root ? await changedFiles(root, before.tree ?? before.commit, config) : [];
  }

  async #publication(
    comparison: Comparison,
    job: Job,
    publisher: Publisher,
    { config, base, changed }: { config: Config; base: BaseCommit | null; changed: ChangedFile[] },
  ): Promise<Publication> {
    const { baseline } = config;
    const waivers = await waiversFor(comparison, job.headSha, publisher, this.host);
    return {
      ...(job.page ? { repository: job.page } : {}),
      ...(base ? { baseCommit: base.commit } : {}),
      ...(job.headSha ? { headCommit: job.headSha } : {}),
      links: {
        // An artifact's own address is not known before it is uploaded; the run's page lists it.
        ...(job.runPage ? { run: job.runPage, report: `${job.runPage}#artifacts` } : {}),
        ...(job.page && baseline.kind === 'branch' ? { trend: `${job.page}/tree/${baseline.branch}` } : {}),
      },
      ...(changed.length > 0 ? { changedFiles: changed.map((f) => f.name) } : {}),
      ...(waivers.length > 0 ? { waivers } : {}),
    };
  }

  /** One check for each configuration. */
  get #checkName(): string {
    return this.#id === 'joulegate.yml' ? 'JouleGate' : `JouleGate (${this.#id})`;
  }

  async #refused(end: Extract<GateEnd, { refused: true }>, publisher: Publisher): Promise<number> {
    const text = describeError(end.error);
    publisher.summarise(end.comment);
    // An earlier push's verdict must not be left standing for this one.
    if (this.#mode !== 'never') await publisher.comment(end.comment);
    await publisher.check({
      name: this.#checkName,
      title: refusedTitle({ code: '', message: text, fix: '' }),
      summary: end.comment,
      conclusion: 'failure',
    });
    this.host.fail(text);
    return exitStatusOf(end.error);
  }

  async #told(
    { outcome, config, recorded }: Extract<GateEnd, { refused: false }>,
    changed: readonly ChangedFile[],
    publisher: Publisher,
  ): Promise<number> {
    const { host } = this;
    const { comparison, comment, paths } = outcome;
    const text = title(comparison);
    const waived = isWaived(comparison);
    const status = waived ? 0 : exitOf(comparison.verdict, config);
    const doubtful = waived || comparison.verdict === 'inconclusive' || comparison.verdict === 'invalid';
    this.#setOutputs(comparison, paths);
    publisher.summarise(comment);
    if (shouldPost(comparison, config.comment, true))
      await publisher.comment(comment, { make: shouldPost(comparison, config.comment, false) });
    await publisher.check({
      name: this.#checkName,
      title: text,
      summary: comment,
      conclusion: status !== 0 ? 'failure' : doubtful ? 'neutral' : 'success',
    });
    this.#tellRecord(recorded);
    if (status !== 0 || doubtful) annotateChanges(host, status === 0 ? 'warning' : 'error', text, changed);
    const by = comparison.publication?.waivers?.map((w) => `${w.by} (${w.label})`).join(' and ');
    if (status !== 0) host.fail(text);
    else if (waived) host.warning(`${text}; accepted by ${by}`);
    else if (doubtful) host.warning(text);
    else host.log(text);
    return status;
  }

  #tellRecord(recorded: Recorded | null): void {
    if (recorded === null) return;
    if ('error' in recorded) this.host.warning(describeError(recorded.error), 'JouleGate could not keep this result');
    else this.host.log(`kept as ${recorded.path}${recorded.promoted ? ', the next baseline' : ', not promoted'}`);
  }

  #setOutputs(c: Comparison, paths: { result: string | null; comparison: string; report: string }): void {
    const { host } = this;
    host.output('verdict', c.verdict);
    host.output('title', title(c));
    host.output('result-path', paths.result ?? '');
    host.output('comparison-path', paths.comparison);
    host.output('report-path', paths.report);
    for (const m of c.metrics) {
      if (HEADLINES.includes(m.id)) host.output(m.arm ? `${m.id}-${m.arm}` : m.id, m.head ?? 'not-resolvable');
    }
  }
}
