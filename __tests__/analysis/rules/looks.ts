import { against, blocks, each, energy, FLAT, IN, BEYOND, ln, result, rules } from '../support/cases.ts';

/** Upper points of Student's t (SciPy) at the nominal p of the look that so many blocks reach. */
const T = { 5: 3.314148, 6: 3.248432, 24: 2.233921 };
const at = (n: keyof typeof T, factor: number) => energy(blocks(ln(10), (factor * (ln(10) - ln(3))) / T[n], n));
const tokens = { 'output-tokens': each({ increase: 0.1 }) };

/** How many blocks there are. */
export const LOOKING = rules([
  [
    'fewer than 4 blocks a side test nothing',
    '3 blocks, +900 % without noise',
    'inconclusive',
    () => energy([100, 100, 100]),
    'too-few-blocks',
  ],
  [
    'fewer than 4 blocks a side test nothing',
    '4 blocks',
    'regressed',
    () => energy([100, 100, 100, 100]),
    '!too-few-blocks',
  ],
  [
    'fewer than 4 blocks a side test nothing',
    '3 of base, 5 of head, measured apart',
    'inconclusive',
    () =>
      against(result({ measurement: 'm0', decode: [10, 10, 10] }), result({ decode: [...FLAT, 10] }), undefined, {
        spread: { sd: 0, df: 2 },
      }),
    'too-few-blocks',
  ],
  [
    'fewer than 4 blocks a side test nothing',
    'exact tokens need none: one block, no more of them',
    'pass',
    () => against(result({ decode: [10] }), result({ decode: [10] }), tokens),
    '!too-few-blocks',
  ],
  [
    'blocks between looks are judged at the lower one',
    '5 blocks, p just under that of 4',
    'regressed',
    () => at(5, IN),
  ],
  ['blocks between looks are judged at the lower one', '5 blocks, p just over', 'inconclusive', () => at(5, BEYOND)],
  ['each look has its own p', '6 blocks, p just under 0.0114', 'regressed', () => at(6, IN)],
  ['each look has its own p', '6 blocks, p just over', 'inconclusive', () => at(6, BEYOND)],
  ['more than 20 blocks are a look of their own', '24 blocks, p just under 0.0178', 'regressed', () => at(24, IN)],
  ['more than 20 blocks are a look of their own', '24 blocks, p just over', 'inconclusive', () => at(24, BEYOND)],
]);
