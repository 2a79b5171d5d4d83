import { join } from 'node:path';
import { compare } from '../analysis/compare.ts';
import { finding } from '../analysis/finding.ts';
import { blocksNeeded, entryOf, LEAST_BLOCKS, spreadOf } from '../analysis/history.ts';
import { parseBaseline, readBaseline, readHistory } from '../baseline/store.ts';
import { JouleGateError } from '../common/errors.ts';
import { claimOutput, type Claim } from '../common/claim.ts';
import { jsonText } from '../common/output.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { assertComparison } from '../common/schema.ts';
import type { Config } from '../config/defaults.ts';
import { withJournal, type Journal } from '../experiment/journal.ts';
import { measure } from '../experiment/open.ts';
import { compareOptions, describeOptions } from '../gate/options.ts';
import { RENDERERS } from '../report/renderers.ts';

export interface GateOutcome {
  result: RunResult;
  base: RunResult | null;
  comparison: Comparison;
  comment: string;
  paths: { result: string; base: string | null; comparison: string; comment: string; report: string };
}

const FILES = ['result.json', 'base.json', 'comparison.json', 'comment.md', 'report.html'] as const;
type FileName = (typeof FILES)[number];

/** The five files of a gate, claimed: they can be written, and none of an earlier gate stands there. */
export interface GateFiles {
  outDir: string;
  claims: Record<FileName, Claim>;
}

/** Claims a gate's files before its configuration is known to be good. @throws JouleGateError `file-unreadable` */
export async function claimGate(outDir: string, inputs: readonly string[] = []): Promise<GateFiles> {
  const claims = {} as Record<FileName, Claim>;
  for (const name of FILES) claims[name] = await claimOutput(join(outDir, name), inputs);
  return { outDir, claims };
}

/** A configuration for a gate into `outDir`: where it is refused, no earlier gate's verdict is left standing there either. */
export async function gateConfig(
  outDir: string,
  load: () => Promise<Config>,
): Promise<{ config: Config; files: GateFiles }> {
  let config: Config;
  try {
    config = await load();
  } catch (error) {
    await claimGate(outDir).catch(() => undefined);
    throw error;
  }
  const spec = parseBaseline(config.baseline);
  return { config, files: await claimGate(outDir, spec.kind === 'file' ? [spec.path] : []) };
}

export interface GateOptions {
  files: GateFiles;
  commit: string | null;
  /** Names the comment, where several configurations gate one pull request. */
  id: string;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
  /** Is given the run's journal once it is open: what a stopped run has kept. */
  onJournal?: (journal: Journal) => void;
}

/** Refuses a gate that could not fail: fewer than 4 blocks, or too few for the known spread. */
function refuseBlindGate(config: Config, base: RunResult | null, spread: number | null): void {
  const blocks = Math.min(config.repeats, config.budget.blocks ?? Infinity);
  if (blocks < LEAST_BLOCKS) {
    throw new JouleGateError(
      'too-few-blocks',
      `a gate of ${blocks} block(s) cannot tell noise from change`,
      `set "repeats" to ${LEAST_BLOCKS} or more ("joulegate run" takes any number)`,
    );
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
      needed === null
        ? 'no number of blocks would do: raise the threshold, quieten the machine, or measure base in the same run'
        : `set "repeats" to ${needed} or raise the threshold`,
    );
  }
}

function unreadableBaseline(head: RunResult, error: JouleGateError, config: Config): Comparison {
  const alone = compare(null, head, describeOptions(config.co2e));
  return {
    ...alone,
    verdict: 'invalid',
    reasons: ['baseline-unreadable'],
    findings: [finding('baseline-unreadable', `${error.message}; ${error.fix}`)],
  };
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
  return await withJournal(join(options.files.outDir, 'journal.jsonl'), options.onProgress, async (journal) => {
    options.onJournal?.(journal);
    const [head] = await measure([{ name: 'head', config }], {
      commit: options.commit,
      journal,
      onProgress: options.onProgress,
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const result = head!;
    const comparison = unreadable
      ? unreadableBaseline(result, unreadable, config)
      : compare(base, result, compareOptions(config, { base, history }));
    return await writeOutcome(options.files, options.id, result, base, comparison);
  });
}

/** Writes result, base, comparison, comment and page. */
export async function writeOutcome(
  { outDir, claims }: GateFiles,
  id: string,
  result: RunResult,
  base: RunResult | null,
  comparison: Comparison,
): Promise<GateOutcome> {
  assertComparison(comparison, 'the comparison just made');
  const at = (name: FileName): string => join(outDir, name);
  const comment = RENDERERS.markdown(comparison, id);
  await claims['result.json'].write(jsonText(result));
  if (base) await claims['base.json'].write(jsonText(base));
  else await claims['base.json'].leaveOut();
  await claims['comparison.json'].write(jsonText(comparison));
  await claims['comment.md'].write(comment);
  await claims['report.html'].write(RENDERERS.html(comparison));
  return {
    result,
    base,
    comparison,
    comment,
    paths: {
      result: at('result.json'),
      base: base ? at('base.json') : null,
      comparison: at('comparison.json'),
      comment: at('comment.md'),
      report: at('report.html'),
    },
  };
}
