/**
 * No package or memory zone draws this much (the largest sockets take a quarter of it): what would need it was no wrap.
 * Watts.
 */
export const POSSIBLE_WATTS = 2000;

/** A counter that begins again at 0 after its range; all in microjoules. */
export interface Wrapping {
  rangeUj: number;
  last: number;
  total: number;
}

/**
 * Adds what a counter advanced in `seconds` since the last reading (a poll, where not told), over a wrap where it fell;
 * returns the running total.
 * A fall is a wrap only where the advance over the range's end is one that the device could have drawn in that time;
 * else the counter was set back, and so is the total: `counter-reset` for who looks at it.
 */
export function unwrap(counter: Wrapping, now: number, seconds = 0.005): number {
  const step = now - counter.last;
  const over = step + counter.rangeUj;
  counter.total += step < 0 && over >= 0 && over <= POSSIBLE_WATTS * 1e6 * seconds ? over : step;
  counter.last = now;
  return counter.total;
}
