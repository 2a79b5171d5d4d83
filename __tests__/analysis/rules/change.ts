import type { RunResult } from '../../../src/common/generated/run-result.ts';
import {
  against,
  answers,
  arms,
  blocks,
  each,
  energy,
  ENERGY_3,
  FLAT,
  result,
  T3,
  IN,
  BEYOND,
  ln,
  rules,
} from '../support/cases.ts';

const tokens = { 'output-tokens': each({ increase: 0.1 }) };
const fall = { 'energy-per-task': each({ decrease: 0.1 }) };
const small = { 'energy-per-task': each({ increase: 0.005 }) };

const lasting = (seconds: number): RunResult =>
  answers(result({}), (r) => ({ phases: { ...r.phases, decode: { ...r.phases.decode, seconds } } }));

/** How a change decides: its size, and the two tests. */
export const CHANGE = rules([
  [
    'regressed: "the change is within its limit" is rejected',
    '+2.99 % of a limit of 3 %, without noise',
    'pass',
    () => energy(blocks(ln(2.99))),
  ],
  ['regressed: "the change is within its limit" is rejected', '+3.01 %', 'regressed', () => energy(blocks(ln(3.01)))],
  [
    'regressed: "the change is within its limit" is rejected',
    '+10 %, p of 3 % or less just under 0.0148 (t, 3 degrees of freedom)',
    'regressed',
    () => energy(blocks(ln(10), (IN * (ln(10) - ln(3))) / T3)),
  ],
  [
    'regressed: "the change is within its limit" is rejected',
    '+10 %, p just over',
    'inconclusive',
    () => energy(blocks(ln(10), (BEYOND * (ln(10) - ln(3))) / T3)),
  ],
  [
    'regressed: a fall, where `decrease` limits it',
    '−9.9 % of a limit of 10 %',
    'pass',
    () => energy(blocks(ln(-9.9)), fall),
  ],
  ['regressed: a fall, where `decrease` limits it', '−10.1 %', 'regressed', () => energy(blocks(ln(-10.1)), fall)],
  [
    'regressed: a fall, where `decrease` limits it',
    'no change, p of −20 % or more just under 0.0148',
    'pass',
    () => energy(blocks(0, (IN * -ln(-20)) / T3), fall),
  ],
  [
    'regressed: a fall, where `decrease` limits it',
    'no change, p just over',
    'inconclusive',
    () => energy(blocks(0, (BEYOND * -ln(-20)) / T3), fall),
  ],
  [
    'only metrics with a limit gate',
    '+50 %, and only tokens have a limit',
    'pass',
    () => energy(blocks(ln(50)), tokens),
  ],
  [
    'only metrics with a limit gate',
    '+50 %, energy per task has one',
    'regressed',
    () => energy(blocks(ln(50)), ENERGY_3),
  ],
  [
    'pass: "the change is its limit and as much again, or more" is rejected',
    'no change, p of 6 % or more just under 0.0148',
    'pass',
    () => energy(blocks(0, (IN * ln(6)) / T3)),
  ],
  [
    'pass: "the change is its limit and as much again, or more" is rejected',
    'no change, p just over',
    'inconclusive',
    () => energy(blocks(0, (BEYOND * ln(6)) / T3)),
  ],
  [
    'pass: "the change is its limit and as much again, or more" is rejected',
    '+2 %, p just under 0.0148',
    'pass',
    () => energy(blocks(ln(2), (IN * (ln(6) - ln(2))) / T3)),
  ],
  [
    'pass: "the change is its limit and as much again, or more" is rejected',
    '+2 %, p just over',
    'inconclusive',
    () => energy(blocks(ln(2), (BEYOND * (ln(6) - ln(2))) / T3)),
  ],
  [
    'pass: and the estimate is within the limit',
    '+2.99 %, p of 6 % or more under 0.0148',
    'pass',
    () => energy(blocks(ln(2.99), (IN * (ln(6) - ln(3.01))) / T3)),
  ],
  [
    'pass: and the estimate is within the limit',
    '+3.01 %, with the same noise',
    'inconclusive',
    () => energy(blocks(ln(3.01), (IN * (ln(6) - ln(3.01))) / T3)),
  ],
  [
    'pass: the margin beyond a limit is 1 % at least',
    'limit 0.5 %, no change, p of 1.5 % or more just under 0.0148',
    'pass',
    () => energy(blocks(0, (IN * ln(1.5)) / T3), small),
  ],
  [
    'pass: the margin beyond a limit is 1 % at least',
    'limit 0.5 %, p just over',
    'inconclusive',
    () => energy(blocks(0, (BEYOND * ln(1.5)) / T3), small),
  ],
  [
    'pass: each limit by itself',
    'two arms, each p just under 0.0148',
    'pass',
    () => against(arms(FLAT, FLAT), arms(blocks(0, (IN * ln(6)) / T3), blocks(0, (IN * ln(6)) / T3))),
  ],
  [
    'pass: each limit by itself',
    'two arms, one p just over',
    'inconclusive',
    () => against(arms(FLAT, FLAT), arms(blocks(0, (IN * ln(6)) / T3), blocks(0, (BEYOND * ln(6)) / T3))),
  ],
  ['improved: an energy metric is better by its limit', '−2.99 %', 'pass', () => energy(blocks(ln(-2.99)))],
  ['improved: an energy metric is better by its limit', '−3.01 %', 'improved', () => energy(blocks(ln(-3.01)))],
  [
    'improved: an energy metric is better by its limit',
    '−10 %, p of −3 % or more just under 0.0148',
    'improved',
    () => energy(blocks(ln(-10), (IN * (ln(-3) - ln(-10))) / T3)),
  ],
  [
    'improved: an energy metric is better by its limit',
    '−10 %, p just over',
    'pass',
    () => energy(blocks(ln(-10), (BEYOND * (ln(-3) - ln(-10))) / T3)),
  ],
  [
    'improved: an energy metric is better by its limit',
    'a limit on falls, +12 %',
    'improved',
    () => energy(blocks(ln(12)), fall),
  ],
  [
    'improved: an energy metric is better by its limit',
    'seconds are none: half of them',
    'pass',
    () => against(lasting(1), lasting(0.5), { 'wall-time': each({ increase: 0.1 }) }),
  ],
]);
