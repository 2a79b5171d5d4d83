import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { isDecided } from '../../src/analysis/looks.ts';
import { costDiffers } from '../../src/analysis/rates/obstacles.ts';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { assertComparison } from '../../src/common/schema.ts';
import { ENERGY_3, answers, each } from './support/cases.ts';
import { simulatedPair, type PairOptions } from './rates/support/simulate.ts';

const PAIR: PairOptions = {
  seed: 4,
  tasks: 8,
  blocks: 4,
  noise: { answer: 0.03, block: 0.05, phase: 0.01, misfit: 0.005 },
  change: { prompt: 10, steps: 1.1 },
  base: 'stored',
};
const pair = (more: Partial<PairOptions> = {}) => simulatedPair({ ...PAIR, ...more });
const of = (base: RunResult, head: RunResult, thresholds = ENERGY_3): Comparison => {
  const c = compare(base, head, { thresholds });
  assertComparison(c, 'the comparison');
  return c;
};
const energy = (c: Comparison): Metric => c.metrics.find((m) => m.id === 'energy-per-task')!;
const decidedBy = (base: RunResult, head: RunResult): string => energy(of(base, head)).basis!;
const whyNot = (c: Comparison): string | undefined =>
  energy(c).basisReasons?.find((r) => r.not === 'equal-rates')?.text;
const estimated = (r: RunResult): RunResult => ({ ...r, meter: { ...r.meter, kind: 'estimate', estimated: true } });

