import { describe, expect, test } from '@jest/globals';
import { ratesByArm } from '../../../src/analysis/rates/arms.ts';
import type { Comparison, Metric } from '../../../src/common/generated/comparison.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { against, answers, ENERGY_3 } from '../support/cases.ts';
import { QUIET, simulatedPair, type PairOptions } from './support/simulate.ts';

describe('energy at equal rates', () => {
  const PAIR: PairOptions = {
    seed: 4,
    tasks: 8,
    blocks: 4,
    noise: { ...QUIET, answer: 0.03 },
    change: { prompt: 10, steps: 1.1 },
    base: 'stored',
  };
  const energy = (c: Comparison): Metric => c.metrics.find((m) => m.id === 'energy-per-task' && m.arm === 'plain')!;
  const pair = (more: Partial<PairOptions> = {}) => simulatedPair({ ...PAIR, ...more });
  const why = (m: Metric) => m.basisReasons?.find((r) => r.not === 'equal-rates')?.text;

  test('is told so where it does not gate, and where nothing was measured beside it', () => {
    const { base, head } = pair();
    expect(energy(against(base, head, {})).basis).toBe('equal-rates');
    const one = pair({ base: 'interleaved', blocks: 1 });
    expect(energy(against(one.base, one.head)).basis).toBe('equal-rates');
  });

  test('stands against a stored base however narrow the joules are, and where both intervals are as narrow', () => {
    const rough = pair({ noise: { ...QUIET, misfit: 0.15 }, change: { prompt: 100, steps: 1.5 } });
    const spread = { sd: 0, df: 9 };
    expect(energy(against(rough.base, rough.head, ENERGY_3, { spread })).basis).toBe('equal-rates');
    const exact = pair({ noise: QUIET, change: { prompt: 0, steps: 1 }, base: 'interleaved' });
    const m = energy(against(exact.base, exact.head));
    expect([m.basis, m.interval]).toEqual(['equal-rates', [0, 0]]);
  });

  test('needs joules of head, which is said', () => {
    const { base, head } = pair();
    const dark = answers(head, ({ phases }) => ({
      phases: {
        ...phases,
        prefill: { ...phases.prefill, netJoules: null },
        decode: { ...phases.decode, netJoules: null },
      },
    }));
    expect(why(energy(against(base, dark)))).toBe('no block of head has joules');
    const neither = (r: RunResult) =>
      answers(r, ({ phases }) => ({
        phases: {
          ...phases,
          prefill: { ...phases.prefill, netJoules: null },
          decode: { ...phases.decode, netJoules: null },
        },
      }));
    expect(ratesByArm(neither(base), dark, 0.01)).toEqual({ plain: 'no joules are known' });
  });

  test('is not where more than tokens may have changed: three of it are named', () => {
    const { base, head } = pair();
    const other = (environment: object): RunResult => ({
      ...head,
      environment: { ...head.environment, ...environment },
    });
    const text = (r: RunResult) => ratesByArm(base, r, 0.01).plain;
    expect(text(other({ gpu: 'x', backend: 'y', llamaCpp: 'z' }))).toBe(
      'environment.backend, environment.llamaCpp, environment.gpu may change what a token costs',
    );
    expect(text({ ...other({ gpu: 'x', backend: 'y', llamaCpp: 'z' }), meter: { ...head.meter, kind: 'rapl' } })).toBe(
      'environment.backend, environment.llamaCpp, environment.gpu and 1 more may change what a token costs',
    );
    const unnamed = { ...head, subject: { prompt: 'x' } } as unknown as RunResult;
    expect(text(unnamed)).toContain('model.sha256 (not recorded)');
    expect(ratesByArm(unnamed, head, 0.01).plain).toContain('model.sha256 (not recorded)');
  });

  test('is of arms that both sides have, and rates differ at the level and not above it', () => {
    const { base, head } = pair({ base: 'interleaved', noise: { ...QUIET, answer: 0.02, phase: 0.02 } });
    expect(Object.keys(ratesByArm(base, head, 0.01))).toEqual(['plain']);
    const both = (r: RunResult): RunResult => ({ ...r, arms: { ...r.arms, suppressed: r.arms.plain! } });
    expect(Object.keys(ratesByArm(both(base), head, 0.01))).toEqual(['plain']);
    expect(Object.keys(ratesByArm(base, both(head), 0.01))).toEqual(['plain']);
    const at = (level: number) => {
      const found = ratesByArm(base, head, level).plain!;
      if (typeof found === 'string') throw new Error(found);
      return found;
    };
    const { p } = at(0.01).agreement!;
    expect([at(p).differ, at(p * 0.9999).differ]).toEqual([true, false]);
    // The comparison's own level.
    const levels = (rates: number) => ({ levels: { ...against(base, head).plan!.levels!, rates } });
    expect(against(base, head, ENERGY_3, levels(p)).reasons).toContain('rates-differ');
    expect(against(base, head, ENERGY_3, levels(p * 0.9999)).reasons).not.toContain('rates-differ');
  });
});
