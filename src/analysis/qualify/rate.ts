import type { Rate } from '../../common/generated/qualification.ts';
import { shareInterval } from '../passes/exact.ts';

/** The value below which a share `q` of the sorted `values` lies. */
const quantile = (values: readonly number[], q: number): number =>
  values[Math.min(values.length - 1, Math.floor(q * values.length))]!;

/**
 * A share over several sets of gates, `hits[i]` of `each`, each set drawn from blocks of its own resampling. Its
 * interval holds both the luck of drawing (exact, Clopper and Pearson 1934, of all gates) and that of which blocks were
 * measured (the middle of the sets' own shares; Efron 1979): the wider of the two on either side.
 */
export function rateOf(hits: readonly number[], each: number, level: number): Rate {
  const all = hits.reduce((a, b) => a + b, 0);
  const gates = hits.length * each;
  const [lo, hi] = shareInterval(all, gates, level);
  const shares = hits.map((h) => h / each).sort((a, b) => a - b);
  return {
    share: all / gates,
    interval: [Math.min(lo, quantile(shares, level / 2)), Math.max(hi, quantile(shares, 1 - level / 2))],
  };
}
