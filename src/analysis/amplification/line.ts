/** What the decode phases of some answers sum up to: enough to fit a line through all of them. */
export interface LineSums {
  /** Σ k, decode steps. */
  k: number;
  /** Σ C, context tokens read, summed over steps. */
  c: number;
  /** Σ C²/k */
  cc: number;
  /** Σ E, joules (or bytes). */
  e: number;
  /** Σ E·C/k */
  ec: number;
}

export const NO_SUMS: LineSums = { k: 0, c: 0, cc: 0, e: 0, ec: 0 };

/** The sums of one answer's k > 0 steps over C tokens of context that took E. */
export const sumsOfAnswer = (k: number, c: number, e: number): LineSums => ({
  k,
  c,
  cc: (c * c) / k,
  e,
  ec: (e * c) / k,
});

/** a + factor · b */
export const plus = (a: LineSums, b: LineSums, factor = 1): LineSums => ({
  k: a.k + factor * b.k,
  c: a.c + factor * b.c,
  cc: a.cc + factor * b.cc,
  e: a.e + factor * b.e,
  ec: a.ec + factor * b.ec,
});

/** E = a·k + b·C: a is the cost of a step at context 0, b what each token of context adds. */
export interface Line {
  a: number;
  b: number;
}

/**
 * The weighted least squares of E = a·k + b·C with weights 1/k, whose noise gathers over the steps: the regression of
 * E/k on the mean context C/k, each answer counted by its steps (Draper and Smith, Applied Regression Analysis, ch. 9).
 * `null` where all answers have one mean context.
 */
export function lineThrough({ k, c, cc, e, ec }: LineSums): Line | null {
  const det = k * cc - c * c;
  if (!(det > 1e-9 * k * cc)) return null;
  return { a: (cc * e - c * ec) / det, b: (k * ec - c * e) / det };
}

/** ∂a/∂E and ∂b/∂E of one answer with k steps over C tokens of context. */
export function gradient(total: LineSums, k: number, c: number): Line {
  const det = total.k * total.cc - total.c * total.c;
  return { a: (total.cc - (total.c * c) / k) / det, b: ((total.k * c) / k - total.c) / det };
}
