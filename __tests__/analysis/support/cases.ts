import { compare, type CompareOptions } from '../../../src/analysis/compare.ts';
import type { Comparison } from '../../../src/common/generated/comparison.ts';
import type { Repeat, RunResult } from '../../../src/common/generated/run-result.ts';
import { fakeResult, type Fake } from '../../support/results.ts';

/**
 * Upper points of Student's t at the nominal p of a look (SciPy): 1.4770 % (5 % at 4 blocks) and 0.7385 % (2.5 %, for
 * two limits and for each side of an interval) with 3 degrees of freedom.
 */
export const T3 = 3.919272;
export const T3_HALF = 5.075788;

/** `n` values of mean 0 and sample standard deviation 1, up and down in turn: halves of them are alike. */
const shape = (n: number): number[] => {
  const values = Array.from({ length: n }, (_, i): number =>
    n % 2 === 1 && i === n >> 1 ? 0 : i < n / 2 === (i % 2 === 0) ? 1 : -1,
  );
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(values.reduce((a, x) => a + (x - mean) ** 2, 0) / (n - 1));
  return values.map((x) => (x - mean) / sd);
};

/** Decode joules of `n` blocks whose ln differs from ln(10 J) by `effect` on average, with this standard error. */
export const blocks = (effect: number, standardError = 1e-7, n = 4): number[] =>
  shape(n).map((z) => 10 * Math.exp(effect + Math.sqrt(n) * standardError * z));

export const FLAT = [10, 10, 10, 10];

/** ln of the factor that a change of so many per cent is. */
export const ln = (percent: number): number => Math.log1p(percent / 100);
/** Factors that put a value just inside and just beyond a bound. */
export const [IN, BEYOND] = [0.999, 1.001];

/** A limit of each arm. */
export const each = (limit: object): { plain: object; suppressed: object } => ({ plain: limit, suppressed: limit });
export const ENERGY_3: CompareOptions['thresholds'] = { 'energy-per-task': each({ increase: 0.03 }) };

/** A result without prefill, checks and errors of its own, so that decode joules are those of a task. */
export const result = (fake: Partial<Fake>): RunResult =>
  fakeResult({ decode: FLAT, prefill: 0, check: null, standardError: 0, ...fake });

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
  /** A code that must stand in `reasons`; after a `!`, must not; after a `~`, among the findings that are no reason. */
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
