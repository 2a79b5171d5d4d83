import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '../analysis/compare.ts';
import { blocksNeeded, entryOf, LEAST_BLOCKS, spreadOf } from '../analysis/history.ts';
import { parseBaseline, readBaseline, readHistory } from '../baseline/store.ts';
import { JouleGateError } from '../common/errors.ts';
import { writeJson, writeWhole } from '../common/files.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { assertComparison } from '../common/schema.ts';
import type { Config } from '../config/defaults.ts';
import { measure } from '../experiment/open.ts';
import { html } from '../report/html.ts';
import { markdown } from '../report/markdown.ts';

export interface GateOutcome {
  result: RunResult;
  base: RunResult | null;
  comparison: Comparison;
  comment: string;
  paths: { result: string; base: string | null; comparison: string; comment: string; report: string };
}

export interface GateOptions {
  outDir: string;
  commit: string | null;
  /** Names the comment, where several configurations gate one pull request. */
  id: string;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
}

/** Refuses a gate that could not fail: fewer than 4 blocks, or too few for the known spread. */
function refuseBlindGate(config: Config, base: RunResult | null, spread: number | null): void {
  const blocks = Math.min(config.repeats, config.budget.blocks ?? Infinity);
  if (blocks < LEAST_BLOCKS) {
    throw new JouleGateError('too-few-blocks', `a gate of ${blocks} block(s) cannot tell noise from change`, `set "repeats" to ${LEAST_BLOCKS} or more ("joulegate run" takes any number)`);
  }
  if (!base) return;
  const threshold = config.thresholds['energy-per-task'];
  const entry = entryOf(base);
  // Only what is known refuses; an assumed spread widens the interval, and the verdict says inconclusive.
  const between = spread ?? 0;
  for (const arm of config.arms) {
    const [increase, sd] = [threshold?.[arm]?.increase, entry.blockSpread[arm]];
    if (increase === undefined || sd === undefined) continue;
    const needed = blocksNeeded(sd, between, increase);
    if (needed !== null && needed <= blocks) continue;
    throw new JouleGateError(
      'too-few-blocks',
      `with ${blocks} blocks this gate could not call twice its threshold (${(100 * increase).toFixed(1)} % on energy-per-task, ${arm}): blocks spread by ${(100 * sd).toFixed(1)} %, measurements by ${(100 * between).toFixed(1)} %`,
      needed === null ? 'no number of blocks would do: raise the threshold, quieten the machine, or measure base in the same run' : `set "repeats" to ${needed} or raise the threshold`,
    );
  }
}

function unreadableBaseline(head: RunResult, error: JouleGateError, config: Config): Comparison {
  const alone = compare(null, head, { thresholds: {}, co2e: config.co2e });
  return { ...alone, verdict: 'invalid', reasons: [error.code], details: { [error.code]: `${error.message}; ${error.fix}` } };
}

/** Measures head, compares it with the stored baseline and writes all five files. What the action runs, exactly. */
export async function runGate(config: Config, options: GateOptions): Promise<GateOutcome> {
  const spec = parseBaseline(config.baseline);
  let base: RunResult | null = null;
  let unreadable: JouleGateError | null = null;
  try {
    base = await readBaseline(spec);
  } catch (error) {
    if (!(error instanceof JouleGateError) || error.code !== 'baseline-unreadable') throw error;
    unreadable = error;
    options.onProgress(error.message);
  }
  const history = await readHistory(spec);
  refuseBlindGate(config, base, base ? spreadOf(history, base) : null);
  const [head] = await measure([{ name: 'head', config }], {
    commit: options.commit,
    journal: join(options.outDir, 'journal.jsonl'),
    onProgress: options.onProgress,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const result = head!;
  const comparison = unreadable
    ? unreadableBaseline(result, unreadable, config)
    : compare(base, result, { thresholds: config.thresholds, environmentAllow: config.environmentAllow, co2e: config.co2e, spread: base ? spreadOf(history, base) : null });
  return await writeOutcome(options, result, base, comparison);
}

/** Writes result, base, comparison, comment and page; removes the journal, which they replace. */
export async function writeOutcome(options: Pick<GateOptions, 'outDir' | 'id'>, result: RunResult, base: RunResult | null, comparison: Comparison): Promise<GateOutcome> {
  assertComparison(comparison, 'the comparison just made');
  const at = (name: string): string => join(options.outDir, name);
  const comment = markdown(comparison, options.id);
  const paths = { result: at('result.json'), base: base ? at('base.json') : null, comparison: at('comparison.json'), comment: at('comment.md'), report: at('report.html') };
  await writeJson(paths.result, result);
  if (paths.base) await writeJson(paths.base, base);
  else if (existsSync(at('base.json'))) await rm(at('base.json'));
  await writeJson(paths.comparison, comparison);
  await writeWhole(paths.comment, comment);
  await writeWhole(paths.report, html(comparison));
  await rm(at('journal.jsonl'), { force: true });
  return { result, base, comparison, comment, paths };
}
