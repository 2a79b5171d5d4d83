import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { JouleGateError } from '../common/errors.ts';
import { readJson } from '../common/files.ts';
import { writeJson, writeWhole } from '../common/output.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Verdict } from '../common/generated/comparison.ts';
import { parseHistory, type HistoryEntry } from '../common/history.ts';
import { assertRunResult } from '../common/schema.ts';
import type { BaselineSpec } from '../config/baseline.ts';

const historyPath = (path: string): string => path.replace(/(\.json)?$/, '.history.jsonl');

/** The stored baseline, or `null` where there is none (yet). Throws `baseline-unreadable`, naming the file. */
export async function readBaseline(spec: BaselineSpec): Promise<RunResult | null> {
  if (spec.kind !== 'file' || !existsSync(spec.path)) return null;
  try {
    const value = await readJson(spec.path);
    assertRunResult(value, spec.path);
    return value;
  } catch (cause) {
    throw new JouleGateError(
      'baseline-unreadable',
      `the stored baseline cannot be read: ${(cause as Error).message}`,
      `measure and run "joulegate baseline update", or restore ${spec.path} from git`,
      { cause },
    );
  }
}

/** Results accepted earlier, oldest first; unreadable lines are left out. */
export async function readHistory(spec: BaselineSpec): Promise<HistoryEntry[]> {
  if (spec.kind !== 'file') return [];
  const text = await readFile(historyPath(spec.path), 'utf8').catch(() => '');
  return parseHistory(text);
}

/**
 * Refuses what may be no baseline: an invalid measurement and, unless `accept`, one with the verdict `regressed`
 * against the present baseline. @throws JouleGateError `baseline-refused`
 */
export function assertMayBeStored({ validity }: RunResult, verdict: Verdict | null, accept: boolean): void {
  if (validity?.status === 'invalid') {
    throw new JouleGateError(
      'baseline-refused',
      `this measurement is invalid: ${validity.reasons.join(', ')}`,
      'measure again; an invalid result cannot become the baseline',
    );
  }
  if (verdict === 'regressed' && !accept) {
    throw new JouleGateError(
      'baseline-refused',
      'this result regressed against the present baseline',
      'add --accept-regression if the dearer result is meant',
    );
  }
}

/** Makes `result` the baseline and `entry` part of its history. @throws as `assertMayBeStored` */
export async function updateBaseline(
  spec: BaselineSpec,
  result: RunResult,
  entry: HistoryEntry,
  verdict: Verdict | null,
  acceptRegression: boolean,
): Promise<string> {
  if (spec.kind !== 'file') {
    throw new JouleGateError(
      'baseline-refused',
      'the configuration names no place for a baseline',
      'set "baseline: file:.joulegate/baseline.json" or "baseline: branch:joulegate" in joulegate.yml',
    );
  }
  assertMayBeStored(result, verdict, acceptRegression);
  const entries = await readHistory(spec);
  const known = entries.some((e) => e.measurement === result.measurement);
  await writeJson(spec.path, result);
  if (!known)
    await writeWhole(historyPath(spec.path), [...entries, entry].map((e) => `${JSON.stringify(e)}\n`).join(''));
  return spec.path;
}
