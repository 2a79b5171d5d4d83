import { compare, type CompareOptions } from '../../../src/analysis/compare.ts';
import type { Comparison } from '../../../src/common/generated/comparison.ts';
import type { Repeat, RunResult } from '../../../src/common/generated/run-result.ts';
import { fakeResult, type Fake } from '../../support/results.ts';

/**
 * Upper 5 % and 2.5 % points of Student's t with 3 degrees of freedom, and of the normal (Abramowitz and Stegun 1964,
 * table 26.10 and 26.5).
 */
export const T3_05 = 2.353363;
export const T3_025 = 3.182446;
export const Z_05 = 1.644854;

/** Four values of mean 0 and sample standard deviation 1. */
const SHAPE = [-1, -1, 1, 1].map((x) => (x * Math.sqrt(3)) / 2);

/** Decode joules of four blocks whose ln differs from ln(10 J) by `effect` on average, with this standard error. */
export const blocks = (effect: number, standardError = 1e-7): number[] =>
  SHAPE.map((z) => 10 * Math.exp(effect + 2 * standardError * z));

export const FLAT = [10, 10, 10, 10];

export const LN_1_1 = Math.log(1.1);
export const LN_1_03 = Math.log(1.03);
/** Factors that put a value just inside and just beyond a bound. */
export const [IN, BEYOND] = [0.999, 1.001];

/** A limit of each arm. */
export const each = (limit: object): { plain: object; suppressed: object } => ({ plain: limit, suppressed: limit });
export const ENERGY_3: CompareOptions['thresholds'] = { 'energy-per-task': each({ increase: 0.03 }) };

/** A result without prefill and checks, so that decode joules are those of a task. */
export const result = (fake: Partial<Fake>): RunResult =>
  fakeResult({ decode: FLAT, prefill: 0, check: null, ...fake });

/** Changes every answer. */
export function answers(of: RunResult, change: (r: Repeat, task: number) => Partial<Repeat>): RunResult {
  const copy = structuredClone(of);
  for (const arm of Object.values(copy.arms))
    for (const [i, t] of arm.tasks.entries()) t.repeats = t.repeats.map((r) => ({ ...r, ...change(r, i) }));
  return copy;
}

/** Both arms, each with blocks of its own. */
export const arms = (plain: number[], suppressed: number[], fake: Partial<Fake> = {}): RunResult => ({
  ...result(fake),
  arms: {
    plain: result({ ...fake, decode: plain }).arms.plain!,
    suppressed: result({ ...fake, decode: suppressed }).arms.plain!,
  },
});

/** Head against base, where energy per task may rise by 3 %, unless said otherwise. */
export const against = (
  base: RunResult | null,
  head: RunResult,
  thresholds: CompareOptions['thresholds'] = ENERGY_3,
  options: Partial<CompareOptions> = {},
): Comparison => compare(base, head, { thresholds, ...options });

/** Head of these decode joules against a base of 10 J in every block, measured interleaved. */
export const energy = (decode: number[], thresholds?: CompareOptions['thresholds']): Comparison =>
  against(result({ decode: decode.map(() => 10) }), result({ decode }), thresholds);

/** One rule of docs/verdicts.md in one case: `npm run readme` writes these rows into the page. */
export interface Case {
  rule: string;
  when: string;
  verdict: Comparison['verdict'];
  /** A code that must stand in `reasons`, or, after a `!`, must not. */
  reason?: string;
  compare(): Comparison;
}

type Row = [rule: string, when: string, verdict: Case['verdict'], compare: Case['compare'], reason?: string];

export const rules = (rows: Row[]): Case[] =>
  rows.map(([rule, when, verdict, compare, reason]) => ({
    rule,
    when,
    verdict,
    compare,
    ...(reason ? { reason } : {}),
  }));
