import * as core from '@actions/core';
import { context } from '@actions/github';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describeError, exitStatusOf } from '../common/errors.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import { loadConfig } from '../config/load.ts';
import { exitOf } from '../cli/exit.ts';
import { runGate } from '../cli/gate.ts';
import { client } from '../github/client.ts';
import { upsertComment } from '../github/comment.ts';
import { sentence } from '../report/sentence.ts';
import { readInputs } from './inputs.ts';
import { ensureRuntime } from './runtime.ts';

const HEADLINES = ['energy-per-task', 'output-tokens', 'babble-share', 'pass-at-1', 'suppression-saving'];

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
    core.info('no pull request in this event: the comment is in the job summary only');
    return;
  }
  try {
    if (token === null) throw new Error('no github-token was given');
    core.info(`comment ${await upsertComment(client(token), { ...context.repo, number }, body)} on #${number}`);
  } catch (error) {
    // The verdict stands in summary, outputs and exit status all the same.
    core.warning(describeError(error), { title: 'JouleGate could not write its comment' });
  }
}

/** Runs the gate as the action; returns the exit status. */
async function main(): Promise<number> {
  const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const inputs = readInputs(workspace);
  const config = await loadConfig(inputs.config, inputs.baseline === null ? {} : { baseline: inputs.baseline });
  await ensureRuntime(inputs.runtimePath, core.info);
  const id = relative(workspace, inputs.config);
  const pull = context.payload['pull_request'] as PullRequest | undefined;
  const outcome = await runGate(config, {
    outDir: join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'joulegate', id.replace(/[^A-Za-z0-9._-]+/g, '_')),
    commit: pull?.head?.sha ?? context.sha ?? null,
    id,
    onProgress: core.info,
  });
  const c = outcome.comparison;
  setOutputs(c, outcome.paths);
  await core.summary.addRaw(outcome.comment, true).write().catch((error: unknown) => core.warning(`no job summary: ${String(error)}`));
  await comment(inputs.token, pull?.number, outcome.comment);
  const status = exitOf(c.verdict, config);
  const text = `${c.verdict}: ${sentence(c)}`;
  if (status !== 0) core.setFailed(text);
  else if (c.verdict === 'inconclusive' || c.verdict === 'invalid') core.warning(text);
  else core.info(text);
  return status;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    core.setFailed(describeError(error));
    process.exitCode = exitStatusOf(error);
  },
);
