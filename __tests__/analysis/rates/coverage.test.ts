import { describe, expect, test } from '@jest/globals';
import { tried } from './support/gates.ts';
import type { PairOptions } from './support/simulate.ts';

/** A prompt 20 tokens longer, answers 5 % longer; 3 % of noise in answers and blocks, tasks that miss by 1 %. */
const GATES: Omit<PairOptions, 'seed'> = {
  tasks: 12,
  blocks: 5,
  noise: { answer: 0.03, block: 0.03, phase: 0.02, misfit: 0.01 },
  change: { prompt: 20, steps: 1.05 },
  base: 'stored',
};

describe('the interval at equal rates, over simulated gates', () => {
  test.each<[string, Partial<PairOptions>]>([
    ['both sides measured, on two days', {}],
    ['both sides measured interleaved', { base: 'interleaved' }],
    ['base has tokens alone', { base: 'tokens', change: { prompt: 0, steps: 1.04 } }],
  ])('holds the truth in 93–98.5 %%, without bias: %s', (_, more) => {
    const { coverage, bias } = tried(200, { ...GATES, ...more });
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    expect(coverage).toBeLessThanOrEqual(0.985);
    expect(Math.abs(bias)).toBeLessThan(0.0005);
  });

  test.each<[string, Partial<PairOptions>]>([
    ['one block, where nothing tells noise from misfit', { blocks: 1, base: 'tokens' }],
    ['two blocks', { blocks: 2, base: 'tokens' }],
    ['four tasks', { tasks: 4, base: 'tokens' }],
    ['tasks that fit the rates, which it does not take for granted', { noise: { ...GATES.noise, misfit: 0 } }],
  ])('is wider than it must be, never narrower: %s', (_, more) => {
    const { coverage, half } = tried(60, { ...GATES, ...more });
    expect(coverage).toBeGreaterThanOrEqual(0.97);
    expect(half).toBeLessThan(0.015);
  });

  test('answers 4 % longer are always called longer, and over 3 % of energy as soon as they are', () => {
    const longer = (steps: number) => tried(40, { ...GATES, base: 'tokens', change: { prompt: 0, steps } });
    expect(longer(1.04).called(0)).toBe(1);
    expect(longer(1.045).called(0.03)).toBe(1);
    expect(longer(1.03).called(0.03)).toBe(0);
  });
});

describe('whether the rates agree, over simulated gates', () => {
  const interleaved = { ...GATES, base: 'interleaved' as const };
  const equal = { ...interleaved, change: { prompt: 0, steps: 1 } };

  test('they do: called different in about the 1 % of its level', () => {
    expect(tried(150, equal).differ).toBeLessThanOrEqual(0.025);
    expect(tried(50, interleaved).differ).toBeLessThanOrEqual(0.02);
  });

  test('5 % more joules a step at equal tokens are called: always at 0.5 % noise, mostly at 3 %', () => {
    const quiet = { answer: 0.005, block: 0.03, phase: 0, misfit: 0.01 };
    expect(tried(30, { ...equal, blocks: 4, noise: quiet, dearer: 1.05 }).differ).toBe(1);
    expect(tried(30, { ...equal, blocks: 10, noise: { ...GATES.noise, phase: 0 }, dearer: 1.05 }).differ).toBe(1);
  });
});
