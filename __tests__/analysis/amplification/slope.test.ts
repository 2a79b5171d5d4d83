import { describe, expect, test } from '@jest/globals';
import { lineThrough, NO_SUMS, plus, sumsOfAnswer } from '../../../src/analysis/amplification/line.ts';
import { tokenCosts } from '../../../src/analysis/amplification/index.ts';
import { slopeOf, type DecodeCost } from '../../../src/analysis/amplification/slope.ts';
import { seeded } from '../../../src/common/seeded.ts';

const cost = (workload: string, task: string, block: number, n: number, k: number, joules: number): DecodeCost => ({
  workload,
  task,
  block: `${workload} ${block}`,
  steps: k,
  context: k * n + (k * (k + 1)) / 2,
  joules,
  error: 0,
});

/** Answers of two workloads whose steps cost 0.5 J and 50 µJ a token of context, each with its own factor. */
function answers(factor: (workload: string, task: number, block: number) => number, error = 0): DecodeCost[] {
  const of = (workload: string, prompts: readonly number[]) =>
    prompts.flatMap((n, t) =>
      [0, 1, 2].map((block) => {
        const o = cost(workload, `${t}`, block, n, 30 + t, 0);
        const joules = (0.5 * o.steps + 5e-5 * o.context) * factor(workload, t, block);
        return { ...o, joules, error: error * joules };
      }),
    );
  return [...of('short', [100, 200, 300]), ...of('long', [3000, 4000, 5000])];
}

describe('the slope of decode energy over context', () => {
  test('is exact for answers on the line, and its interval is a point', () => {
    const { slope, interval, line } = slopeOf(answers(() => 1))!;
    expect(line.a).toBeCloseTo(0.5, 10);
    expect(line.b).toBeCloseTo(5e-5, 12);
    expect(slope).toBeCloseTo(0.1, 10);
    expect(interval![0]).toBeCloseTo(0.1, 6);
    expect(interval![1]).toBeCloseTo(0.1, 6);
  });

  test('counts each answer by its steps, as the normal equations by hand do', () => {
    // Two answers: 10 steps of mean context 100 at 2 J, 30 steps of mean context 300 at 12 J.
    const sums = plus(sumsOfAnswer(10, 1000, 20), sumsOfAnswer(30, 9000, 120));
    const { a, b } = lineThrough(sums)!;
    expect(a).toBeCloseTo(1, 10);
    expect(b).toBeCloseTo(0.01, 10);
  });

  test('is none where all answers have one context', () => {
    expect(slopeOf([cost('w', 'a', 0, 100, 5, 3), cost('w', 'b', 0, 100, 5, 4)])).toBeNull();
    expect(lineThrough(NO_SUMS)).toBeNull();
  });

  test('is none where a step at context 0 would cost nothing, and told just above that', () => {
    const at = (n: number, joules: number): DecodeCost => cost('w', `${n}`, 0, n, 1, joules);
    // Mean contexts 1 and 3: joules 1 and 3 lie on a line through the origin.
    expect(slopeOf([at(0, 1), at(2, 3)])).toBeNull();
    expect(slopeOf([at(0, 1.01), at(2, 3)])!.line.a).toBeCloseTo(0.015, 6);
  });

  test('has no interval where nothing tells the scatter, and one from two blocks on', () => {
    const one = [cost('a', '0', 0, 100, 10, 5), cost('b', '0', 0, 3000, 10, 7)];
    expect(slopeOf(one)!.interval).toBeNull();
    expect(slopeOf([...one, cost('a', '0', 1, 100, 10, 5.1), cost('b', '0', 1, 3000, 10, 7)])!.interval).not.toBeNull();
  });

  test('has the meter’s own error for a floor where blocks agree by chance', () => {
    const width = (error: number): number => {
      const { interval } = slopeOf(answers(() => 1, error))!;
      return interval![1] - interval![0];
    };
    expect(width(0.01)).toBeGreaterThan(0.001);
    expect(width(0.02) / width(0.01)).toBeCloseTo(2, 3);
  });

  test('holds the truth in at least 93 % of draws with noise of blocks and tasks', () => {
    const random = seeded(4);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let inside = 0;
    const draws = 400;
    for (let i = 0; i < draws; i++) {
      const blocks = new Map<string, number>();
      const tasks = new Map<string, number>();
      const factor = (workload: string, task: number, block: number): number => {
        const [b, t] = [`${workload} ${block}`, `${workload} ${task}`];
        if (!blocks.has(b)) blocks.set(b, 0.02 * normal());
        if (!tasks.has(t)) tasks.set(t, 0.01 * normal());
        return 1 + blocks.get(b)! + tasks.get(t)! + 0.01 * normal();
      };
      const [lo, hi] = slopeOf(answers(factor))!.interval!;
      if (lo <= 0.1 && 0.1 <= hi) inside++;
    }
    expect(inside / draws).toBeGreaterThan(0.93);
  });
});

test('the last token of an answer is dearer than the first by the line', () => {
  const found = slopeOf(answers(() => 1, 0.01))!;
  const { first, last, rise, interval } = tokenCosts(found, 1000, 2000);
  expect(first).toBeCloseTo(0.55, 6);
  expect(last).toBeCloseTo(0.6, 6);
  expect(rise).toBeCloseTo(1 / 11, 6);
  expect(interval![0]).toBeLessThan(rise);
  expect(interval![1]).toBeGreaterThan(rise);
});
