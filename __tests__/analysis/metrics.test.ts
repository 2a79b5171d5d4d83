import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { armBlocks, type BlockSums } from '../../src/analysis/blocks.ts';
import { absence, ratio, saved, savingOf } from '../../src/analysis/metrics.ts';
import { metricRow } from '../../src/analysis/rows.ts';
import type { Sides } from '../../src/analysis/sides.ts';
import type { MetricId } from '../../src/common/generated/comparison.ts';
import { LEVELS } from '../../src/common/levels.ts';
import {
  ENERGY,
  ENERGY_SAVING,
  HEADLINES,
  inHeadline,
  nameOf,
  RATIO_METRICS,
  SAVING_METRICS,
} from '../../src/common/metrics.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { fakeResult } from '../support/results.ts';

const SUMS: BlockSums = {
  block: 0,
  answers: 10,
  promptTokens: 500,
  outputTokens: 400,
  decodeSteps: 200,
  babbleTokens: 100,
  joules: { prefill: 25, decode: 50, check: 5 },
  errors: { prefill: 0, decode: 0, check: 0 },
  seconds: 20,
  passed: 4,
  notGraded: 2,
  tested: 10,
  scored: 0,
  score: 0,
  falseStops: 1,
  missedStops: 3,
};
const metric = (id: MetricId): (typeof RATIO_METRICS)[number] => RATIO_METRICS.find((m) => m.id === id)!;

describe('the registry', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'schema/comparison.schema.json'), 'utf8')) as {
    $defs: { metric: { properties: { id: { enum: string[] } } } };
  };

  test('has every metric of the schema, once', () => {
    const ids = [...RATIO_METRICS, ...SAVING_METRICS].map((m) => m.id);
    expect([...ids].sort()).toEqual([...schema.$defs.metric.properties.id.enum].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['energy-per-task', 8, 'J', 'relative', 'joules'],
    ['prefill-energy-per-token', 0.05, 'J/token', 'relative', 'joules'],
    ['decode-energy-per-token', 0.25, 'J/token', 'relative', 'joules'],
    ['output-tokens', 40, 'token', 'relative', 'tokens'],
    ['babble-share', 0.25, '1', 'absolute', 'tokens'],
    ['energy-per-solved-task', 20, 'J', 'relative', 'joules'],
    ['pass-at-1', 0.5, '1', 'absolute', 'passes'],
    ['false-stops', 0.1, '1', 'absolute', 'passes'],
    ['missed-stops', 0.3, '1', 'absolute', 'passes'],
    ['wall-time', 2, 's', 'relative', 'seconds'],
  ] as const)('%s of these sums is %d %s', (id, value, unit, scale, nature) => {
    const d = metric(id);
    expect(ratio(d, [SUMS])).toBeCloseTo(value, 12);
    expect(d).toMatchObject({ unit, scale, nature });
  });

  test('stops are of the suppressed arm alone; what needs every grade says so', () => {
    expect(RATIO_METRICS.filter((m) => m.arms.length === 1).map((m) => [m.id, ...m.arms])).toEqual([
      ['false-stops', 'suppressed'],
      ['missed-stops', 'suppressed'],
    ]);
    expect(RATIO_METRICS.filter((m) => m.graded).map((m) => m.id)).toEqual([
      'energy-per-solved-task',
      'pass-at-1',
      'false-stops',
    ]);
    for (const d of SAVING_METRICS) expect(d).toMatchObject({ unit: '1', scale: 'absolute', nature: 'joules' });
  });

  test('headlines, and names for a reader', () => {
    expect(HEADLINES).toEqual([
      'energy-per-task',
      'output-tokens',
      'babble-share',
      'pass-at-1',
      'score',
      'suppression-saving',
    ]);
    expect(inHeadline({ id: 'babble-share', arm: 'plain' })).toBe(true);
    expect(inHeadline({ id: 'babble-share', arm: 'suppressed' })).toBe(false);
    expect(inHeadline({ id: 'energy-per-task', arm: 'suppressed' })).toBe(true);
    expect(inHeadline({ id: 'suppression-saving', arm: null })).toBe(true);
    expect(inHeadline({ id: 'output-tokens', arm: 'suppressed' })).toBe(true);
    expect(inHeadline({ id: 'pass-at-1', arm: 'suppressed' })).toBe(true);
    expect(inHeadline({ id: 'wall-time', arm: 'plain' })).toBe(false);
    expect([...RATIO_METRICS, ...SAVING_METRICS].map((m) => nameOf(m.id))).toEqual([
      'Energy per task',
      'Prefill energy per prompt token',
      'Decode energy per step',
      'Output tokens per task',
      'Babble, share of output tokens',
      'Energy per solved task',
      'pass@1',
      'Score',
      'False stops',
      'Missed stops',
      'Model time per task',
      'Suppression saves, of energy per task',
      'Suppression saves, of decode energy',
    ]);
    expect(nameOf('of-a-later-version' as MetricId)).toBe('of-a-later-version');
  });

  test('a metric is its entry: a new one is compared by what stands there', () => {
    const result = fakeResult({ decode: [10, 10, 10, 10], tokens: 101 });
    const arms = armBlocks(result);
    const sides: Sides = {
      base: result,
      head: result,
      baseArms: arms,
      headArms: arms,
      relation: { paired: true, spread: null },
      deterministic: { plain: true },
      most: 20,
      thresholds: {},
      levels: LEVELS,
      rates: {},
    };
    const steps = {
      ...ENERGY,
      id: 'steps' as MetricId,
      unit: 'token',
      nature: 'tokens',
      numerator: (s) => s.decodeSteps,
    } satisfies typeof ENERGY;
    expect(metricRow(sides, steps, 'plain')!.metric).toMatchObject({
      id: 'steps',
      arm: 'plain',
      unit: 'token',
      scale: 'relative',
      base: 100,
      head: 100,
      change: 0,
      interval: [0, 0],
      basis: 'exact',
    });
  });
});

