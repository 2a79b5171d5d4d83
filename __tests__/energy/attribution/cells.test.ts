import { describe, expect, test } from '@jest/globals';
import type { Phase } from '../../../src/common/phases.ts';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { activitiesOf, departuresOf } from '../../../src/energy/attribution/departures.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { phaseName, phaseOf } from '../../../src/energy/cells.ts';
import { cellsOf, requestsOf } from '../../../src/energy/meters/block.ts';
import { IDLE_WATTS, trace, type Load } from './support/trace.ts';
import { uniform } from './support/updates.ts';

const WATTS: Record<string, Record<'prefill' | 'decode', number>> = {
  base: { prefill: 300, decode: 180 },
  head: { prefill: 280, decode: 216 },
};

/** Requests of base and head in turn, ABBA, each cell's powers its own; head's contexts are longer. */
function alternating(pairs: number): Load[] {
  const next = uniform(7);
  const loads: Load[] = [];
  let now = 0.6;
  for (let task = 0; task < pairs; task++)
    for (const cell of task % 2 === 0 ? ['base', 'head'] : ['head', 'base'])
      for (const phase of ['prefill', 'decode'] as const) {
        const seconds = phase === 'prefill' ? 0.05 + 0.05 * next() : 0.12 + 0.2 * next();
        const contextTokens = Math.round((cell === 'head' ? 2000 : 500) * (0.5 + next()));
        now += 0.02 * next();
        loads.push({
          phase: phaseName(phase, cell),
          start: now,
          end: now + seconds,
          watts: WATTS[cell]![phase],
          contextTokens,
        });
        now += seconds;
      }
  return loads;
}

const loads = alternating(24);
const { series, intervals, end } = trace(loads, { cadence: 0.02, lag: 0.012, noise: 0.002 });
const idle = { watts: IDLE_WATTS, standardError: 0.1 };
const input = { series, intervals, from: 0, to: end, idle, powerLimitWatts: 400 };
const net = (phase: Phase, cell: string): number =>
  loads
    .filter((l) => l.phase === phaseName(phase, cell))
    .reduce((s, l) => s + (l.watts - IDLE_WATTS) * (l.end - l.start), 0);

