import { resultantLength } from '../locked.ts';
import type { Problem } from './problem.ts';

/**
 * Begins lock to the sensor's beat beyond this mean resultant length, of so many begins on: loads that beat gave
 * 0.82–1, clean ones up to 0.31. And a phase of two cadences is told whatever the beat is: of a 60/400 ms load with R
 * near 1 on a 100 ms counter both powers were right (`bench/energy-kinds`).
 */
const BEATING = { begins: 8, length: 0.7, cadences: 2 };

/**
 * Whether the load beats with the sensor: every update then sees the same part of each request, and no more of them
 * tells the phases apart. The statistic is R of the time from each begin to the next update (`locked.ts`).
 */
export function beats({ updates, activities, phases, grouping }: Problem): boolean {
  if (grouping.activityOf.length !== activities.n || activities.n === 0) return false;
  const times = Array.from(updates.t);
  let locked = false;
  for (let j = 0; j < phases.length; j++) {
    const begins: number[] = [];
    let seconds = 0;
    for (let i = 0; i < activities.n; i++) {
      if (activities.phase[i] !== j) continue;
      begins.push(activities.start[i]!);
      seconds += activities.end[i]! - activities.start[i]!;
    }
    if (seconds / begins.length >= BEATING.cadences * updates.cadence) return false;
    if (begins.length < BEATING.begins) continue;
    locked ||= resultantLength(begins, times, updates.cadence) > BEATING.length;
  }
  return locked;
}
