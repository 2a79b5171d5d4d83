import { expect, test } from '@jest/globals';
import type { Edge } from '../../../src/energy/intervals.ts';
import { measured, resultOf } from '../../../src/energy/measure/result.ts';
import { plotData } from '../../../src/energy/measure/plot-data.ts';

const MS = 1e6;
const lines = (rows: object[]): string => rows.map((r) => `${JSON.stringify(r)}\n`).join('');

/** 50 W, and 100 W more in each load (ms); a counter of 10 ms, or polls of a power that never changes. */
function samples(kind: 'counter' | 'still' | 'estimate', loads: [from: number, to: number][] = [[1000, 4000]]): string {
  const rows: object[] = [{ joulegate: 'samples', version: 1, meter: kind === 'estimate' ? 'estimate' : 'nvml' }];
  let mj = 0;
  for (let t = 0; t <= 5000; t += 10) {
    rows.push({ t_ns: t * MS, energy_mj: kind === 'still' ? null : mj, instant_mw: kind === 'still' ? 50_000 : null });
    mj += (50 + 100 * loads.filter(([from, to]) => t >= from && t < to).length) * 10;
  }
  return lines(rows);
}
const span = (phase: string, id: string, from: number, to: number, tokens?: number): Edge[] => [
  { edge: 'begin', phase, id, tNs: from * MS },
  { edge: 'end', phase, id, tNs: to * MS, ...(tokens === undefined ? {} : { tokens }) },
];
const of = (...edges: Edge[][]) => resultOf(samples('counter'), 's', edges.flat(), 'e');

test('requests side by side in one phase: the share of its time, in the JSON and in words', () => {
  const twice = samples('counter', [
    [1000, 3000],
    [2000, 4000],
  ]);
  const edges = [...span('decode', 'a', 1000, 3000), ...span('decode', 'b', 2000, 4000)];
  const { phases, remarks } = resultOf(twice, 's', edges, 'e');
  expect(phases['decode']).toMatchObject({ seconds: 4, busySeconds: 3, count: 2 });
  expect(phases['decode']!.overlapShare).toBeCloseTo(1 / 3, 9);
  expect(remarks).toEqual([
    'requests ran side by side in one phase in 33 % of the time of decode: its joules are theirs together, and what one alone takes is not told',
  ]);
  // Powers add, nothing is counted twice: 2 × 2 s at 100 W over 3 s at 50 W.
  expect(phases['decode']!.grossJoules).toBeCloseTo(550, -1);
  expect(phases['decode']!.meanWatts! / (550 / 3)).toBeCloseTo(1, 1);
});

test('phases of different names that overlap are no remark', () => {
  const { phases, remarks } = of(span('prefill', 'a', 1000, 3000), span('decode', 'b', 2000, 4000));
  expect(remarks).toBeUndefined();
  for (const p of Object.values(phases)) expect(p).not.toHaveProperty('overlapShare');
});

test('tokens told in part are said to be', () => {
  const { phases, remarks } = of(span('decode', 'a', 1000, 2000, 50), span('decode', 'b', 2000, 4000));
  expect(remarks).toEqual(['decode: tokens are told of 1 of 2, so there are no tokens per joule']);
  expect(phases['decode']).not.toHaveProperty('tokens');
  expect(of(span('decode', 'a', 1000, 4000, 50)).remarks).toBeUndefined();
  expect(of(span('decode', 'a', 1000, 4000)).remarks).toBeUndefined();
});

test('one board has no list of boards; any name is a phase', () => {
  const result = of(span('a phase of its own <b>', 'a', 1000, 4000));
  expect(result).not.toHaveProperty('channels');
  expect(Object.keys(result.phases)).toEqual(['a phase of its own <b>']);
});

test('a picture: of a counter its steps as power beside the fit', () => {
  const { channels, intervals, estimated } = plotData(
    measured(samples('counter'), 's', span('work', 'a', 1000, 4000), 'e'),
  );
  const { samples: drawn, fitted, residual, reads, name } = channels[0]!;
  expect([name, reads, estimated]).toEqual(['gpu', 'counter', false]);
  expect(intervals).toMatchObject([{ phase: 'work', start: 1, end: 4 }]);
  const at = (t: number, { start, end, watts }: typeof drawn): number =>
    watts[start.findIndex((s, k) => s <= t && t < end[k]!)]!;
  for (const [t, watts] of [
    [0.5, 50],
    [2.5, 150],
    [4.5, 50],
  ] as const) {
    expect(at(t, drawn)).toBeCloseTo(watts, 6);
    // Half a second before the first edge and after the last nothing is fitted any more.
    if (!Number.isFinite(at(t, fitted!))) expect(t).not.toBe(2.5);
    else {
      expect(Math.abs(at(t, fitted!) - watts)).toBeLessThan(1);
      expect(at(t, residual!)).toBeCloseTo(at(t, drawn) - at(t, fitted!), 6);
    }
  }
});

test('of a power that never changes its polls, of CPU time its steps; neither was fitted', () => {
  const edges = span('work', 'a', 1000, 4000);
  const still = plotData(measured(samples('still'), 's', edges, 'e')).channels[0]!;
  expect(still).toMatchObject({ reads: 'instant', fitted: null, residual: null });
  expect(still.samples.watts).toHaveLength(500);
  expect(new Set(still.samples.watts)).toEqual(new Set([50]));
  const estimate = plotData(measured(samples('estimate'), 's', edges, 'e'));
  expect(estimate).toMatchObject({ estimated: true, channels: [{ reads: 'counter', fitted: null }] });
  const nothing = plotData(
    measured(
      lines([
        { t_ns: 0, energy_mj: null },
        { t_ns: 5e9, energy_mj: null },
      ]),
      's',
      edges,
      'e',
    ),
  );
  expect(nothing.channels[0]).toMatchObject({ reads: 'none', samples: { watts: new Float64Array() } });
});

test('what the fit leaves out is raw evidence: a jump of the counter is drawn, a reset is a gap', () => {
  const drawn = (at: number, change: (mj: number) => number) => {
    let shift = 0;
    const rows = samples('counter')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { t_ns?: number; energy_mj?: number });
    for (const row of rows) {
      if (row.t_ns === at * MS) shift = change(row.energy_mj!) - row.energy_mj!;
      if (row.energy_mj !== undefined) row.energy_mj += shift;
    }
    return plotData(measured(lines(rows), 's', span('work', 'a', 1000, 4000), 'e')).channels[0]!;
  };
  const jump = drawn(2500, (mj) => mj + 1e7);
  expect(Math.max(...jump.samples.watts)).toBeGreaterThan(500_000);
  expect(Math.max(...jump.fitted!.watts)).toBeLessThan(200);
  const reset = drawn(2500, () => 0);
  expect(Math.min(...reset.samples.watts)).toBeGreaterThan(0);
  const gaps = [...reset.samples.start].filter((t, k) => k > 0 && t - reset.samples.end[k - 1]! > 0.005);
  expect(gaps).toHaveLength(1);
  expect(gaps[0]).toBeCloseTo(2.5, 1);
});
