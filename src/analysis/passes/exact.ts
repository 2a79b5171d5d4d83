import jstat from 'jstat';
import type { Discordance } from './discordant.ts';

const { beta, ibeta } = jstat;

type Counts = Pick<Discordance, 'lost' | 'won' | 'pairs'>;

/**
 * The share of pairs that differ is not known. It is looked for in an interval that misses it this rarely, which is
 * added to the p (Berger and Boos 1994).
 */
const MISSED = 5e-4;
/** Shares at which the p is taken; it is smooth and mostly greatest at the largest. */
const STEPS = 16;

/** P(X ≥ k) for X ~ Binomial(n, p). */
const upperTail = (k: number, n: number, p: number): number =>
  k <= 0 ? 1 : k > n ? 0 : p <= 0 ? 0 : p >= 1 ? 1 : ibeta(p, k, n - k + 1);

/** P(won − lost ≥ `gap`) in `n` pairs that differ with probability `share`, `win` of them won. */
function tail(gap: number, n: number, share: number, win: number): number {
  let sum = 0;
  // Binomial(n, share) from its mode outwards, which neither under- nor overflows.
  const mode = Math.min(n, Math.floor((n + 1) * share));
  const weights = [1];
  const step = (d: number): number => (((n - d) / (d + 1)) * share) / (1 - share);
  for (let d = mode, w = 1; d < n && w > 1e-14; d++) weights.push((w *= step(d)));
  const up = weights.length;
  const down: number[] = [];
  for (let d = mode - 1, w = 1; d >= 0 && w > 1e-14; d--) down.push((w /= step(d)));
  const all = [...weights, ...down];
  const total = all.reduce((a, b) => a + b, 0);
  all.forEach((w, i) => {
    const d = i < up ? mode + i : mode - 1 - (i - up);
    sum += (w / total) * upperTail(Math.ceil((gap + d) / 2), d, win);
  });
  return sum;
}

/** The two-sided exact interval of a share that was seen `k` times in `n` (Clopper and Pearson 1934). */
export const shareInterval = (k: number, n: number, level: number): [number, number] => [
  k === 0 ? 0 : beta.inv(level / 2, k, n - k + 1),
  k === n ? 1 : beta.inv(1 - level / 2, k + 1, n - k),
];

/**
 * One-sided p of "the share that passes rises by at most `at`" (−0.05: falls by 5 points or more) from paired answers.
 * Exact: the largest probability, over every share of pairs that may differ, of as many more won than lost. Without
 * one pair that differs it is the binomial's own, P(none of n) = (1 − |at|)ⁿ. Tasks may differ in their chance: a sum
 * of unequal pairs varies less than one of equal ones.
 */
export function pAbove({ lost, won, pairs }: Counts, at: number): number {
  if (won - lost <= at * pairs) return 1;
  if (at <= -1) return 0;
  if (lost + won === 0) return (1 + at) ** pairs;
  const [lo, hi] = shareInterval(lost + won, pairs, MISSED);
  const least = Math.max(lo, Math.abs(at), 1e-9);
  if (least > hi) return MISSED;
  let worst = 0;
  for (let i = 0; i <= STEPS; i++) {
    const share = Math.min(1 - 1e-12, least + ((hi - least) * i) / STEPS);
    worst = Math.max(worst, tail(won - lost, pairs, share, Math.min(1, Math.max(0, (1 + at / share) / 2))));
  }
  return Math.min(1, worst + MISSED);
}

/** One-sided p of "the share that passes rises by `at` or more". */
export const pBelow = ({ lost, won, pairs }: Counts, at: number): number =>
  pAbove({ lost: won, won: lost, pairs }, -at);

/** The changes that neither test rejects at `p`: the exact interval of the change. */
export function changeInterval(d: Counts, p: number): [number, number] {
  const bound = (rejects: (at: number) => boolean, from: number): number => {
    let [out, within] = [from, (d.won - d.lost) / d.pairs];
    for (let i = 0; i < 20; i++) {
      const middle = (out + within) / 2;
      if (rejects(middle)) out = middle;
      else within = middle;
    }
    return within;
  };
  return [bound((at) => pAbove(d, at) <= p, -1), bound((at) => pBelow(d, at) <= p, 1)];
}
