import { Random } from '../energy/random.ts';

/** ln of the joules of a block's two sides, apart from what head does differently. */
export interface Pair {
  base: number;
  head: number;
}

/** How blocks of one arm vary; `sd`: of a side and block. `i`: which block. */
export interface Shape {
  name: string;
  /** Its drift or slot effect falls on the differences too: a gate may end `inconclusive`. */
  onDifferences: boolean;
  pair(r: Random, sd: number, i: number): Pair;
}

/** Student's t with 3 degrees of freedom, at standard deviation 1. */
function heavy(r: Random): number {
  const chi = r.normal() ** 2 + r.normal() ** 2 + r.normal() ** 2;
  return r.normal() / Math.sqrt(chi / 3) / Math.sqrt(3);
}

const both = (r: Random, sd: number, draw = (): number => r.normal()): Pair => ({
  base: sd * draw(),
  head: sd * draw(),
});

/** What the first and the second slot of a block carry, base and head taking turns. */
const slots = (pair: Pair, i: number, first: number, second: number): Pair =>
  i % 2 === 0
    ? { base: pair.base + first, head: pair.head + second }
    : { base: pair.base + second, head: pair.head + first };

/** A drift over the planned 20 blocks, as ln; half a block lies between its two slots. */
const DRIFT = 0.1;
const drift = (at: number): number => (DRIFT * at) / 20;

export const SHAPES: readonly Shape[] = [
  { name: 'normal', onDifferences: false, pair: (r, sd) => both(r, sd) },
  { name: 'heavy tails', onDifferences: false, pair: (r, sd) => both(r, sd, () => heavy(r)) },
  {
    name: 'drift of both',
    onDifferences: false,
    pair: (r, sd, i) => slots(both(r, sd), i, drift(i), drift(i + 0.5)),
  },
  {
    name: 'warm-up',
    onDifferences: false,
    // 5 % in the first slot of all, halved with every block.
    pair: (r, sd, i) => slots(both(r, sd), i, 0.05 * 0.5 ** i, 0.05 * 0.5 ** (i + 0.5)),
  },
  { name: 'slot effect', onDifferences: true, pair: (r, sd, i) => slots(both(r, sd), i, 0, 0.02) },
  {
    name: 'drift of head',
    onDifferences: true,
    // About its mean over the plan, so that the effect stays what it is.
    pair: (r, sd, i) => {
      const pair = both(r, sd);
      return { base: pair.base, head: pair.head + (0.03 * (i - 9.5)) / 20 };
    },
  },
];
