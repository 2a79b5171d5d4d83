import { seeded } from '../../common/seeded.ts';
import type { TrendRules } from '../../common/trend-rules.ts';

/** A place where the distribution of a series changes. */
export interface ChangePoint {
  /** Index of the first value after the change. */
  at: number;
  /** Of the permutation test. */
  p: number;
}

interface Split {
  at: number;
  q: number;
}

/** Sums of |z_i − z_j| over i < rows, j < columns, of values in some order: any block's sum is then four look-ups. */
function distanceSums(z: readonly number[]): { block(i0: number, i1: number, j0: number, j1: number): number } {
  const n = z.length;
  const width = n + 1;
  const sums = new Float64Array(width * width);
  for (let i = 0; i < n; i++)
    for (let j = 0, row = 0; j < n; j++) {
      row += Math.abs(z[i]! - z[j]!);
      sums[(i + 1) * width + j + 1] = sums[i * width + j + 1]! + row;
    }
  const at = (i: number, j: number): number => sums[i * width + j]!;
  return { block: (i0, i1, j0, j1) => at(i1, j1) - at(i0, j1) - at(i1, j0) + at(i0, j0) };
}

/**
 * The split of a segment that parts it most: the largest Q = mn/(m+n) · E over the first m values and the n that
 * follow, wherever these end, with the energy distance E = 2/(mn) ΣΣ|X−Y| − 2/(m(m−1)) Σ|X−X'| − 2/(n(n−1)) Σ|Y−Y'|
 * (Matteson and James 2014, equations 5 and 7, exponent 1). `null` where it is too short.
 */
function bestSplit(z: readonly number[], least: number): Split | null {
  const { block } = distanceSums(z);
  let best: Split | null = null;
  for (let m = least; m <= z.length - least; m++) {
    const within = block(0, m, 0, m) / (m * (m - 1));
    for (let end = m + least; end <= z.length; end++) {
      const n = end - m;
      const between = (2 * block(0, m, m, end)) / (m * n);
      const q = ((m * n) / (m + n)) * (between - within - block(m, end, m, end) / (n * (n - 1)));
      if (best === null || q > best.q) best = { at: m, q };
    }
  }
  return best;
}

function shuffled(z: readonly number[], random: () => number): number[] {
  const out = [...z];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** The best split of any segment, by its place in the whole series. */
function bestOf(segments: readonly (readonly number[])[], least: number): Split | null {
  let [start, best]: [number, Split | null] = [0, null];
  for (const segment of segments) {
    const split = bestSplit(segment, least);
    if (split && (best === null || split.q > best.q)) best = { at: start + split.at, q: split.q };
    start += segment.length;
  }
  return best;
}

/**
 * Change points of a series by E-divisive (Matteson and James 2014, "A nonparametric approach for multiple change point
 * analysis of multivariate data", JASA 109): the best split of any segment so far is kept while values in random order
 * within the segments part as much in at most `level` of the cases. Of independent values without a change it names
 * one in a share `level` of series; values that depend on each other are called more often.
 * @returns change points in order of their place
 */
export function changePoints(
  z: readonly number[],
  { level, permutations, least }: TrendRules['changePoint'],
): ChangePoint[] {
  const random = seeded(1);
  const found: ChangePoint[] = [];
  for (;;) {
    const cuts = [0, ...found.map((c) => c.at).sort((a, b) => a - b), z.length];
    const segments = cuts.slice(1).map((end, i) => z.slice(cuts[i], end));
    const best = bestOf(segments, least);
    if (best === null || best.q <= 0) break;
    let beyond = 0;
    for (let k = 0; k < permutations && (beyond + 1) / (permutations + 1) <= level; k++)
      if (
        bestOf(
          segments.map((s) => shuffled(s, random)),
          least,
        )!.q >= best.q
      )
        beyond++;
    const p = (beyond + 1) / (permutations + 1);
    if (p > level) break;
    found.push({ at: best.at, p });
  }
  return found.sort((a, b) => a.at - b.at);
}
