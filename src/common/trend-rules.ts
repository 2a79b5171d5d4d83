/** How a trend is looked at. None of this decides a verdict. */
export interface TrendRules {
  /** One-sided tail of the interval that a stored value carries: 0.025 is a 95 % interval. */
  tail: number;
  changePoint: {
    /** A change point is named at this p. */
    level: number;
    /** Random orders that the p comes from: it is at least 1 ÷ (permutations + 1). */
    permutations: number;
    /** Rows on each side of a change point at least. */
    least: number;
    /** Newest rows that are looked at: the work grows with their square. */
    most: number;
  };
  creep: {
    /** p of the test for a monotonic rise. */
    level: number;
    /** Rows that a rise takes at least. */
    least: number;
  };
}

export const TREND_RULES: TrendRules = {
  tail: 0.025,
  changePoint: { level: 0.01, permutations: 499, least: 4, most: 300 },
  creep: { level: 0.01, least: 8 },
};
