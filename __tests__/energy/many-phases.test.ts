import { expect, test } from '@jest/globals';
import { attribute } from '../../src/energy/attribution/index.ts';
import type { Interval } from '../../src/energy/intervals.ts';
import { emptySeries, type Series } from '../../src/energy/series.ts';
import { sample } from '../support/soak.ts';

const IDLE = 50;
const WATTS = { a: 200, b: 120 } as const;

/** `n` phases a, b, a, b … with pauses, in `seconds`, read every 5 ms off a counter of 5 ms; and their true joules. */
function trace(
  n: number,
  seconds: number,
): { series: Series; intervals: Interval[]; truth: Record<'a' | 'b', number> } {
  const slot = seconds / n;
  const truth = { a: 0, b: 0 };
  const intervals = Array.from({ length: n }, (_, k): Interval => {
    const phase = k % 2 === 0 ? 'a' : 'b';
    // Uneven: the two phases' shares of the time change, as they do in work.
    const length = slot * (0.2 + 0.7 * Math.abs(Math.sin(phase === 'a' ? k / (n / 37) : k / (n / 23))));
    truth[phase] += WATTS[phase] * length;
    return { phase, id: `r${k}`, start: 0.5 + k * slot, end: 0.5 + k * slot + length, contextTokens: null };
  });
  const reads = Math.round((seconds + 1) / 0.005);
  const series = emptySeries('GPU', reads, 0);
  let done = 0;
  let joules = 0;
  for (let k = 0; k < reads; k++) {
    // The counter moved 3 ms before the read that shows it.
    const t = Math.max(0, k * 0.005 - 0.003);
    for (; done < n && intervals[done]!.end <= t; done++)
      joules += (WATTS[intervals[done]!.phase as 'a' | 'b'] - IDLE) * (intervals[done]!.end - intervals[done]!.start);
    const open =
      done < n && intervals[done]!.start < t
        ? (WATTS[intervals[done]!.phase as 'a' | 'b'] - IDLE) * (t - intervals[done]!.start)
        : 0;
    series.t[k] = k * 0.005;
    series.energyMj[k] = Math.round(1000 * (IDLE * t + joules + open + 100));
  }
  return { series, intervals, truth };
}

const of = ({ series, intervals }: ReturnType<typeof trace>) =>
  attribute({
    series,
    intervals,
    from: 0,
    to: series.t[series.t.length - 1]!,
    idle: { watts: IDLE, standardError: 0.5 },
    powerLimitWatts: null,
  });

const whole = sample(1, 0) === 1;
if (!whole) console.log('skipped: takes a third of a minute; "npm run soak -- many-phases" runs it');

(whole ? test : test.skip).each([30_000, 100_000])(
  '%d phases in 1.2 s end, and their sums are right',
  (n) => {
    const many = trace(n, 1.2);
    const result = of(many);
    for (const phase of ['a', 'b'] as const) {
      const group = result.phases.get(phase)!;
      expect(Math.abs(group.grossJoules - many.truth[phase])).toBeLessThan(3 * group.grossError);
      expect(group.grossError / group.grossJoules).toBeLessThan(0.1);
      const sum = many.intervals.reduce((s, x, i) => s + (x.phase === phase ? result.gross[i]! : 0), 0);
      expect(sum).toBeCloseTo(group.grossJoules, 6);
    }
  },
  60_000,
);

test('few phases are columns of their own, as ever: sums and contrasts agree', () => {
  const few = trace(200, 4);
  const result = of(few);
  const group = result.phases.get('a')!;
  const members = Float64Array.from(few.intervals, (x) => (x.phase === 'a' ? 1 : 0));
  expect(result.contrast(members)!.grossJoules).toBeCloseTo(group.grossJoules, 9);
  expect(Math.abs(group.grossJoules / few.truth.a - 1)).toBeLessThan(0.02);
});
