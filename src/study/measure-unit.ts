import { existsSync } from 'node:fs';
import type { AttentionShape } from '../common/attention-shape.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { assertRunResult } from '../common/schema.ts';
import { worstValidity } from '../common/validity.ts';
import { withJournal } from '../experiment/journal.ts';
import { measure } from '../experiment/open.ts';
import { readShape } from '../model/gguf/shape.ts';
import { isFile, locateModel } from '../model/locate.ts';
import { partsOf } from '../model/parts.ts';
import type { PreparedUnit } from './prepare.ts';
import type { StudyStore } from './store.ts';

export interface Measuring {
  onProgress: (line: string) => void;
  signal?: AbortSignal;
}

/** A rule's result with the plain arm that it shares with the others: both were measured in the same blocks. */
export function withPlain(ruled: RunResult, plain: RunResult): RunResult {
  return {
    ...ruled,
    arms: { ...plain.arms, ...ruled.arms },
    blocks: [...(plain.blocks ?? []), ...(ruled.blocks ?? [])],
    validity: worstValidity([plain.validity, ruled.validity].filter((v) => v !== undefined)),
  };
}

/** One result a rule, each with the plain arm; the plain one alone where there is no rule. */
function perRule(unit: PreparedUnit, measured: readonly RunResult[]): { rule: string | null; result: RunResult }[] {
  const all = unit.subjects.map(({ rule }, i) => ({ rule, result: measured[i]! }));
  const plain = all.find((r) => r.rule === null);
  const rules = all.filter((r) => r.rule !== null);
  if (rules.length === 0 || plain === undefined) return all;
  return rules.map(({ rule, result }) => ({ rule, result: withPlain(result, plain.result) }));
}

/** What a step of the model reads; `null` where its header does not say. */
async function shapeOfModel(unit: PreparedUnit, { onProgress }: Measuring): Promise<AttentionShape | null> {
  const { model } = unit.subjects[0]!.config;
  // A server does not tell.
  if (!isFile(model)) return null;
  const { path } = await locateModel(model, onProgress);
  return await readShape((await partsOf(path)).map((p) => p.path));
}

/**
 * Measures a unit, plain decoding and all rules interleaved in one session, and keeps it. One that was broken off goes
 * on after its last whole block. @throws JouleGateError of every room that is opened; the signal's reason
 */
export async function measureUnit(unit: PreparedUnit, store: StudyStore, options: Measuring): Promise<void> {
  const begin = performance.now();
  const arms = [...new Set(unit.subjects.flatMap((s) => s.arms))];
  const specs = unit.subjects.map((s) => ({ name: s.name, arms: s.arms, config: { ...s.config, arms } }));
  const path = store.journal(unit);
  const work = async (journal: Parameters<Parameters<typeof withJournal>[2]>[0]): Promise<void> => {
    const measured = await measure(specs, { ...options, commit: null, journal });
    const results = perRule(unit, measured);
    for (const { rule, result } of results) assertRunResult(result, `${unit.id}, ${rule ?? 'plain'}`);
    const shape = await shapeOfModel(unit, options);
    const seconds = (performance.now() - begin) / 1000;
    await store.finish(unit, results, { digest: unit.digest, shape, seconds });
  };
  await withJournal(path, options.onProgress, work, { resume: existsSync(path) });
}
