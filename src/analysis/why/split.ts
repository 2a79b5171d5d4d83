/** A quantity on both sides. */
export interface Pair {
  base: number;
  head: number;
}

/** How a product's change is split; both are exact. */
export type Method = 'lmdi' | 'shapley';

/** Logarithmic mean of positive numbers, the weight of LMDI-I: (a − b) ÷ ln(a ÷ b), and a where both are equal. */
function logMean(a: number, b: number): number {
  // ln(1 + (a − b) ÷ b) keeps its digits where a and b hardly differ.
  return a === b ? a : (a - b) / Math.log1p((a - b) / b);
}

const positive = (p: Pair): boolean => p.base > 0 && p.head > 0;
const absent = (p: Pair): boolean => p.base === 0 && p.head === 0;

/** LMDI-I needs logarithms: each amount that is there, and what it is multiplied by, is above 0 on both sides. */
export const methodFor = (amounts: readonly Pair[], rate: Pair): Method =>
  amounts.every(absent) || (positive(rate) && amounts.every((x) => positive(x) || absent(x))) ? 'lmdi' : 'shapley';

/** The split of Σ amount × rate. */
export interface Split {
  /** What each amount's change adds. */
  amounts: number[];
  /** What the rate's change adds. */
  rate: number;
  /** `rate` for each unit that the rate changed by: the amount in between the sides that it works on. */
  weight: number;
}

/**
 * Splits the change of Σ amountᵢ · rate exactly. LMDI-I (Ang 2005, Energy Policy 33): with Vᵢ = amountᵢ · rate and L
 * the logarithmic mean, amountᵢ adds L(Vᵢ¹, Vᵢ⁰) · ln(amountᵢ¹ ÷ amountᵢ⁰), the rate Σ L · ln(rate¹ ÷ rate⁰).
 * Shapley: each amount's change at the mean rate, the rate's at the mean amount.
 */
export function split(amounts: readonly Pair[], rate: Pair, method: Method): Split {
  if (method === 'shapley') {
    const weight = amounts.reduce((all, x) => all + (x.base + x.head) / 2, 0);
    return {
      amounts: amounts.map((x) => ((x.head - x.base) * (rate.base + rate.head)) / 2),
      rate: (rate.head - rate.base) * weight,
      weight,
    };
  }
  const weights = amounts.map((x) => (absent(x) ? 0 : logMean(x.head * rate.head, x.base * rate.base)));
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    amounts: amounts.map((x, i) => (weights[i] === 0 ? 0 : weights[i]! * Math.log(x.head / x.base))),
    rate: total === 0 ? 0 : total * Math.log(rate.head / rate.base),
    weight: total === 0 ? 0 : total / logMean(rate.head, rate.base),
  };
}
