import type { Attribution, AttributionInput, GroupEnergy } from './types.ts';

/** The version of the method: its change makes results incomparable. */
export const METHOD = 'edge-reading-1';

/** Joules of each interval by the counter's readings at its edges, interpolated between updates. */
export function attribute(input: AttributionInput): Attribution {
  const { series, intervals, idle } = input;
  const { t, joules, cadence } = counter(series);
  const at = (x: number) => interpolate(t, joules, x);
  const gross = new Float64Array(intervals.length);
  const net = new Float64Array(intervals.length);
  const phases = new Map<string, GroupEnergy>();
  const idleWatts = idle?.watts ?? 0;
  intervals.forEach((interval, i) => {
    gross[i] = at(interval.end) - at(interval.start);
    net[i] = gross[i]! - idleWatts * (interval.end - interval.start);
    const group = phases.get(interval.phase) ?? { grossJoules: 0, netJoules: 0, grossError: 0, netError: 0, resolvable: true, reasons: [] };
    group.grossJoules += gross[i]!;
    group.netJoules += net[i]!;
    const power = gross[i]! / Math.max(interval.end - interval.start, 1e-9);
    group.grossError = Math.hypot(group.grossError, (power * cadence) / Math.sqrt(6));
    group.netError = group.grossError;
    phases.set(interval.phase, group);
  });
  return { gross, net, phases, idleWatts: idle?.watts ?? null, sensor: { cadenceMs: cadence * 1000 }, warnings: [] };
}

function counter(series: AttributionInput['series']): { t: Float64Array; joules: Float64Array; cadence: number } {
  const n = series.t.length;
  const power = series.instantMw.some((p) => !Number.isNaN(p)) ? series.instantMw : series.averageMw;
  const counted = series.energyMj.some((e) => !Number.isNaN(e));
  const t: number[] = [];
  const joules: number[] = [];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (counted) {
      const e = series.energyMj[i]! / 1000;
      if (!Number.isNaN(e) && (joules.length === 0 || e !== joules[joules.length - 1])) {
        t.push(series.t[i]!);
        joules.push(e);
      }
    } else {
      if (i > 0 && !Number.isNaN(power[i]!)) sum += (power[i]! / 1000) * (series.t[i]! - series.t[i - 1]!);
      t.push(series.t[i]!);
      joules.push(sum);
    }
  }
  return { t: Float64Array.from(t), joules: Float64Array.from(joules), cadence: t.length > 1 ? (t[t.length - 1]! - t[0]!) / (t.length - 1) : 0.1 };
}

function interpolate(t: Float64Array, y: Float64Array, x: number): number {
  if (t.length === 0) return NaN;
  let lo = 0;
  let hi = t.length - 1;
  if (x <= t[0]!) return y[0]!;
  if (x >= t[hi]!) return y[hi]!;
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1;
    if (t[mid]! <= x) lo = mid;
    else hi = mid;
  }
  return y[lo]! + ((y[hi]! - y[lo]!) * (x - t[lo]!)) / (t[hi]! - t[lo]!);
}
