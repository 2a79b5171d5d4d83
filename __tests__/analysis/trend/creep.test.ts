import { describe, expect, it } from '@jest/globals';
import { creep } from '../../../src/analysis/trend/creep.ts';
import { seeded } from '../../../src/common/seeded.ts';
import { TREND_RULES } from '../../../src/common/trend-rules.ts';
import { sample } from '../../support/soak.ts';

const RULES = TREND_RULES.creep;
const STEP = Math.log1p(0.03);
const ramp = (n: number, by: number): number[] => Array.from({ length: n }, (_x, i) => i * by);

describe('creep', () => {
  it('is a rise of more than the limit in steps that are all within it', () => {
    const found = creep(ramp(10, 0.01), STEP, RULES)!;
    expect(found.from).toBe(0);
    expect(found.rise).toBeCloseTo(0.09, 12);
    // All 45 pairs rise: z = 44 ÷ √125.
    expect(found.p).toBeCloseTo(4.15e-5, 6);
  });

  it('is none up to the limit, and one beyond it', () => {
    expect(creep(ramp(10, (0.999 * STEP) / 9), STEP, RULES)).toBeNull();
    expect(creep(ramp(10, (1.001 * STEP) / 9), STEP, RULES)).not.toBeNull();
  });

  it('takes eight rows, no fall, and no noise for a rise', () => {
    expect(creep(ramp(7, 0.02), STEP, RULES)).toBeNull();
    expect(creep(ramp(8, 0.02), STEP, RULES)).not.toBeNull();
    expect(creep(ramp(20, -0.01), STEP, RULES)).toBeNull();
    expect(
      creep(
        ramp(20, 0).map((_x, i) => (i % 2) * 0.02),
        STEP,
        RULES,
      ),
    ).toBeNull();
  });

  it('begins after the last step that a gate would have shown', () => {
    const jumped = [...ramp(10, 0.01), ...ramp(10, 0.01).map((x) => x + 0.09 + 1.01 * STEP)];
    expect(creep(jumped, STEP, RULES)!.from).toBe(10);
    const small = [...ramp(10, 0.01), ...ramp(10, 0.01).map((x) => x + 0.09 + 0.99 * STEP)];
    expect(creep(small, STEP, RULES)!.from).toBe(0);
  });

  it('is seldom found where nothing but noise is', () => {
    const random = seeded(5);
    const series = sample(20_000, 2000);
    let alarms = 0;
    for (let k = 0; k < series; k++) {
      // Uniform, standard deviation 1 %.
      const noise = Array.from({ length: 50 }, () => (random() - 0.5) * 0.01 * Math.sqrt(12));
      if (creep(noise, STEP, RULES)) alarms++;
    }
    console.log(`creep: ${alarms} of ${series} series of 50 without a trend, noise 1 %`);
    expect(alarms / series).toBeLessThan(0.01);
  });
});
