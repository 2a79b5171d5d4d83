import type { Design } from './design.ts';
import { Skyline } from './skyline.ts';
import type { Unknowns } from './unknowns.ts';
import type { Variances } from './variances.ts';

/**
 * H = Z′R⁻¹Z + G⁻¹ of all random unknowns, Z being the design's cells for b and the rows of `upper` and `lower` for δ,
 * R the rows' noise, G the prior: σ_b² of each b, the smoother's joint precision Q of δ (`timing.ts`).
 * `weights` are 1 ÷ noise, 0 for a row that is no observation. `logPrior` is Σ log σ_b² over the activities that touch
 * a row; those outside keep their prior and cancel, and det Q is the same in every fit of these rows: both left out.
 */
export function assemble(
  design: Design,
  unknowns: Unknowns,
  weights: Float64Array,
  v: Variances,
): { matrix: Skyline; logPrior: number } {
  const matrix = new Skyline(unknowns.begin);
  if (unknowns.timed) addTimes(matrix, design, unknowns, weights, v);
  const { order } = unknowns;
  let logPrior = 0;
  for (let o = 0; o < order.length; o++) {
    addDeviation(matrix, design, unknowns, weights, v, order[o]!);
    logPrior += Math.log(v.power[order[o]!]!);
    for (let q = o - 1; q >= 0 && design.last[order[q]!]! >= design.first[order[o]!]!; q--)
      matrix.add(
        unknowns.deviationAt[order[o]!]!,
        unknowns.deviationAt[order[q]!]!,
        overlap(design, weights, order[o]!, order[q]!),
      );
  }
  return { matrix, logPrior };
}

/** The δ's block: tridiagonal. */
function addTimes(
  matrix: Skyline,
  { updates }: Design,
  { timeAt }: Unknowns,
  weights: Float64Array,
  { upper, lower }: Variances,
): void {
  const { timing, n } = updates;
  for (let k = 0; k < n; k++) {
    const at = timeAt[k]!;
    matrix.add(
      at,
      at,
      timing.diagonal[k]! + upper[k]! ** 2 * weights[k]! + (k + 1 < n ? lower[k + 1]! ** 2 * weights[k + 1]! : 0),
    );
    if (k > 0) matrix.add(at, timeAt[k - 1]!, -timing.coupling[k]! - upper[k]! * lower[k]! * weights[k]!);
  }
}

/** The diagonal of b_i, and what it shares with the δ's of its rows. */
function addDeviation(
  matrix: Skyline,
  design: Design,
  { timed, timeAt, deviationAt }: Unknowns,
  weights: Float64Array,
  { power, upper, lower }: Variances,
  i: number,
): void {
  const { first, last, offset, value } = design;
  const at = deviationAt[i]!;
  const base = offset[i]! - first[i]!;
  let diagonal = 1 / power[i]!;
  for (let k = first[i]!; k <= last[i]!; k++) {
    const z = value[base + k]!;
    const wz = weights[k]! * z;
    diagonal += wz * z;
    if (!timed || wz === 0) continue;
    matrix.add(at, timeAt[k]!, wz * upper[k]!);
    if (k > 0) matrix.add(at, timeAt[k - 1]!, -wz * lower[k]!);
  }
  matrix.add(at, at, diagonal);
}

/** Σ_k z_ki·z_kj ÷ noise_k over the rows that both touch. */
function overlap({ first, last, offset, value }: Design, weights: Float64Array, i: number, j: number): number {
  const base = offset[i]! - first[i]!;
  const other = offset[j]! - first[j]!;
  let sum = 0;
  for (let k = Math.max(first[i]!, first[j]!); k <= last[j]!; k++)
    sum += weights[k]! * value[base + k]! * value[other + k]!;
  return sum;
}

/** Z′R⁻¹x, of a column x of the rows, for all random unknowns. */
export function project(
  design: Design,
  unknowns: Unknowns,
  x: Float64Array,
  weights: Float64Array,
  { upper, lower }: Variances,
): Float64Array {
  const { updates, first, last, offset, value } = design;
  const s = new Float64Array(unknowns.begin.length);
  if (unknowns.timed) {
    for (let k = 0; k < updates.n; k++) {
      const next = k + 1 < updates.n ? lower[k + 1]! * weights[k + 1]! * x[k + 1]! : 0;
      s[unknowns.timeAt[k]!] = upper[k]! * weights[k]! * x[k]! - next;
    }
  }
  for (const i of unknowns.order) {
    const base = offset[i]! - first[i]!;
    let sum = 0;
    for (let k = first[i]!; k <= last[i]!; k++) sum += weights[k]! * value[base + k]! * x[k]!;
    s[unknowns.deviationAt[i]!] = sum;
  }
  return s;
}
