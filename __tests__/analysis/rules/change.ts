import {
  against,
  arms,
  blocks,
  each,
  energy,
  ENERGY_3,
  FLAT,
  T3_05,
  IN,
  BEYOND,
  LN_1_1,
  LN_1_03,
  rules,
} from '../support/cases.ts';

const tokens = { 'output-tokens': each({ increase: 0.1 }) };

/** How a change decides: its size, its test, its bound. */
export const CHANGE = rules([
  [
    'regressed: over the threshold',
    '+2.99 % of a limit of 3 %, without noise',
    'pass',
    () => energy(blocks(Math.log(1.0299))),
  ],
  ['regressed: over the threshold', '+3.01 %', 'regressed', () => energy(blocks(Math.log(1.0301))), 'unconfirmed'],
  [
    'regressed: and p ≤ 0.05',
    '+10 %, p just under 0.05 (t, 3 degrees of freedom)',
    'regressed',
    () => energy(blocks(LN_1_1, (IN * LN_1_1) / T3_05)),
  ],
  [
    'regressed: and p ≤ 0.05',
    '+10 %, p just over',
    'inconclusive',
    () => energy(blocks(LN_1_1, (BEYOND * LN_1_1) / T3_05)),
  ],
  [
    'regressed: a fall, where `decrease` limits it',
    '−9.9 % of a limit of 10 %',
    'pass',
    () => energy(blocks(Math.log(0.901)), { 'energy-per-task': each({ decrease: 0.1 }) }),
  ],
  [
    'regressed: a fall, where `decrease` limits it',
    '−10.1 %',
    'regressed',
    () => energy(blocks(Math.log(0.899)), { 'energy-per-task': each({ decrease: 0.1 }) }),
  ],
  [
    'only metrics with a limit gate',
    '+50 %, and only tokens have a limit',
    'pass',
    () => energy(blocks(Math.log(1.5)), tokens),
  ],
  [
    'only metrics with a limit gate',
    '+50 %, energy per task has one',
    'regressed',
    () => energy(blocks(Math.log(1.5)), ENERGY_3),
  ],
  [
    'pass: the one-sided 95 % bound is inside',
    'no change, bound just under the limit',
    'pass',
    () => energy(blocks(0, (IN * LN_1_03) / T3_05)),
  ],
  [
    'pass: the one-sided 95 % bound is inside',
    'no change, bound just over it',
    'inconclusive',
    () => energy(blocks(0, (BEYOND * LN_1_03) / T3_05)),
  ],
  [
    'pass: the one-sided 95 % bound is inside',
    '+2 %, bound just under the limit',
    'pass',
    () => energy(blocks(Math.log(1.02), (IN * (LN_1_03 - Math.log(1.02))) / T3_05)),
  ],
  [
    'pass: the one-sided 95 % bound is inside',
    '+2 %, bound just over it',
    'inconclusive',
    () => energy(blocks(Math.log(1.02), (BEYOND * (LN_1_03 - Math.log(1.02))) / T3_05)),
  ],
  [
    'pass: each bound by itself, without Holm',
    'two arms, each bound just under the limit',
    'pass',
    () => against(arms(FLAT, FLAT), arms(blocks(0, (IN * LN_1_03) / T3_05), blocks(0, (IN * LN_1_03) / T3_05))),
  ],
  [
    'pass: each bound by itself, without Holm',
    'two arms, one bound just over the limit',
    'inconclusive',
    () => against(arms(FLAT, FLAT), arms(blocks(0, (IN * LN_1_03) / T3_05), blocks(0, (BEYOND * LN_1_03) / T3_05))),
  ],
  ['improved: as regressed, the other way', '−2.99 %', 'pass', () => energy(blocks(Math.log(0.9701)))],
  ['improved: as regressed, the other way', '−3.01 %', 'improved', () => energy(blocks(Math.log(0.9699)))],
  [
    'improved: as regressed, the other way',
    '−10 %, p just under 0.05',
    'improved',
    () => energy(blocks(Math.log(0.9), (IN * -Math.log(0.9)) / T3_05)),
  ],
  [
    'improved: as regressed, the other way',
    '−10 %, p just over: the bound alone is inside',
    'pass',
    () => energy(blocks(Math.log(0.9), (BEYOND * -Math.log(0.9)) / T3_05)),
  ],
]);