describe('ratios', () => {
  const other: BlockSums = { ...SUMS, block: 1, answers: 30, joules: { prefill: 5, decode: 10, check: null } };

  test('are of sums, not means of ratios', () => {
    expect(ratio(ENERGY, [SUMS, other])).toBeCloseTo(95 / 40, 12);
  });

  test('are unknown, each for its reason', () => {
    const blind = { ...SUMS, joules: { ...SUMS.joules, decode: null } };
    expect([ratio(ENERGY, [SUMS, blind]), absence(ENERGY, [SUMS, blind])]).toEqual([null, 'not-resolvable']);
    const unknown = { ...metric('output-tokens'), numerator: () => null };
    expect(absence(unknown, [SUMS])).toBe('not-known');
    const none = metric('energy-per-solved-task');
    expect([ratio(none, [{ ...SUMS, passed: 0 }]), absence(none, [{ ...SUMS, passed: 0 }])]).toEqual([
      null,
      'no-divisor',
    ]);
    expect([ratio(ENERGY, []), absence(ENERGY, [])]).toEqual([null, 'no-divisor']);
    expect(absence(ENERGY, [SUMS])).toBeNull();
  });
});

describe('savings', () => {
  test.each([
    [10, 4, 0.6],
    [10, 12, -0.2],
    [1e-9, 0, 1],
    [0, 1, null],
    [-1, 1, null],
    [null, 1, null],
    [1, null, null],
  ])('of %d J when %d are spent: %d', (reference, spent, share) => {
    expect(saved(reference, spent)).toEqual(share === null ? null : expect.closeTo(share, 12));
  });

  const block = (n: number, decode: number | null, prefill = 0): BlockSums => ({
    ...SUMS,
    block: n,
    joules: { prefill, decode, check: null },
  });

  test('of the blocks that both arms have', () => {
    const saving = savingOf(ENERGY_SAVING, {
      plain: [block(0, 10), block(1, 30), block(2, 10)],
      suppressed: [block(1, 15), block(0, 2)],
    })!;
    expect(saving.value).toBeCloseTo(1 - 17 / 40, 12);
    expect([...saving.byBlock]).toEqual([
      [0, { value: 0.8, error: 0 }],
      [1, { value: 0.5, error: 0 }],
    ]);
    expect(saving.absence).toBeNull();
  });

  test("errors of both arms are in a block's own", () => {
    const errors = { prefill: 3, decode: 4, check: 0 };
    const arms = { plain: [{ ...block(0, 100), errors }], suppressed: [{ ...block(0, 40), errors }] };
    // 1 − 40 ÷ 100 with 5 J each: √((5 ÷ 100)² + (0.4 · 5 ÷ 100)²); of decode alone 4 J each.
    const [energy, decode] = SAVING_METRICS.map((d) => savingOf(d, arms)!.byBlock.get(0)!.error);
    expect(energy).toBeCloseTo(0.05 * Math.hypot(1, 0.4), 12);
    expect(decode).toBeCloseTo(0.04 * Math.hypot(1, 0.4), 12);
  });

  test('a block without joules is left out of the value too, while 4 remain', () => {
    const plain = [10, 10, 10, 10, 10].map((x, i) => block(i, x));
    const suppressed = [null, 5, 5, 5, 5].map((x, i) => block(i, x));
    expect(savingOf(ENERGY_SAVING, { plain, suppressed })).toMatchObject({ value: 0.5, absence: null });
    const four = { plain: plain.slice(0, 4), suppressed: suppressed.slice(0, 4) };
    expect(savingOf(ENERGY_SAVING, four)).toMatchObject({ value: null, absence: 'not-resolvable' });
  });

  test('of decode leaves prefill out', () => {
    const arms = { plain: [block(0, 10, 10)], suppressed: [block(0, 5, 10)] };
    expect(SAVING_METRICS.map((d) => savingOf(d, arms)!.value)).toEqual([0.25, 0.5]);
  });

  test('are unknown for lack of an arm, of joules, or of anything to save', () => {
    expect(savingOf(ENERGY_SAVING, { plain: [block(0, 1)] })).toBeNull();
    expect(savingOf(ENERGY_SAVING, { suppressed: [block(0, 1)] })).toBeNull();
    const of = (plain: number | null, suppressed: number | null): unknown => {
      const { value, absence, byBlock } = savingOf(ENERGY_SAVING, {
        plain: [block(0, plain)],
        suppressed: [block(0, suppressed)],
      })!;
      return [value, absence, byBlock.size];
    };
    expect(of(null, 1)).toEqual([null, 'not-resolvable', 0]);
    expect(of(1, null)).toEqual([null, 'not-resolvable', 0]);
    expect(of(0, 1)).toEqual([null, 'no-divisor', 0]);
  });
});
