import { describe, expect, test } from '@jest/globals';
import { isRepeated } from '../../src/analysis/answers.ts';
import { isDecided } from '../../src/analysis/looks.ts';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import type { Qualification } from '../../src/common/generated/qualification.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { against, answers, arms, blocks, each, ENERGY_3, FLAT, result } from './support/cases.ts';

const metric = (c: Comparison, id: string, arm: Metric['arm'] = 'plain'): Metric =>
  c.metrics.find((m) => m.id === id && m.arm === arm)!;
const invalid = { status: 'invalid' as const, reasons: ['sampling-gap' as const] };
const warned = { status: 'warning' as const, reasons: ['budget-spent' as const] };

describe('answers of an arm', () => {
  const overrun = (tokens: number[], over: number[]): RunResult =>
    answers(result({ decode: [10, 10] }), (r) => ({ outputTokens: tokens[r.block]!, overrunTokens: over[r.block]! }));

  test('are the same at every repeat where only overrun differs', () => {
    expect(isRepeated(overrun([100, 110], [0, 10]), 'plain')).toBe(true);
    expect(isRepeated(overrun([100, 100], [0, 10]), 'plain')).toBe(false);
    expect(isRepeated(overrun([100, 90], [0, 10]), 'plain')).toBe(false);
    expect(isRepeated(overrun([110, 100], [10, 0]), 'plain')).toBe(true);
  });

  test('so that stops which came too early are exact, in whichever block they came', () => {
    const stopped = answers(arms(FLAT, FLAT), (r, task) => ({ falseStop: r.block === 1 && task === 0 }));
    expect(metric(against(arms(FLAT, FLAT), stopped), 'false-stops', 'suppressed').basis).toBe('exact');
  });
});

describe('each side by its name', () => {
  test('where it may not be trusted, or warns', () => {
    const [bad, warning] = [
      { ...result({}), validity: invalid },
      { ...result({}), validity: warned },
    ];
    const sides = (base: RunResult, head: RunResult, code: string) =>
      against(base, head).findings.flatMap((f) => (f.code === code ? [f.side] : []));
    expect([sides(bad, result({}), 'sampling-gap'), sides(result({}), bad, 'sampling-gap')]).toEqual([
      ['base'],
      ['head'],
    ]);
    expect([sides(warning, result({}), 'budget-spent'), sides(result({}), warning, 'budget-spent')]).toEqual([
      ['base'],
      ['head'],
    ]);
  });

  test('another workload is said, and not that its tasks differ', () => {
    const other = result({ tasks: 3 });
    const c = against(result({}), { ...other, workload: { ...other.workload, digest: 'e'.repeat(64) } });
    expect(c.reasons).toEqual(['workload-differs']);
  });

  test('a drift is a reason only where the verdict leans on it', () => {
    const drift = blocks(0, 1e-6, 10).map((x, i) => (i < 5 ? x : 1.01 * x));
    const of = (head: RunResult) => {
      const c = against(result({ decode: drift.map(() => 10) }), head);
      return [c.verdict, c.reasons.includes('null-control'), c.findings.some((f) => f.code === 'null-control')];
    };
    expect(of(result({ decode: drift }))).toEqual(['inconclusive', true, true]);
    expect(of({ ...result({ decode: drift }), validity: invalid })).toEqual(['invalid', false, true]);
    expect(of(result({ decode: drift.map((x) => 1.3 * x) }))).toEqual(['regressed', false, true]);
  });

  test('temperatures are those of the arm', () => {
    const decode = [10, 10.1, 9.9, 10.2, 9.8, 10, 10.1];
    const reading = (arm: 'plain' | 'suppressed', block: number, temperatureC: number) => ({
      block,
      arm,
      seconds: 1,
      temperatureC,
    });
    const side = (warmer: number[]): RunResult => ({
      ...arms(decode, decode),
      alternation: 'pass',
      blocks: decode.flatMap((_, b) => [reading('plain', b, 60 + warmer[b]!), reading('suppressed', b, 60)]),
    });
    const c = (head: number[]) => metric(against(side([0, 0, 0, 0, 0, 0, 0]), side(head)), 'energy-per-task');
    const rise = (m: Metric): number => m.interval![1]! - m.interval![0]!;
    const dearer = (warmer: number[]) => {
      const head = side(warmer);
      const own = answers(head, (r) => ({
        phases: {
          ...r.phases,
          decode: {
            ...r.phases.decode,
            netJoules: r.phases.decode.netJoules! * (1 + 0.01 * [3, -2, 4, -5, 1, -3, 2][r.block]!),
          },
        },
      }));
      return metric(against(side([0, 0, 0, 0, 0, 0, 0]), own), 'energy-per-task');
    };
    expect(rise(c([0, 0, 0, 0, 0, 0, 0]))).toBeCloseTo(0, 9);
    expect(rise(dearer([3, -2, 4, -5, 1, -3, 2]))).toBeLessThan(rise(dearer([0, 0, 0, 0, 0, 0, 0])) / 10);
  });

  test('passes alternate only where both sides say so', () => {
    const warmer = [3, -2, 4, -5, 1, -3];
    const side = (base: boolean, alternation?: 'pass'): RunResult => ({
      ...result({ decode: warmer.map((t) => 10 * Math.exp(base ? 0 : 0.01 * t)) }),
      ...(alternation ? { alternation } : {}),
      blocks: warmer.map((t, block) => ({ block, arm: 'plain', seconds: 1, temperatureC: base ? 60 : 60 + t })),
    });
    const width = (base?: 'pass', head?: 'pass'): number => {
      const [lo, hi] = metric(against(side(true, base), side(false, head)), 'energy-per-task').interval!;
      return hi! - lo!;
    };
    expect(width('pass', 'pass')).toBeLessThan(width() / 10);
    expect([width('pass'), width(undefined, 'pass')]).toEqual([width(), width()]);
    // What a card's temperature is to joules it is not to tokens.
    const tokens = (alternation?: 'pass') => {
      const sampled = answers(side(false, alternation), (r) => ({ outputTokens: 100 + warmer[r.block]! }));
      return metric(against(side(true, alternation), sampled, {}), 'output-tokens').interval;
    };
    expect(tokens('pass')).toEqual(tokens());
  });
});

