import { expect, test } from '@jest/globals';
import { byLength, longRun } from '../../bench/energy/by-length.ts';
import { IDLE_WATTS, requests, trace } from './attribution/support/trace.ts';

test('joules of whole requests are the counter’s over their time, those at the begin left out', () => {
  const loads = requests(40);
  const { series, intervals, end } = trace(
    [...loads, { phase: 'tail', start: loads.at(-1)!.end, end: 99, watts: 180 }],
    {
      cadence: 0.02,
      lag: 0,
      noise: 0,
    },
  );
  const found = longRun(series, intervals, 64);
  expect(found).toMatchObject({ tokens: 64, requests: 37 });
  const begin = loads[4]!.start;
  const last = loads.at(-2)!.start;
  const own = loads.filter((l) => l.start >= begin && l.start < last);
  const truth = own.reduce((s, l) => s + (l.watts - IDLE_WATTS) * (l.end - l.start), IDLE_WATTS * (last - begin)) / 37;
  expect(found.joules / truth).toBeCloseTo(1, 2);
  expect(end).toBeGreaterThan(last);
  expect(() => longRun(series, intervals.slice(0, 8), 64)).toThrow('4 requests of 64 tokens are too few');
});

test('prefill is what is left of requests without a token', () => {
  const runs = [16, 32, 64, 128].map((tokens) => ({ tokens, requests: 9, joules: 38 + 2.2 * tokens }));
  expect(byLength(runs)).toEqual({
    prefill: expect.closeTo(38, 9),
    token: expect.closeTo(2.2, 9),
    left: expect.closeTo(0, 9),
  });
  const off = runs.map((r, i) => ({ ...r, joules: r.joules + [0.5, -0.5, -0.5, 0.5][i]! }));
  expect(byLength(off).left).toBeGreaterThan(0.5);
});
