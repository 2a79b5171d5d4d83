/** Where a reading changed its value between two polls: a value that stays is no update. */
export interface Change {
  /** The poll that shows the new value, seconds. */
  t: number;
  /** Time since the poll before, in which it changed, seconds. */
  gap: number;
  /** As the column has it: mJ of a counter, mW of a power. */
  value: number;
}

/** The changes of a column. The first value was there before we looked: it tells no time. */
export function changes(t: Float64Array, column: Float64Array): Change[] {
  const found: Change[] = [];
  let last = NaN;
  let lastTime = NaN;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (Number.isNaN(value)) continue;
    if (value !== last && !Number.isNaN(last)) found.push({ t: t[i]!, gap: t[i]! - lastTime, value });
    last = value;
    lastTime = t[i]!;
  }
  return found;
}

/** Median time between neighbours; 0 of fewer than two. */
export function medianApart(times: ArrayLike<number>): number {
  const apart = new Float64Array(Math.max(0, times.length - 1));
  for (let i = 0; i < apart.length; i++) apart[i] = times[i + 1]! - times[i]!;
  return apart.sort()[apart.length >> 1] ?? 0;
}
