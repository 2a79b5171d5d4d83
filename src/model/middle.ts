/**
 * Tokens without those in the middle: of more than `most` the first ⌊most ÷ 2⌋ and as many of the last, as LongBench
 * cuts its prompts, since what is asked stands at both ends.
 */
export function withoutMiddle<T>(tokens: readonly T[], most: number): readonly T[] {
  if (tokens.length <= most) return tokens;
  const half = Math.max(0, Math.floor(most / 2));
  return half === 0 ? [] : [...tokens.slice(0, half), ...tokens.slice(-half)];
}
