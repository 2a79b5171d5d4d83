import {
  against,
  arms,
  blocks,
  each,
  energy,
  ENERGY_3,
  FLAT,
  result,
  T3_025,
  IN,
  BEYOND,
  LN_1_1,
  rules,
} from '../support/cases.ts';

const stored = { measurement: 'earlier' };
const tokens = { 'output-tokens': each({ increase: 0.1 }) };

/** Several tests at once, and pairing. */
export const FAMILY = rules([
  [
    'Holm over gating metrics × arms',
    'one arm: p just over 0.025',
    'regressed',
    () => energy(blocks(LN_1_1, (BEYOND * LN_1_1) / T3_025)),
  ],
  [
    'Holm over gating metrics × arms',
    'two arms: both p just under 0.025',
    'regressed',
    () => {
      const b = blocks(LN_1_1, (IN * LN_1_1) / T3_025);
      return against(arms(FLAT, FLAT), arms(b, b));
    },
  ],
  [
    'Holm over gating metrics × arms',
    'two arms: both p just over 0.025',
    'inconclusive',
    () => {
      const b = blocks(LN_1_1, (BEYOND * LN_1_1) / T3_025);
      return against(arms(FLAT, FLAT), arms(b, b));
    },
  ],
  [
    'Holm over gating metrics × arms',
    'two metrics of one arm: both p just over 0.025',
    'inconclusive',
    () =>
      energy(blocks(LN_1_1, (BEYOND * LN_1_1) / T3_025), {
        ...ENERGY_3,
        'decode-energy-per-token': each({ increase: 0.03 }),
      }),
  ],
  [
    'Holm over gating metrics × arms',
    'two arms, one without a change: p of the other just under 0.025',
    'regressed',
    () => against(arms(FLAT, FLAT), arms(blocks(LN_1_1, (IN * LN_1_1) / T3_025), blocks(0))),
  ],
  [
    'Holm over gating metrics × arms',
    'the same, p just over 0.025',
    'inconclusive',
    () => against(arms(FLAT, FLAT), arms(blocks(LN_1_1, (BEYOND * LN_1_1) / T3_025), blocks(0))),
  ],
  [
    'Holm counts what needs a test: exact metrics are none',
    'p just over 0.025 beside gating tokens',
    'regressed',
    () => energy(blocks(LN_1_1, (BEYOND * LN_1_1) / T3_025), { ...ENERGY_3, ...tokens }),
  ],
  [
    'Holm counts what needs a test: exact metrics are none',
    'the same beside gating seconds',
    'inconclusive',
    () => energy(blocks(LN_1_1, (BEYOND * LN_1_1) / T3_025), { ...ENERGY_3, 'wall-time': each({ increase: 0.1 }) }),
  ],
  [
    'paired by block where measured interleaved',
    'blocks that differ by half, head 5 % over base in each',
    'regressed',
    () => against(result({ decode: [10, 14, 8, 12] }), result({ decode: [10.5, 14.7, 8.4, 12.6] })),
  ],
  [
    'paired by block where measured interleaved',
    'the same numbers from two measurements',
    'inconclusive',
    () =>
      against(result({ decode: [10, 14, 8, 12], ...stored }), result({ decode: [10.5, 14.7, 8.4, 12.6] }), ENERGY_3, {
        spread: 1e-6,
      }),
  ],
  [
    'paired by block where measured interleaved',
    "head's blocks stand in another order in its file",
    'regressed',
    () => {
      const head = result({ decode: [10.5, 14.7, 8.4, 12.6] });
      for (const t of head.arms.plain!.tasks) t.repeats.reverse();
      return against(result({ decode: [10, 14, 8, 12] }), head);
    },
  ],
]);
