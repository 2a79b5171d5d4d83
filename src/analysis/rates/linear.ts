/** Σ aᵢ·bᵢ. */
export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((all, v, i) => all + v * b[i]!, 0);

export const zeros = (n: number): number[] => new Array<number>(n).fill(0);

/** Adds `by` × `x` to `to`. */
export function addScaled(to: number[], by: number, x: readonly number[]): void {
  for (let i = 0; i < x.length; i++) to[i]! += by * x[i]!;
}

/** Adds `by` × x·xᵀ to `to`. */
export function addOuter(to: number[][], by: number, x: readonly number[]): void {
  for (let i = 0; i < x.length; i++) addScaled(to[i]!, by * x[i]!, x);
}

/**
 * Solves A·x = b for a symmetric positive definite A of a few rows (Cholesky's decomposition), its diagonal first
 * scaled to 1. A direction of A that is 0 but for rounding gets 0.
 */
export function solve(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const scale = A.map((row, i) => (row[i]! > 0 ? 1 / Math.sqrt(row[i]!) : 0));
  const L = A.map(() => zeros(n));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const rest = A[i]![j]! * scale[i]! * scale[j]! - dot(L[i]!.slice(0, j), L[j]!.slice(0, j));
      if (i === j) L[i]![i] = rest > 1e-13 ? Math.sqrt(rest) : 0;
      else L[i]![j] = L[j]![j]! > 0 ? rest / L[j]![j]! : 0;
    }
  const y = zeros(n);
  for (let i = 0; i < n; i++) y[i] = L[i]![i]! > 0 ? (b[i]! * scale[i]! - dot(L[i]!.slice(0, i), y)) / L[i]![i]! : 0;
  for (let i = n - 1; i >= 0; i--) {
    let rest = y[i]!;
    for (let j = i + 1; j < n; j++) rest -= L[j]![i]! * y[j]!;
    y[i] = L[i]![i]! > 0 ? rest / L[i]![i]! : 0;
  }
  return y.map((v, i) => v * scale[i]!);
}