describe('energy at equal rates', () => {
  test('decides a prompt’s change against a stored base of another day, whose joules alone decide nothing', () => {
    const { base, head, truth } = pair();
    const c = of(base, head);
    const m = energy(c);
    expect([c.verdict, m.basis, c.reasons]).toEqual(['regressed', 'equal-rates', []]);
    expect(m.change).toBeCloseTo(truth, 2);
    expect(m.interval![0]).toBeLessThan(truth);
    expect(m.interval![1]).toBeGreaterThan(truth);
    // Base stands at head's rates, beside it what was metered; how far days differ is not known.
    expect(m.base! * (1 + m.change!)).toBeCloseTo(m.head!, 9);
    expect(m.measured).toMatchObject({ interval: null });
    expect(m.measured!.base! * (1 + m.measured!.change!)).toBeCloseTo(m.head!, 9);
    expect(Math.abs(m.measured!.change! - truth)).toBeGreaterThan(3 * Math.abs(m.change! - truth));
    expect(Object.values(m.errorShares!).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(c.rates).toMatchObject([{ arm: 'plain', p: null, joulesPerStep: expect.closeTo(0.05, 1) }]);
  });

  test('an answer that is shorter improves, one that is the same passes', () => {
    const { base, head } = pair({ change: { prompt: 0, steps: 0.9 } });
    expect(of(base, head).verdict).toBe('improved');
    const same = pair({ change: { prompt: 0, steps: 1 } });
    const c = of(same.base, same.head);
    expect([c.verdict, energy(c).basis, energy(c).interval]).toEqual(['pass', 'equal-rates', [0, 0]]);
  });

  test('an estimate too, and from the first block on', () => {
    const { base, head } = pair();
    expect(of(estimated(base), estimated(head))).toMatchObject({ verdict: 'regressed', reasons: [] });
    const one = pair({ blocks: 1 });
    const c = of(one.base, one.head);
    expect([c.verdict, energy(c).blocks, isDecided(c)]).toEqual(['regressed', 1, true]);
  });

  test('prefill and decode per token gate likewise', () => {
    const { base, head } = pair({ change: { prompt: 100, steps: 1 } });
    const c = of(base, head, {
      'decode-energy-per-token': each({ increase: 0.01 }),
      'prefill-energy-per-token': each({ increase: 0.01 }),
    });
    const [prefill, decode] = ['prefill', 'decode'].map((p) =>
      c.metrics.find((m) => m.id === `${p}-energy-per-token`)!,
    );
    // A longer prompt costs less a token, and each step reads a longer context.
    expect([prefill!.basis, decode!.basis]).toEqual(['equal-rates', 'equal-rates']);
    expect(prefill!.change).toBeLessThan(0);
    expect(decode!.change).toBeGreaterThan(0);
    expect(c.metrics.find((m) => m.id === 'wall-time')!.basis).toBe('measured');
    // What does not gate is told as it was measured.
    expect(of(base, head).metrics.find((m) => m.id === 'decode-energy-per-token')!.basis).toBe('measured');
  });

  test('why it changed, and by which tasks, is split of the same joules', () => {
    const { base, head } = pair({ change: { prompt: 100, steps: 1.2 } });
    const c = of(base, head);
    const [why] = c.why;
    expect(why!.base).toBeCloseTo(energy(c).base!, 9);
    expect(why!.head).toBeCloseTo(energy(c).head!, 9);
    expect(why!.parts.reduce((all, p) => all + p.joules, 0)).toBeCloseTo(why!.head - why!.base, 9);
    expect(c.tasks.reduce((all, t) => all + t.changeJoules!, 0)).toBeCloseTo(why!.head - why!.base, 9);
    const part = (name: string): number => why!.parts.find((p) => p.part === name)!.joules;
    expect(part('context')).toBeGreaterThan(0);
    // At rates that both sides share, nothing but the context makes a step dearer.
    expect(Math.abs(part('decode-energy-per-step'))).toBeLessThan(0.2 * part('context'));
  });
});

describe('what is measured instead', () => {
  const { base, head } = pair();

  test.each<[string, (r: RunResult) => RunResult, string]>([
    ['the model', (r) => ({ ...r, subject: { ...r.subject, model: { sha256: 'b'.repeat(64) } } }), 'model.sha256'],
    ['a model without a hash', (r) => ({ ...r, subject: { ...r.subject, model: { name: 'm' } } }), 'model.sha256'],
    ['the context', (r) => ({ ...r, subject: { ...r.subject, context: 512 } }), 'context'],
    ['an engine option', (r) => ({ ...r, subject: { ...r.subject, engine: { threads: 2 } } }), 'engine'],
    ['what a later version has', (r) => ({ ...r, subject: { ...r.subject, adapter: 'x' } }), 'adapter'],
    ['the environment', (r) => ({ ...r, environment: { ...r.environment, backend: 'cuda' } }), 'environment.backend'],
    ['the meter', (r) => ({ ...r, meter: { ...r.meter, kind: 'rapl' } }), 'meter'],
  ])('where %s differs', (_, change, name) => {
    const c = compare(base, change(head), { thresholds: ENERGY_3, environmentAllow: ['backend', 'meter'] });
    expect(energy(c).basis).toBe('measured');
    expect(whyNot(c)).toContain(name);
  });

  test.each<[string, object]>([
    ['prompt', { prompt: { template: 'x {prompt}', answerPrefix: '```python\n' } }],
    ['sampling', { sampling: { temperature: 0, topP: 0.9 } }],
    ['stop strings and rule', { suppression: { rule: 'stop-strings', stopStrings: ['\n\n'] } }],
  ])('but not where only the %s does', (_, subject) => {
    const other = { ...head, subject: { ...head.subject, ...subject } };
    expect(costDiffers(base, other)).toEqual([]);
    expect(decidedBy(base, other)).toBe('equal-rates');
  });

  test('where the subject is unchanged: only joules could show a difference', () => {
    const same = { ...head, subject: base.subject };
    expect(decidedBy(base, same)).toBe('measured');
    expect(whyNot(of(base, same))).toBe('the subject is unchanged');
  });

  test('where rates differ, by joules of the same blocks: head 5 % dearer a step at equal tokens', () => {
    const quiet = { answer: 0.004, block: 0.05, phase: 0, misfit: 0 };
    const dear = pair({ base: 'interleaved', noise: quiet, change: { prompt: 0, steps: 1 }, dearer: 1.05, blocks: 6 });
    const c = of(dear.base, dear.head);
    expect([c.verdict, energy(c).basis]).toEqual(['regressed', 'measured']);
    expect(c.reasons).toContain('rates-differ');
    expect(c.findings.find((f) => f.code === 'rates-differ')!.text).toMatch(/decode \+[45]\.\d %/);
    expect(c.rates![0]!.p).toBeLessThan(0.01);
    const even = pair({ base: 'interleaved', noise: quiet, change: { prompt: 0, steps: 1 }, blocks: 6 });
    expect(of(even.base, even.head).reasons).toEqual([]);
    expect(decidedBy(even.base, even.head)).toBe('equal-rates');
  });

  test('where the joules of the same blocks say it more narrowly than tasks that fit no rates', () => {
    const noise = (misfit: number) => ({ answer: 0.001, block: 0.05, phase: 0, misfit });
    const by = (misfit: number): Comparison => {
      const found = pair({ base: 'interleaved', noise: noise(misfit), change: { prompt: 100, steps: 1.5 }, blocks: 8 });
      return of(found.base, found.head);
    };
    expect(energy(by(0)).basis).toBe('equal-rates');
    expect(energy(by(0.15)).basis).toBe('measured');
    expect(whyNot(by(0.15))).toContain('narrower');
  });

  test('where there are no joules at all', () => {
    const dark = (r: RunResult): RunResult =>
      answers(r, ({ phases }) => ({
        phases: {
          ...phases,
          prefill: { ...phases.prefill, netJoules: null },
          decode: { ...phases.decode, netJoules: null },
        },
      }));
    expect(decidedBy(base, dark(head))).toBe('measured');
    expect(decidedBy(dark(base), head)).toBe('equal-rates');
  });
});

test('without a base no basis is better, and no rates are told', () => {
  const c = compare(null, pair().head, { thresholds: ENERGY_3 });
  expect(energy(c)).not.toHaveProperty('basisReasons');
  expect(c.rates).toEqual([]);
});
