import { describe, expect, test } from '@jest/globals';
import { departuresOf, type Departure } from '../../../src/energy/attribution/departures.ts';
import { fitFamilies } from '../../../src/energy/attribution/families.ts';
import { fitFamily } from '../../../src/energy/attribution/fit.ts';
import { joulesOf } from '../../../src/energy/attribution/joules.ts';
import { START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { soughtTempos, tunedTempos } from '../../../src/energy/attribution/tempo.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { variantsOf } from '../../../src/energy/attribution/variants.ts';
import { requests, trace, type Load } from './support/trace.ts';
import { PHYSICS } from './support/updates.ts';

/** Seconds a token: half the cadence, so that only where decode begins or ends a token leaves a trace. */
const TOKEN = 0.025;
const SENSOR = { cadence: 0.05, lag: 0.012, noise: 0.005 };
const FAMILY = { response: 'instant', window: 'exact' } as const;
const MARKED = requests(40, { spread: 0.02 });

/** Decode at full power for four fifths of every token, then at a share of it. */
const pulsed = (low: number): Load[] =>
  MARKED.flatMap((l) => {
    if (l.phase !== 'decode') return [l];
    const tokens = Math.ceil((l.end - l.start) / TOKEN);
    return Array.from({ length: tokens }, (_, j) => l.start + j * TOKEN).flatMap((t) => [
      { ...l, start: t, end: Math.min(l.end, t + 0.8 * TOKEN) },
      { ...l, start: Math.min(l.end, t + 0.8 * TOKEN), end: Math.min(l.end, t + TOKEN), watts: low * l.watts },
    ]);
  });

function problemOf(low: number, tokens: (seconds: number) => number | undefined = () => undefined, phase = 'decode') {
  const { series, end } = trace(pulsed(low), SENSOR);
  const intervals = trace(MARKED, SENSOR).intervals.map((i) => {
    const told = i.phase === 'decode' ? tokens(i.end - i.start) : undefined;
    return { ...i, phase: i.phase === 'decode' ? phase : i.phase, ...(told === undefined ? {} : { tokens: told }) };
  });
  return layOut(findUpdates(series, 'counter', 0.3, end)!, intervals);
}
const firstFit = (problem: ReturnType<typeof problemOf>) =>
  fitFamily(problem, FAMILY, { ...PHYSICS, lag: 0.012 }, START_SPREADS);
const sought = (problem: ReturnType<typeof problemOf>): Departure[] =>
  soughtTempos(problem, firstFit(problem), departuresOf(problem));

describe('a tempo that nobody told', () => {
  test('is found: the likeliest first, each with its share of the probability', () => {
    const problem = problemOf(0.3);
    const found = sought(problem);
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({ kind: 'pulses', phase: 1 });
    expect(Math.abs(found[0]!.seconds / TOKEN - 1)).toBeLessThan(0.02);
    expect(new Set(found.map((d) => d.seconds)).size).toBe(3);
    for (const { share } of found) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(0.5);
    }
  });

  test('is not looked for where tokens tell it, or tell that it is too fast to matter', () => {
    expect(sought(problemOf(0.3, (s) => Math.round(s / TOKEN)))).toEqual([]);
    expect(sought(problemOf(0.3, (s) => Math.round(s / 0.002)))).toEqual([]);
  });

  test('nor in a phase that is no decode, nor where nothing departs at all', () => {
    expect(sought(problemOf(0.3, undefined, 'answer'))).toEqual([]);
    const problem = problemOf(0.3);
    expect(soughtTempos(problem, firstFit(problem), [])).toEqual([]);
    expect(sought(problemOf(0.3, undefined, 'decode@base'))).toHaveLength(3);
  });
});

test('a tempo is tuned around where it was found, the others in the model, its share as it was', () => {
  const problem = problemOf(0.3);
  const fit = firstFit(problem);
  const near: Departure = { kind: 'pulses', phase: 1, seconds: 1.01 * TOKEN, share: 0.1 };
  const [tuned, ...more] = tunedTempos(problem, fit, departuresOf(problem), [near]);
  expect(more).toEqual([]);
  expect(Math.abs(tuned!.seconds / TOKEN - 1)).toBeLessThan(0.002);
  expect(tuned).toEqual({ ...near, seconds: tuned!.seconds });
});

describe('tokens that are told', () => {
  const told = (tokens: (s: number) => number | undefined) =>
    departuresOf(problemOf(0.3, tokens)).filter((d) => d.kind === 'pulses');

  test('make one candidate with each interval’s own tempo', () => {
    expect(told((s) => Math.round(s / TOKEN))).toEqual([{ kind: 'pulses', phase: 1, seconds: 0 }]);
  });

  test('of all intervals, and slow ones', () => {
    expect(told((s) => (s > 0.2 ? Math.round(s / TOKEN) : undefined))).toEqual([]);
    expect(told((s) => Math.round(s / 0.005))).toEqual([]);
    expect(told(() => 2)).toEqual([]);
  });
});

test.each<[string, ((s: number) => number) | undefined]>([
  ['told', (s) => s / TOKEN],
  ['found', undefined],
])('joules of a decode that pulses, its tempo %s', (_how, tokens) => {
  const problem = problemOf(0.3, tokens);
  const fits = fitFamilies(problem);
  const weight = fits.reduce((s, f) => s + (f.fit.model.departures.some((d) => d.kind === 'pulses') ? f.weight : 0), 0);
  expect(weight).toBeGreaterThan(0.9);
  for (const [phase, name] of problem.phases.entries()) {
    const truth = pulsed(0.3).reduce((s, l) => s + (l.phase === name ? l.watts * (l.end - l.start) : 0), 0);
    const joules = fits.reduce(
      (s, { fit, weight: w }) =>
        s + w * joulesOf(fit, problem).reduce((t, x, i) => t + (problem.activities.phase[i] === phase ? x : 0), 0),
      0,
    );
    // Without them prefill comes out 1.0 % high, decode 0.7 % low.
    expect(Math.abs(joules / truth - 1)).toBeLessThan(0.005);
  }
});

test('tempos exclude each other, and share what probability one has', () => {
  const problem = problemOf(1);
  const fit = firstFit(problem);
  const at = (seconds: number, share?: number): Departure => ({
    kind: 'pulses',
    phase: 1,
    seconds,
    ...(share === undefined ? {} : { share }),
  });
  const variants = variantsOf(problem, fit, [at(0.025), at(0.04), at(0.017)]);
  expect(variants.length).toBeGreaterThan(1);
  for (const { model } of variants) expect(model.departures.length).toBeLessThan(2);
  const pulsing = problemOf(0.5);
  const bic = (share?: number): number =>
    variantsOf(pulsing, firstFit(pulsing), [at(0.025, share)]).find((v) => v.model.departures.length === 1)!.bic;
  expect(bic(0.25) - bic()).toBeCloseTo(2 * Math.log(4), 9);
  expect(bic(1)).toBe(bic());
});
