import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { forgetSecrets } from '../common/environment.ts';
import { describeError, exitStatusOf } from '../common/errors.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import { HEADLINES } from '../common/metrics.ts';
import { loadConfig } from '../config/load.ts';
import { forPullRequest } from '../config/pull-request.ts';
import { exitOf } from '../gate/exit.ts';
import type { Recorded } from '../gate/record.ts';
import { runGate } from '../gate/run.ts';
import { cancelled } from '../report/cancelled.ts';
import { sentence } from '../report/sentence.ts';
import type { Host } from './host.ts';
import { readInputs, type Inputs } from './inputs.ts';
import { ensureRuntime } from './runtime.ts';

/** The action: one gate, told to GitHub. Pure but for its host and what the gate itself does. */
export class Action {
  #inputs: Inputs | null = null;
  #id = '';
  /** What was measured so far; `null` before the first pass. */
  #kept: () => string | null = () => null;
  /** A comment that is being written about a stop. */
  #farewell: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly prepare: typeof ensureRuntime = ensureRuntime,
  ) {}

  /**
   * Runs the gate; returns the exit status. @throws JouleGateError where inputs are wrong, and what `signal` is aborted
   * with
   */
  async run(signal: AbortSignal): Promise<number> {
    const { env } = this.host;
    const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const inputs = readInputs(this.host, workspace);
    this.#inputs = inputs;
    this.#id = relative(workspace, inputs.config);
    // From here on the token is in `inputs` alone. A gated model's is read when the model is fetched.
    forgetSecrets(['HF_TOKEN'], env);
    try {
      return await this.#gate(inputs, signal);
    } finally {
      await this.#farewell;
    }
  }

  /**
   * A cancelled job gets no second chance to speak: the comment while everything closes, the summary as the last thing.
   */
  onStop(by: string): void {
    const inputs = this.#inputs;
    if (inputs === null) return;
    const text = (): string => cancelled(this.#id, by, this.#kept());
    process.once('exit', () => this.#summarise(text()));
    if (inputs.token !== null && this.host.pull !== null) this.#farewell = this.#comment(inputs, text());
  }

  async #gate(inputs: Inputs, signal: AbortSignal): Promise<number> {
    const { host } = this;
    const { token } = inputs;
    const outDir = join(host.env['RUNNER_TEMP'] ?? tmpdir(), 'joulegate', this.#id.replace(/[^A-Za-z0-9._-]+/g, '_'));
    const end = await runGate({
      outDir,
      published: true,
      id: this.#id,
      commit: host.pull?.headSha ?? host.sha,
      env: host.env,
      load: async () => {
        const loaded = await loadConfig(inputs.config, inputs.baseline === null ? {} : { baseline: inputs.baseline });
        return await forPullRequest(loaded, inputs.config, host.env);
      },
      prepare: async () => await this.prepare(inputs.runtimePath, (line) => host.log(line), signal),
      ...(token === null ? {} : { branch: (name: string) => host.branch(token, name) }),
      signal,
      onProgress: (line) => host.log(line),
      onJournal: (journal) => (this.#kept = () => journal.kept),
    });
    if (end.refused) {
      this.#summarise(end.comment);
      // An earlier push's verdict must not be left standing for this one.
      await this.#comment(inputs, end.comment);
      host.fail(describeError(end.error));
      return exitStatusOf(end.error);
    }
    const { comparison, comment, paths } = end.outcome;
    this.#setOutputs(comparison, paths);
    this.#summarise(comment);
    await this.#comment(inputs, comment);
    this.#tellRecord(end.recorded);
    const status = exitOf(comparison.verdict, end.config);
    const text = `${comparison.verdict}: ${sentence(comparison)}`;
    if (status !== 0) host.fail(text);
    else if (comparison.verdict === 'inconclusive' || comparison.verdict === 'invalid') host.warning(text);
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
    host.output('result-path', paths.result ?? '');
    host.output('comparison-path', paths.comparison);
    host.output('report-path', paths.report);
    for (const m of c.metrics) {
      if (HEADLINES.includes(m.id)) host.output(m.arm ? `${m.id}-${m.arm}` : m.id, m.head ?? 'not-resolvable');
    }
  }

  #summarise(text: string): void {
    try {
      this.host.summary(text);
    } catch (error) {
      this.host.warning(`no job summary: ${String(error)}`);
    }
  }

  async #comment({ token }: Inputs, body: string): Promise<void> {
    const { host } = this;
    if (host.pull === null) {
      host.log('no pull request in this event: the comment is in the job summary only');
      return;
    }
    const { number } = host.pull;
    try {
      if (token === null) throw new Error('no github-token was given');
      host.log(`comment ${await host.comment(token, number, body)} on #${number}`);
    } catch (error) {
      // The verdict stands in summary, outputs and exit status all the same.
      host.warning(describeError(error), 'JouleGate could not write its comment');
    }
  }
}
