import type { Family, Physics } from '../../../../src/energy/attribution/model.ts';
import { layOut, type Problem } from '../../../../src/energy/attribution/problem.ts';
import { findUpdates, type SensorKind } from '../../../../src/energy/attribution/updates.ts';
import { PHYSICS } from './updates.ts';
import { requests, trace, type Sensor } from './trace.ts';

/** The problem that a sensor's trace of n requests makes. */
export function traced(sensor: Sensor, options: Parameters<typeof requests>[1] & { n?: number } = {}): Problem {
  const { series, intervals, end } = trace(requests(options.n ?? 12, options), sensor);
  const kind: SensorKind =
    sensor.shows === 'instantMw' ? 'instant' : sensor.shows === 'averageMw' ? 'average' : 'counter';
  return layOut(findUpdates(series, kind, 0, end)!, intervals);
}

/** A sensor without noise; a device with a response of 25 ms; a sensor that sees a quarter of the time. */
export const clean = traced({ cadence: 0.05, lag: 0.03, pollSeconds: 0.001 });
export const slow = traced({ cadence: 0.02, lag: 0.015, tau: 0.025, noise: 0.01 }, { spread: 0.02, n: 10 });
export const partTime = traced({ cadence: 0.1, lag: 0.03, window: 0.025, noise: 0.01 }, { spread: 0.02, n: 20 });

export const EXACT: Family = { response: 'instant', window: 'exact' };
export const SLOW: Family = { response: 'first-order', window: 'exact' };
export const startAt = (lag: number): Physics => ({ ...PHYSICS, lag });
