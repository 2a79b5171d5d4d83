import { expect, test } from '@jest/globals';
import { Random } from '../../bench/energy/random.ts';
import { draw } from '../../bench/energy/scenarios.ts';
import { simulate, type Trace } from '../../bench/energy/simulator.ts';
import { attribute } from '../../src/energy/attribution/index.ts';

const of = (trace: Trace) =>
  attribute({
    series: trace.series,
    intervals: trace.intervals,
    from: 0,
    to: trace.end,
    idle: trace.idle,
    powerLimitWatts: 500,
  });
const dot = (a: Float64Array, b: Float64Array) => a.reduce((s, x, i) => s + x * b[i]!, 0);

test('sums and differences of groups out of one fit keep its covariance', () => {
  const random = new Random(11);
  const trace = simulate(draw(random, 0.05, false, '8 ms', false), random);
  const result = of(trace);
  const ones = (pick: (phase: string, i: number) => number) =>
    Float64Array.from(trace.intervals, (x, i) => pick(x.phase, i));
  const prefill = ones((p) => (p === 'prefill' ? 1 : 0));
  const decode = ones((p) => (p === 'decode' ? 1 : 0));
  expect(result.contrast(prefill)!.grossError).toBeCloseTo(result.phases.get('prefill')!.grossError, 9);
  const [a, b] = [result.contrast(prefill)!, result.contrast(decode)!];
  const both = result.contrast(ones(() => 1))!;
  const difference = result.contrast(ones((p) => (p === 'prefill' ? 1 : -1)))!;
  expect(both.grossJoules).toBeCloseTo(a.grossJoules + b.grossJoules, 6);
  expect(difference.grossJoules).toBeCloseTo(a.grossJoules - b.grossJoules, 6);
  // What neighbours in time take from each other cancels in their sum: far from independent.
  expect(both.grossError).toBeLessThan(Math.hypot(a.grossError, b.grossError));
  expect(difference.grossError).toBeGreaterThan(Math.hypot(a.grossError, b.grossError));
  const halves = ones((p, i) => (p === 'decode' ? (i < trace.intervals.length / 2 ? 1 : -1) : 0));
  expect(Math.abs(result.contrast(halves)!.grossJoules - dot(trace.truth, halves))).toBeLessThan(
    3.5 * result.contrast(halves)!.grossError,
  );
});

test('decode power that grows with the context: long and short contexts differ by what is true', () => {
  let worst = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const random = new Random(seed);
    const trace = simulate({ ...draw(random, 0.1, false, 'instant', false, true), contextSlope: 0.12 }, random);
    const result = of(trace);
    const mean = (long: boolean) => {
      const mine = trace.intervals.map((x) => x.phase === 'decode' && x.contextTokens! > 2000 === long);
      const seconds = trace.intervals.reduce((s, x, i) => s + (mine[i] ? x.end - x.start : 0), 0);
      return Float64Array.from(mine, (m) => (m ? 1 / seconds : 0));
    };
    const [long, short] = [mean(true), mean(false)];
    const rise = long.map((x, i) => x - short[i]!);
    const contrast = result.contrast(rise)!;
    expect(contrast.grossJoules).toBeGreaterThan(0);
    worst = Math.max(worst, Math.abs(contrast.grossJoules - dot(trace.truth, rise)) / contrast.grossError);
  }
  expect(worst).toBeLessThan(3.5);
});
