import { describe, expect, test } from '@jest/globals';
import { activitiesOf as partsOf, departuresOf, PRIOR } from '../../../src/energy/attribution/departures.ts';
import { fitFamilies, type Weighted } from '../../../src/energy/attribution/families.ts';
import { type Fit, fitFamily } from '../../../src/energy/attribution/fit.ts';
import { joulesOf, sumVariance } from '../../../src/energy/attribution/joules.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { variantsOf } from '../../../src/energy/attribution/variants.ts';
import type { Interval } from '../../../src/energy/intervals.ts';
import { requests, trace, type Load } from './support/trace.ts';
import { activitiesOf, PHYSICS, problemOf, updatesAt } from './support/updates.ts';

const SENSOR = { cadence: 0.02, lag: 0.012, noise: 0.01 };
const SILENT = updatesAt(
  'counter',
  Array.from({ length: 80 }, (_, k) => 0.02 * k),
  new Array<number>(80).fill(0),
  0.02,
);

/** A problem whose trace draws `drawn` while `marked` is what is told of it. */
function problemWith(drawn: readonly Load[], marked: readonly Load[]) {
  const { series, end } = trace(drawn, SENSOR);
  const intervals: Interval[] = trace(marked, SENSOR).intervals;
  return layOut(findUpdates(series, 'counter', 0.3, end)!, intervals);
}

/** Mean joules of a phase and their error, over what is left of the models. */
function told(
  problem: ReturnType<typeof problemWith>,
  fits: readonly Weighted[],
  phase: number,
): { joules: number; error: number } {
  const weights = Float64Array.from(problem.activities.phase, (p) => (p === phase ? 1 : 0));
  const joules = fits.map(({ fit }) => joulesOf(fit, problem).reduce((s, x, i) => s + x * weights[i]!, 0));
  const mean = fits.reduce((s, { weight }, f) => s + weight * joules[f]!, 0);
  const variance = fits.reduce(
    (s, { fit, weight }, f) => s + weight * (sumVariance(weights, fit, problem) + (joules[f]! - mean) ** 2),
    0,
  );
  return { joules: mean, error: Math.sqrt(variance) };
}

const kindsIn = (fits: readonly Weighted[]): string[] =>
  fits[0]!.fit.model.departures.map((d) => `${d.kind} ${d.phase}`);
const joulesIn = (loads: readonly Load[], phase: string): number =>
  loads.reduce((s, l) => s + (l.phase === phase ? l.watts * (l.end - l.start) : 0), 0);

describe('what the data could show', () => {
  const of = (list: Parameters<typeof activitiesOf>[0], phases = ['prefill', 'decode']) =>
    departuresOf({ ...problemOf(SILENT, activitiesOf(list), phases), quietRows: 3 }).map(
      (d) => `${d.kind} ${d.phase}${d.seconds > 0 ? ` ${Math.round(1e4 * d.seconds) / 10}` : ''}`,
    );
  const eight = (seconds: (r: number) => number, count = 8) =>
    Array.from({ length: count }, (_, r) => ({ phase: 0, start: r, end: r + seconds(r) }));

  test('rest, an onset, two fronts, and power by length where lengths vary', () => {
    expect(of(eight(() => 0.3))).toEqual(['rest -1', 'onset 0 6', 'front 0 37.5', 'front 0 100']);
    expect(of(eight((r) => 0.3 + 0.02 * r))).toContain('length 0');
    expect(of(eight(() => 0.6))).toEqual(['rest -1', 'onset 0 6', 'front 0 45', 'front 0 120']);
  });

  test('not of a phase with fewer than eight intervals, nor of one too short', () => {
    expect(of(eight(() => 0.3, 7))).toEqual(['rest -1']);
    expect(of(eight(() => 0.0119))).toEqual(['rest -1']);
    expect(of(eight(() => 0.0121))).toEqual(['rest -1', 'onset 0 6']);
    expect(of(eight(() => 0.0449))).toEqual(['rest -1', 'onset 0 6']);
    expect(of(eight(() => 0.0451))).toEqual(['rest -1', 'onset 0 6', 'front 0 15']);
  });

  test('a phase that follows on another turns, and does not begin', () => {
    const pairs = eight(() => 0.1).flatMap((p) => [
      p,
      { phase: 1, start: p.end, end: p.end + 0.2, busySince: p.start },
    ]);
    expect(of(pairs).filter((d) => /onset|turn/.test(d))).toEqual(['onset 0 6', 'turn 1 6']);
  });

  test('no rest where no quiet was seen before', () => {
    const problem = problemOf(SILENT, activitiesOf(eight(() => 0.01)), ['prefill']);
    expect(departuresOf({ ...problem, quietRows: 2 })).toEqual([]);
    expect(departuresOf({ ...problem, quietRows: 3 })).toHaveLength(1);
  });

  test('of the two longest phases alone', () => {
    const three = [0.3, 0.1, 0.2].flatMap((seconds, phase) =>
      eight(() => seconds).map((x) => ({ ...x, phase, start: x.start + 0.3 * phase, end: x.end + 0.3 * phase })),
    );
    const kinds = of(
      three.sort((a, b) => a.start - b.start),
      ['a', 'b', 'c'],
    );
    expect(new Set(kinds.map((k) => k.split(' ')[1]))).toEqual(new Set(['-1', '0', '2']));
  });
});