describe('cells that share a record', () => {
  const attribution = attribute(input);

  test.each(['base', 'head'])('have joules of their own from one fit: %s', (cell) => {
    for (const phase of ['prefill', 'decode'] as const) {
      const group = attribution.phases.get(phaseName(phase, cell))!;
      expect(Math.abs(group.netJoules / net(phase, cell) - 1)).toBeLessThan(0.02);
      expect(group.netError / group.netJoules).toBeLessThan(0.03);
    }
  });

  test('keep their difference, whose error is that of one covariance', () => {
    const decode = intervals.map((i) => (phaseOf(i.phase) !== 'decode' ? 0 : i.phase.endsWith('head') ? 1 : -1));
    const difference = attribution.contrast(Float64Array.from(decode))!;
    const truth = net('decode', 'head') - net('decode', 'base');
    expect(Math.abs(difference.netJoules - truth)).toBeLessThan(3 * difference.netError + 0.01 * truth);
  });

  test('have the error of their ratio from one covariance: less than in quadrature, and that of a contrast', () => {
    const named = intervals.map((i, n) => ({ ...i, id: `${n}` }));
    const edges = ['base', 'head'].map((cell) => ({ edge: 'begin' as const, phase: 'decode', id: 'x', tNs: 0, cell }));
    const uncertain = attribute({ ...input, idle: { watts: IDLE_WATTS, standardError: 4 } });
    for (const a of [attribution, uncertain]) {
      const { ratioErrors } = cellsOf(edges, series, named, [a]);
      const told = ratioErrors!('head', 'base')!;
      const of = (cell: string, ...phases: Phase[]) => {
        const c = Float64Array.from(named, (i) => (phases.some((p) => i.phase === phaseName(p, cell)) ? 1 : 0));
        return { c, ...a.contrast(c)! };
      };
      for (const [error, ...phases] of [
        [told.prefill!, 'prefill'],
        [told.decode!, 'decode'],
        [told.both!, 'prefill', 'decode'],
      ] as [number, ...Phase[]][]) {
        const [base, head] = [of('base', ...phases), of('head', ...phases)];
        const joint = head.c.map((x, i) => x / head.netJoules - base.c[i]! / base.netJoules);
        expect(error).toBeCloseTo(a.contrast(joint)!.netError, 12);
        expect(error).toBeLessThan(Math.hypot(head.netError / head.netJoules, base.netError / base.netJoules));
      }
      // Swapped it is the same, and of a cell that is not there nothing.
      expect(ratioErrors!('base', 'head')).toEqual(told);
      expect(ratioErrors!('head', 'nobody')).toBeUndefined();
    }
    // Idle power that nobody knows well widens each, and hardly their ratio.
    const both = (a: typeof attribution) => cellsOf(edges, series, named, [a]).ratioErrors!('head', 'base')!.both!;
    const alone = (a: typeof attribution) => {
      const c = Float64Array.from(named, (i) => (i.phase.endsWith('head') ? 1 : 0));
      return a.contrast(c)!.netError;
    };
    const grown = (x: number, y: number) => Math.sqrt(y ** 2 - x ** 2);
    const joules = net('prefill', 'head') + net('decode', 'head');
    expect(grown(both(attribution), both(uncertain))).toBeLessThan(
      (0.4 * grown(alone(attribution), alone(uncertain))) / joules,
    );
  });

  test('are told apart request by request, under the names of their phases', () => {
    const named = intervals.map((i, n) => ({ ...i, id: `${n}` }));
    const requests = requestsOf(named, [attribution], { status: 'ok', reasons: [] });
    const [first] = named;
    const { prefill, decode } = requests.get(first!.id)!;
    expect(prefill.netJoules).toBeCloseTo(attribution.net[0]!, 9);
    expect(decode.seconds).toBe(0);
    const edges = loads.map((l) => ({
      edge: 'begin' as const,
      phase: l.phase,
      id: 'x',
      tNs: 0,
      cell: l.phase.split('@')[1]!,
    }));
    const { cells } = cellsOf(edges, series, intervals, [attribution]);
    expect([...cells!.keys()]).toEqual(['base', 'head']);
    expect(cells!.get('head')!.shares!.decode).toBeDefined();
    expect(cellsOf([], series, intervals, [attribution])).toEqual({});
  });

  test('share a slope over context that says nothing of their sums: it is centred in each cell', () => {
    const { context, activities, phases } = layOut(findUpdates(series, 'counter', 0, end)!, intervals);
    const sum = new Map<string, number>();
    for (let i = 0; i < activities.n; i++) {
      const name = phases[activities.phase[i]!]!;
      sum.set(name, (sum.get(name) ?? 0) + context![i]! * (activities.end[i]! - activities.start[i]!));
    }
    for (const cell of ['base', 'head']) expect(sum.get(phaseName('decode', cell))).toBeCloseTo(0, 9);
    expect(Math.max(...context!)).toBeGreaterThan(0.5);
  });

  test('depart from constant power alike: what is known of one phase is of all cells, and none is left out', () => {
    const problem = layOut(findUpdates(series, 'counter', 0, end)!, intervals);
    const found = departuresOf(problem).filter((d) => d.kind !== 'rest');
    const names = new Set(found.map((d) => problem.phases[d.phase]));
    expect([...names].map((name) => phaseOf(name!)).sort()).toEqual(['decode', 'prefill']);
    for (const departure of found) {
      const { of, weight } = activitiesOf(departure, problem);
      const phase = phaseOf(problem.phases[departure.phase]!);
      expect(of).toHaveLength(loads.filter((l) => phaseOf(l.phase) === phase).length);
      if (departure.kind !== 'length') continue;
      const { activities, phases } = problem;
      for (const cell of ['base', 'head']) {
        const own = [...of.entries()].filter(
          ([, i]) => phases[activities.phase[i]!] === phaseName(phase as Phase, cell),
        );
        const sum = own.reduce((s, [n, i]) => s + weight[n]! * (activities.end[i]! - activities.start[i]!), 0);
        expect(sum).toBeCloseTo(0, 9);
      }
    }
    expect(found.some((d) => d.kind === 'length')).toBe(true);
  });
});

test('a name without a cell is its phase, and gives it back', () => {
  expect([phaseName('decode'), phaseName('decode', 'head/plain')]).toEqual(['decode', 'decode@head/plain']);
  expect(['decode', 'decode@head/plain', 'my phase'].map(phaseOf)).toEqual(['decode', 'decode', 'my phase']);
});
