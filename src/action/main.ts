import * as core from '@actions/core';
import { context } from '@actions/github';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runEntry } from '../common/edge.ts';
import { dropEmptyVariables, forgetSecrets } from '../common/environment.ts';
import { describeError } from '../common/errors.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import { HEADLINES } from '../common/metrics.ts';
import { plainText } from '../common/plain-text.ts';
import { loadConfig } from '../config/load.ts';
import { forPullRequest } from '../config/pull-request.ts';
import { exitOf } from '../cli/exit.ts';
import { gateConfig, runGate } from '../cli/gate.ts';
import { client } from '../github/client.ts';
import { upsertComment } from '../github/comment.ts';
import { cancelled } from '../report/cancelled.ts';
import { sentence } from '../report/sentence.ts';
import { readInputs, type Inputs } from './inputs.ts';
import { ensureRuntime } from './runtime.ts';

const log = (line: string): void => core.info(plainText(line));

function setOutputs(c: Comparison, paths: { result: string; comparison: string; report: string }): void {
  core.setOutput('verdict', c.verdict);
  core.setOutput('result-path', paths.result);
  core.setOutput('comparison-path', paths.comparison);
  core.setOutput('report-path', paths.report);
  for (const m of c.metrics) {
    if (HEADLINES.includes(m.id)) core.setOutput(m.arm ? `${m.id}-${m.arm}` : m.id, m.head ?? 'not-resolvable');
  }
}

interface PullRequest {
  number?: number;
  head?: { sha?: string };
}

async function comment(token: string | null, number: number | undefined, body: string): Promise<void> {
  if (number === undefined) {
    log('no pull request in this event: the comment is in the job summary only');
    return;
  }
  try {
    if (token === null) throw new Error('no github-token was given');
    log(`comment ${await upsertComment(client(token), { ...context.repo, number }, body)} on #${number}`);
  } catch (error) {
    // The verdict stands in summary, outputs and exit status all the same.
    core.warning(plainText(describeError(error)), { title: 'JouleGate could not write its comment' });
  }
}

/** What the action knows of its run from its first line on, for whoever stops it. */
interface Run {
  inputs: Inputs;
  id: string;
  pull: PullRequest | undefined;
  summaryFile: string | undefined;
  /** What was measured so far; `null` before the first pass. */
  kept: () => string | null;
}

function summarise(run: Run, text: string): void {
  try {
    if (run.summaryFile !== undefined) appendFileSync(run.summaryFile, `${text}\n`);
  } catch (error) {
    core.warning(plainText(`no job summary: ${String(error)}`));
  }
}

/** Runs the gate as the action; returns the exit status. */
async function gate(run: Run, signal: AbortSignal): Promise<number> {
  const { inputs, id, pull } = run;
  const outDir = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'joulegate', id.replace(/[^A-Za-z0-9._-]+/g, '_'));
  const { config, files } = await gateConfig(outDir, async () => {
    const loaded = await loadConfig(inputs.config, inputs.baseline === null ? {} : { baseline: inputs.baseline });
    return await forPullRequest(loaded, inputs.config, process.env);
  });
  await ensureRuntime(inputs.runtimePath, log, signal);
  const outcome = await runGate(config, {
    files,
    commit: pull?.head?.sha ?? context.sha ?? null,
    id,
    signal,
    onProgress: log,
    onJournal: (journal) => (run.kept = () => journal.kept),
  });
  const c = outcome.comparison;
  setOutputs(c, outcome.paths);
  summarise(run, outcome.comment);
  await comment(inputs.token, pull?.number, outcome.comment);
  const status = exitOf(c.verdict, config);
  const text = plainText(`${c.verdict}: ${sentence(c)}`);
  if (status !== 0) core.setFailed(text);
  else if (c.verdict === 'inconclusive' || c.verdict === 'invalid') core.warning(text);
  else log(text);
  return status;
}

let run: Run | null = null;
let told: Promise<void> = Promise.resolve();

/** A cancelled job gets no second chance to speak: the comment while everything closes, the summary as the last thing. */
function onStop(by: string): void {
  const stopped = run;
  if (stopped === null) return;
  process.once('exit', () => summarise(stopped, cancelled(stopped.id, by, stopped.kept())));
  if (stopped.inputs.token !== null && stopped.pull?.number !== undefined)
    told = comment(stopped.inputs.token, stopped.pull.number, cancelled(stopped.id, by, stopped.kept()));
}

dropEmptyVariables();
runEntry(
  async (signal) => {
    const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
    const inputs = readInputs(workspace);
    const id = relative(workspace, inputs.config);
    run = {
      inputs,
      id,
      pull: context.payload['pull_request'] as PullRequest | undefined,
      summaryFile: process.env['GITHUB_STEP_SUMMARY'],
      kept: () => null,
    };
    // From here on the token is in `inputs` alone. A gated model's is read when the model is fetched.
    forgetSecrets(['HF_TOKEN']);
    try {
      return await gate(run, signal);
    } finally {
      await told;
    }
  },
  (text) => core.setFailed(plainText(text)),
  onStop,
);
