import { describe, expect, test } from '@jest/globals';
import { effectAtEqualRates, ASKED, priceArm } from '../../../src/analysis/rates/index.ts';
import { COSTED } from '../../../src/analysis/rates/features.ts';
import { fitRates, type Rates } from '../../../src/analysis/rates/fit.ts';
import { jackknife, jackknifePart, LEAST_TASKS } from '../../../src/analysis/rates/jackknife.ts';
import { dot } from '../../../src/analysis/rates/linear.ts';
import { tokensOf } from '../../../src/analysis/rates/observations.ts';
import { pooled, sharesOf, type Part } from '../../../src/analysis/rates/parts.ts';
import { rateParts } from '../../../src/analysis/rates/rate-error.ts';
import { answers } from '../support/cases.ts';
import { fittedAs, ratesOf } from './support/fitted.ts';
import { QUIET, simulatedPair, type PairOptions } from './support/simulate.ts';

const PAIR: PairOptions = {
  seed: 3,
  tasks: 12,
  blocks: 3,
  noise: { ...QUIET, answer: 0.03, misfit: 0.02, block: 0.05 },
  change: { prompt: 20, steps: 1.2 },
  base: 'stored',
};
const pricing = (more: Partial<PairOptions> = {}) => {
  const { base, head } = simulatedPair({ ...PAIR, ...more });
  return priceArm(base, head, 'plain', true)!;
};
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

/** The same by the book: rates without a tenth of the tasks in turn, of each cell's mean over its blocks. */
function byBook(
  { fitted, clusters }: Rates,
  x: { base: number[]; head: number[] },
): { variance: number; groups: number } {
  const tasks = [...new Set(fitted.map((o) => o.task))];
  const groups = Math.min(10, tasks.length);
  const cells = new Map<string, typeof fitted>();
  for (const o of fitted) {
    const key = JSON.stringify([o.side, o.phase, o.cell]);
    cells.set(key, [...(cells.get(key) ?? []), o]);
  }
  const condensed = [...cells.values()].map((own) => ({
    ...own[0]!,
    cluster: 'one',
    x: own[0]!.x.map((_, i) => mean(own.map((o) => o.x[i]!))),
    joules: mean(own.map((o) => o.joules / clusters.get(o.cluster)!.factor)),
  }));
  const changes = Array.from({ length: groups }, (_, g) => {
    const { theta } = fitRates(condensed.filter((o) => tasks.indexOf(o.task) % groups !== g))!;
    return Math.log(dot(x.head, theta) / dot(x.base, theta));
  });
  const centre = mean(changes);
  return { variance: ((groups - 1) / groups) * changes.reduce((all, c) => all + (c - centre) ** 2, 0), groups };
}

describe('the jackknife over tasks', () => {
  test.each([LEAST_TASKS, 12])('of %d tasks is that of the book, a tenth of them left out in turn', (tasks) => {
    const { rates, tokens } = pricing({ tasks });
    const found = jackknife(rates, tokens, COSTED)!;
    const wanted = byBook(rates, { base: tokens.base.x, head: tokens.head.x });
    expect(found.groups).toBe(wanted.groups);
    expect(found.variance / wanted.variance).toBeCloseTo(1, 9);
  });

  test('takes eight tasks', () => {
    const { rates, tokens } = pricing({ tasks: 7 });
    expect(jackknife(rates, tokens, COSTED)).toBeNull();
    expect(jackknifePart(rates, tokens, COSTED, [])).toEqual([]);
  });

  test('speaks up where it sees over twice what is known of answers, misfit and prior, by what it sees beyond', () => {
    const { rates, tokens } = pricing();
    const { variance, groups } = jackknife(rates, tokens, COSTED)!;
    const of = (...parts: [Part['source'], number][]) =>
      jackknifePart(
        rates,
        tokens,
        COSTED,
        parts.map(([source, share]) => ({ source, variance: share * variance, df: 5 })),
      );
    const told = (known: number) => [
      { source: 'jackknife', variance: expect.closeTo((1 - known) * variance, 15), df: groups - 1 },
    ];
    expect(of()).toEqual(told(0));
    expect(of(['answers', 0.49])).toEqual(told(0.49));
    expect(of(['misfit', 0.49])).toEqual(told(0.49));
    expect(of(['prior', 0.49])).toEqual(told(0.49));
    expect(of(['answers', 0.2], ['misfit', 0.2], ['prior', 0.11])).toEqual([]);
    expect(of(['answers', 0.5])).toEqual([]);
    // What is no affair of tasks says nothing of it.
    expect(of(['blocks', 9], ['sensor', 9], ['range', 9])).toEqual(told(0));
  });
});

describe('parts of an error', () => {
  const part = (source: Part['source'], variance: number, df = 4): Part => ({ source, variance, df });

  test('the sensor’s is its own; misfit, jackknife, prior and range stay however many blocks there are', () => {
    const all = (
      ['answers', 'sensor', 'blocks', 'misfit', 'jackknife', 'prior', 'range', 'tokens', 'checks'] as const
    ).map((source, i) => part(source, 2 ** i));
    const found = pooled(0.1, all);
    expect(found.own).toBe(2);
    expect(found.fixed).toBe(8 + 16 + 32 + 64);
    expect(found.standardError).toBeCloseTo(Math.sqrt(511), 12);
    expect(found.df).toBeCloseTo((511 ** 2 * 4) / all.reduce((s, p) => s + p.variance ** 2, 0), 9);
  });

  test('shares of one source add', () => {
    expect(sharesOf([part('misfit', 1), part('misfit', 2), part('sensor', 1), part('range', 0)])).toEqual({
      misfit: 0.75,
      sensor: 0.25,
    });
    expect(sharesOf([])).toEqual({});
  });
});