describe('what stands beside the metrics', () => {
  const QUALIFIED: Qualification = {
    schemaVersion: 1,
    createdAt: '2026-01-02T03:04:05.000Z',
    environment: result({}).environment,
    meter: { kind: 'nvml', estimated: false },
    workload: { name: 'practice', digest: 'd' },
    thresholds: { plain: 0.03 },
    blocks: 40,
    seconds: 1,
    noise: [],
    scenarios: [
      {
        name: 'nothing',
        change: 0,
        gates: 1000,
        regressed: { share: 0.01, interval: [0, 0.02] },
        passed: { share: 0.99, interval: [0.9, 1] },
        undecided: { share: 0, interval: [0, 0.01] },
        meanBlocks: 4,
      },
    ],
    smallestVisibleChange: null,
  };

  test('the last qualification, a month of requests and what its joules emit, where they are asked for', () => {
    const usage = { requestsPerDay: 100, pricePerKwh: null };
    const of = (more: object) => against(result({}), result({}), ENERGY_3, more);
    expect(of({ qualification: QUALIFIED }).qualification).toMatchObject({ sameEnvironment: true });
    expect(of({ qualification: { ...QUALIFIED, scenarios: [] } })).not.toHaveProperty('qualification');
    expect(of({}).qualification).toBeUndefined();
    expect(of({ usage }).month).toMatchObject({ requestsPerDay: 100, estimated: false });
    expect(of({ usage }).month).not.toHaveProperty('gPerKwh');
    expect(of({ usage, co2e: { gPerKwh: 400, source: 'x' } }).month).toMatchObject({ gPerKwh: 400 });
    expect(of({})).not.toHaveProperty('month');
  });

  test('the blocks judged are those of the metric that has fewest', () => {
    const six = result({ decode: [10, 10, 10, 10, 10, 10] });
    const side: RunResult = { ...six, arms: { plain: six.arms.plain!, suppressed: result({}).arms.plain! } };
    expect(against(side, side).plan!.blocks).toBe(4);
  });

  test('a metric that an arm lacks is named, a saving that needs more blocks without an arm', () => {
    const one = against(result({}), arms(FLAT, FLAT));
    expect(one.findings.find((f) => f.code === 'metric-missing')).toEqual({
      code: 'metric-missing',
      arm: 'suppressed',
      metric: 'energy-per-task',
      text: 'energy-per-task gates, but the suppressed arm lacks it on one side',
    });
    const limits = { 'suppression-saving': each({ decrease: 0.05 }) };
    const few = against(arms([10, 10], [10, 10]), arms([10, 10], [10, 10]), limits);
    expect(few.findings.filter((f) => f.code === 'too-few-blocks')).toEqual([
      {
        code: 'too-few-blocks',
        metric: 'suppression-saving',
        text: expect.stringContaining('(both arms) needs a test, and 2 block'),
      },
    ]);
    const arm = against(result({ decode: [10, 10] }), result({ decode: [10, 10] }));
    expect(arm.findings[0]).toMatchObject({ code: 'too-few-blocks', arm: 'plain', metric: 'energy-per-task' });
  });

  test('a change from 0 J or less is none, nor has it an interval, though some blocks have a ratio', () => {
    const m = metric(against(result({ decode: [-50, 10, 10, 10] }), result({})), 'energy-per-task');
    expect([m.change, m.interval, m.blocks, m.nulls]).toEqual([null, null, undefined, { change: 'base-not-positive' }]);
    const unknown = answers(result({}), (r) => ({
      phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } },
    }));
    expect(metric(against(result({}), unknown), 'energy-per-task')).toMatchObject({ head: null, change: null });
  });

  test('blocks without babble, or without a token, are no broken blocks', () => {
    const five = result({ decode: [10, 10, 10, 10, 10], temperature: 0.8 });
    const some = answers(five, (r) => ({ babbleTokens: r.block === 0 ? 0 : 20 }));
    expect(metric(against(five, some), 'babble-share').head).toBeCloseTo(0.16, 9);
    const none = answers(five, (r) => ({ outputTokens: r.block === 0 ? 0 : 100 }));
    expect(metric(against(five, none), 'output-tokens').head).toBeCloseTo(80, 9);
  });
});

describe('whether more blocks could change anything', () => {
  const of = (reasons: Comparison['reasons'], more: Partial<Metric>): boolean =>
    isDecided({
      ...against(result({}), result({})),
      verdict: 'inconclusive',
      reasons,
      metrics: [
        { ...metric(against(result({}), result({})), 'energy-per-task'), verdict: 'inconclusive', p: 0.5, ...more },
      ],
    });

  test.each(['spread-unknown', 'stored-estimate'] as const)(
    '%s leaves measured joules and seconds undecided',
    (code) => {
      for (const more of [{ unit: 'J' }, { unit: 'J/token' }, { unit: 's' }, { unit: '1', arm: null }] as const)
        expect(of([code], { basis: 'measured', ...more })).toBe(true);
      expect(of([code], { basis: 'measured', unit: 'token' })).toBe(false);
      expect(of([code], { basis: 'equal-rates', unit: 'J' })).toBe(false);
      expect(of([], { basis: 'measured', unit: 'J' })).toBe(false);
    },
  );
});