test('a departure’s activities: the first part of each, weighed by what a watt of it is', () => {
  const list = [
    { phase: 0, start: 0, end: 0.1 },
    { phase: 1, start: 0.1, end: 0.3, busySince: 0 },
    { phase: 1, start: 0.5, end: 0.52 },
  ];
  const problem = problemOf(SILENT, activitiesOf(list), ['prefill', 'decode']);
  const front = partsOf({ kind: 'front', phase: 1, seconds: 0.05 }, problem);
  expect([...front.of]).toEqual([1, 2]);
  expect([...front.activities.start]).toEqual([0.1, 0.5]);
  expect([...front.activities.end].map((x) => Math.round(1e6 * x) / 1e6)).toEqual([0.15, 0.52]);
  expect([...front.activities.busySince]).toEqual([0, 0.5]);
  const length = partsOf({ kind: 'length', phase: 1, seconds: 0 }, problem);
  expect([...length.activities.end]).toEqual([0.3, 0.52]);
  // ln(length), less its mean weighed by length.
  const mean = (0.2 * Math.log(0.2) + 0.02 * Math.log(0.02)) / 0.22;
  [0.2, 0.02].forEach((x, i) => expect(length.weight[i]).toBeCloseTo(Math.log(x) - mean, 9));
  const rest = partsOf({ kind: 'rest', phase: -1, seconds: 0 }, problem);
  expect([rest.activities.start[0], [...rest.of], rest.activities.n]).toEqual([0, [-1], 1]);
});

describe('what is found of a load that departs', () => {
  const marked = requests(40, { spread: 0.02 });
  const shape = (of: (l: Load) => Load[]): Load[] => marked.flatMap(of);
  const late = shape((l) =>
    l.phase === 'prefill'
      ? [
          { ...l, watts: 60, end: l.start + 0.006 },
          { ...l, start: l.start + 0.006 },
        ]
      : [l],
  );
  const dearer = shape((l) =>
    l.phase === 'decode'
      ? [
          { ...l, watts: 1.15 * l.watts, end: l.start + 0.04 },
          { ...l, start: l.start + 0.04 },
        ]
      : [l],
  );
  const byLength = shape((l) =>
    l.phase === 'decode' ? [{ ...l, watts: l.watts * (1 + 0.3 * Math.log((l.end - l.start) / 0.2)) }] : [l],
  );
  const first = marked[0]!.start;
  const last = marked[marked.length - 1]!.end;
  const gaps = marked.flatMap((l, i) => {
    const next = marked[i + 1];
    return next !== undefined && next.start > l.end ? [{ phase: 'gap', start: l.end, end: next.start, watts: 75 }] : [];
  });
  const warm = [...shape((l) => [{ ...l, watts: l.watts + 15 }]), ...gaps];

  test.each<[string, readonly Load[], string]>([
    ['host work at a prefill’s begin', late, 'onset 0'],
    ['a decode that begins dearer', dearer, 'front 1'],
    ['power by length', byLength, 'length 1'],
    ['a device that rests higher between requests', warm, 'rest -1'],
  ])('%s, and its joules', (_what, drawn, kind) => {
    const problem = problemWith(drawn, marked);
    const fits = fitFamilies(problem);
    expect(kindsIn(fits)).toContain(kind);
    for (const [phase, name] of [...problem.phases.entries()]) {
      const truth = joulesIn(drawn, name);
      const { joules, error } = told(problem, fits, phase);
      expect(Math.abs(joules - truth)).toBeLessThan(2.6 * error);
      expect(Math.abs(joules / truth - 1)).toBeLessThan(0.02);
    }
    expect(last).toBeGreaterThan(first);
  });

  test('nothing of one that does not', () => {
    const problem = problemWith(marked, marked);
    const weight = fitFamilies(problem)
      .filter(({ fit }) => fit.model.departures.length === 0)
      .reduce((s, f) => s + f.weight, 0);
    expect(weight).toBeGreaterThan(0.5);
  });

  test('the evidence of a set is the marginal likelihood: two ways to the same odds', () => {
    const problem = problemWith(late, marked);
    const fit = fitFamily(problem, { response: 'instant', window: 'exact' }, { ...PHYSICS, lag: 0.012 }, START_SPREADS);
    const candidates = departuresOf(problem);
    const variants = variantsOf(problem, fit, candidates);
    const names = variants.map((v) => v.model.departures.map((d) => `${d.kind}${d.phase} ${d.seconds}`).join());
    expect(new Set(names).size).toBe(names.length);
    // A variant's model is of its own departures alone: whoever fits it anew must not let the others in.
    for (const { model, beta } of variants) {
      expect(model.columns.length).toBe(model.powers + model.departures.length);
      expect(beta.length).toBe(model.columns.length);
      const anew = linearModel(problem, model.family, model.physics, model.departures);
      expect(anew.columns).toEqual(model.columns);
      expect(beta.every((watts) => watts !== 0)).toBe(true);
    }
    const holds = (v: Fit, kind: string): boolean => v.model.departures.some((d) => d.kind === kind);
    const least = variants.reduce((x, y) => (y.bic < x.bic ? y : x));
    expect(holds(least, 'onset')).toBe(true);
    for (const v of variants) expect(v.bic).toBeLessThanOrEqual(least.bic + 12);
    // A set that holds the best one and more is charged the odds of each more, and its width for what it leaves open.
    const set = (v: Fit) => new Set(v.model.departures.map((d) => `${d.kind}${d.phase} ${d.seconds}`));
    const wider = variants.filter((v) => v !== least && [...set(least)].every((d) => set(v).has(d)));
    for (const v of wider) {
      const more = v.model.departures.length - least.model.departures.length;
      const charged = more * 2 * Math.log((1 - PRIOR.probability) / PRIOR.probability / PRIOR.company);
      expect(v.bic - least.bic).toBeGreaterThan(charged - (least.deviance - v.deviance) - 1e-6);
    }
  });
});