describe('what rates are uncertain by', () => {
  // The direction of one rate, whose information is 1: a residual is heard by its feature over its cost.
  const direction = [0, 0, 1, 0];
  const parts = (fitted: Parameters<typeof fittedAs>[0][], more: Partial<Rates> = {}) => {
    const rates = ratesOf(
      fitted.map((o, i) => fittedAs({ answer: `a${i}`, ...o, x: [0, 0, 1, 0], cost: 1 })),
      { determined: { prefill: 1, decode: 1 }, ...more },
    );
    for (const c of rates.clusters.values()) Object.assign(c, { x: [0, 0, 0, 0], cost: 1 });
    return Object.fromEntries(rateParts(rates, direction).map((p) => [p.source, p]));
  };

  test('answers: their own residuals, by the degrees of freedom that are left', () => {
    const { answers: found } = parts([{ own: 1 }, { own: -2 }, { own: 2 }, { own: 0 }]);
    expect(found).toEqual({ source: 'answers', variance: 9 * (4 / 3), df: 3 });
    // Both phases of one answer err together.
    const together = parts([{ own: 1, answer: 'x' }, { own: 2, answer: 'x' }, { own: 0 }, { own: 0 }]);
    expect(together['answers']!.variance).toBeCloseTo(9 * (4 / 3), 12);
  });

  test('the sensor: errors of one fit, which is of a block, phase and side, add linearly', () => {
    const of = (...errors: [string, 'base' | 'head', 'prefill' | 'decode', number][]) =>
      parts(errors.map(([cluster, side, phase, error]) => ({ cluster, side, phase, error })))['sensor']!.variance;
    expect(of(['b0', 'head', 'decode', 1], ['b0', 'head', 'decode', 2])).toBe(9);
    expect(of(['b0', 'head', 'decode', 1], ['b1', 'head', 'decode', 2])).toBe(5);
    expect(of(['b0', 'head', 'decode', 1], ['b0', 'base', 'decode', 2])).toBe(5);
    expect(of(['b0', 'head', 'decode', 1], ['b0', 'head', 'prefill', 2])).toBe(5);
  });

  test('blocks: what they differ by beyond both, from two of them on', () => {
    const two = parts([
      { cluster: 'b0', residual: 3 },
      { cluster: 'b1', residual: -3 },
    ]);
    expect(two['blocks']).toEqual({ source: 'blocks', variance: 36, df: 1 });
    expect(parts([{ residual: 3 }, { residual: 3 }])['blocks']).toEqual({ source: 'blocks', variance: 0, df: 1 });
    const less = parts([
      { cluster: 'b0', residual: 1, error: 1 },
      { cluster: 'b1', residual: -1, error: 1 },
    ]);
    expect(less['blocks']!.variance).toBe(4 - 2);
  });

  test('the prior: what it alone fills in', () => {
    const priors = [{ direction: [0, 0, 0.5, 0], dispersion: 2 }];
    expect(parts([{}, {}], { priors })['prior']!.variance).toBeCloseTo(12 * (2 * 0.5) ** 2, 12);
  });
});

describe('checks and tokens', () => {
  test('checks of one side alone count as a factor too', () => {
    const { base, head } = simulatedPair({ ...PAIR, noise: QUIET });
    const checked = answers(head, (r) => ({
      phases: { ...r.phases, check: { ...r.phases.check, netJoules: 1 + 0.1 * r.block } },
    }));
    const found = effectAtEqualRates(priceArm(base, checked, 'plain', true)!, ASKED['energy-per-task']!);
    const without = effectAtEqualRates(priceArm(base, checked, 'plain', true)!, {
      ...ASKED['energy-per-task']!,
      checked: false,
    });
    if (typeof found === 'string' || typeof without === 'string') throw new Error('there is none');
    expect(found.effect.estimate).toBeGreaterThan(without.effect.estimate + 0.01);
    expect(found.parts.some((p) => p.source === 'checks' && p.variance > 0)).toBe(true);
    expect(without.parts.some((p) => p.source === 'checks')).toBe(false);
    // One block does not tell how base's checks, of which there are none, and head's would vary.
    const one = simulatedPair({ ...PAIR, noise: QUIET, blocks: 1 });
    const only = answers(one.base, (r) => ({
      phases: { ...r.phases, check: { ...r.phases.check, netJoules: 1 } },
    }));
    expect(effectAtEqualRates(priceArm(only, one.head, 'plain', true)!, ASKED['energy-per-task']!)).toBe('one-block');
  });

  test('a task without a decode step has no context', () => {
    const { head } = simulatedPair({ ...PAIR, tasks: 2 });
    const none = answers(head, (_, task) => (task === 0 ? { decodeSteps: 0 } : {}));
    const [first, second] = tokensOf(none, 'plain')!.cells;
    expect(first!.context).toBeNull();
    expect(second!.context).toBeGreaterThan(1);
  });
});
