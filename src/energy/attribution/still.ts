import { SENSOR_ALONE } from '../../common/shares.ts';
import { sharedSeconds } from './shared-seconds.ts';
import type { Attribution, AttributionInput, Contrast, GroupEnergy } from './types.ts';

/** What a power that never changed may be off by: a reading's own last digits. A share of it. */
const RESOLUTION = 0.01;

/**
 * A channel whose power was told and stayed as it was (a card that idles beside the one that works): its gross joules
 * are that power over each interval's share of time, its net what that is above idle, so nothing. Null where no power
 * was told.
 */
export function still(input: AttributionInput): Attribution | null {
  const watts = steadyWatts(input);
  if (watts === null) return null;
  const shared = sharedSeconds(input.intervals);
  const idleWatts = input.idle?.watts ?? watts;
  const gross = shared.map((s) => watts * s);
  const net = shared.map((s) => (watts - idleWatts) * s);
  const contrast = (c: Float64Array): Contrast => {
    const seconds = shared.reduce((sum, s, i) => sum + c[i]! * s, 0);
    const error = Math.abs(RESOLUTION * watts * seconds);
    return {
      grossJoules: watts * seconds,
      netJoules: (watts - idleWatts) * seconds,
      grossError: error,
      netError: error,
      shares: SENSOR_ALONE,
    };
  };
  const groupOf = (phase: string): GroupEnergy => ({
    ...contrast(Float64Array.from(input.intervals, (i) => (i.phase === phase ? 1 : 0))),
    resolvable: false,
    reasons: [],
  });
  return {
    gross,
    net,
    phases: new Map([...new Set(input.intervals.map((i) => i.phase))].map((phase) => [phase, groupOf(phase)])),
    idleWatts,
    sensor: { reads: 'still' },
    contrast,
  };
}

function steadyWatts({ series, from, to }: AttributionInput): number | null {
  for (const column of [series.instantMw, series.averageMw]) {
    let sum = 0;
    let n = 0;
    series.t.forEach((t, k) => {
      if (t < from || t > to || !(column[k]! > 0)) return;
      sum += column[k]!;
      n++;
    });
    if (n > 0) return sum / n / 1000;
  }
  return null;
}
