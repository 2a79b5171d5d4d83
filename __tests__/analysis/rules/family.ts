import {
  against,
  arms,
  blocks,
  each,
  energy,
  ENERGY_3,
  FLAT,
  IN,
  BEYOND,
  ln,
  result,
  rules,
  T3_HALF,
} from '../support/cases.ts';

const stored = { measurement: 'earlier' };
const tokens = { 'output-tokens': each({ increase: 0.1 }) };
/** +10 %, its p just under and just over half of what one limit may have. */
const [under, over] = [IN, BEYOND].map((f) => blocks(ln(10), (f * (ln(10) - ln(3))) / T3_HALF)) as [number[], number[]];

/** Several limits at once, and pairing. */
export const FAMILY = rules([
  [
    'limits that need a test share the 5 % of regressed',
    'one arm: p just over 0.0074',
    'regressed',
    () => energy(over),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'two arms: both p just under 0.0074',
    'regressed',
    () => against(arms(FLAT, FLAT), arms(under, under)),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'two arms: both p just over',
    'inconclusive',
    () => against(arms(FLAT, FLAT), arms(over, over)),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'two arms, one without a change: p of the other just over',
    'inconclusive',
    () => against(arms(FLAT, FLAT), arms(over, blocks(0))),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'two metrics of one arm: both p just over',
    'inconclusive',
    () => energy(over, { ...ENERGY_3, 'decode-energy-per-token': each({ increase: 0.03 }) }),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'two limits of one metric: p of the first just over',
    'inconclusive',
    () => energy(over, { 'energy-per-task': each({ increase: 0.03, max: 100 }) }),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'the same beside exact tokens: they need none',
    'regressed',
    () => energy(over, { ...ENERGY_3, ...tokens }),
  ],
  [
    'limits that need a test share the 5 % of regressed',
    'the same beside seconds',
    'inconclusive',
    () => energy(over, { ...ENERGY_3, 'wall-time': each({ increase: 0.1 }) }),
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
        spread: { sd: 1e-6, df: 9 },
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
