import type { Interval } from './intervals.ts';
import { medianApart } from './readings.ts';

/** From so many begins on, beyond this mean resultant length: even directions of 8 pass it in 14 of 100, of 20 in 1. */
const LOCKED = { begins: 8, length: 0.5 };

/**
 * Mean resultant length R of the time from each begin to the next reading, as a share of the readings' period:
 *
 *     R = |Σ exp(2πi·(next − begin) ÷ period)| ÷ n
 *
 * (Mardia and Jupp, "Directional Statistics", 2000, section 2.3.1). 1 where the readings always come at the same moment
 * after a begin, about 0.9 ÷ √n where neither knows of the other. Seconds, both in rising order; begins after the last
 * reading are let by.
 */
export function resultantLength(begins: readonly number[], readings: readonly number[], period: number): number {
  let [cos, sin, n, next] = [0, 0, 0, 0];
  for (const begin of begins) {
    while (next < readings.length && readings[next]! < begin) next++;
    if (next === readings.length) break;
    const angle = (2 * Math.PI * (readings[next]! - begin)) / period;
    cos += Math.cos(angle);
    sin += Math.sin(angle);
    n++;
  }
  return n === 0 ? 0 : Math.hypot(cos, sin) / n;
}

/**
 * The phase at whose begins readings (their times, rising, seconds) come at the same moment; null where there is none.
 */
export function lockedTo(intervals: readonly Interval[], readings: readonly number[]): string | null {
  const begins = new Map<string, number[]>();
  for (const { phase, start } of intervals) {
    const of = begins.get(phase);
    if (of === undefined) begins.set(phase, [start]);
    else of.push(start);
  }
  const period = medianApart(readings);
  for (const [phase, times] of begins)
    if (times.length >= LOCKED.begins && resultantLength(times, readings, period) > LOCKED.length) return phase;
  return null;
}
