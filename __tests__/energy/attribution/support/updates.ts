import type { Activities } from '../../../../src/energy/attribution/activities.ts';
import type { Physics } from '../../../../src/energy/attribution/model.ts';
import type { Problem } from '../../../../src/energy/attribution/problem.ts';
import type { SensorKind, Updates } from '../../../../src/energy/attribution/updates.ts';

/** A seeded generator of uniform numbers in [0, 1) (Lehmer, modulus 2³¹ − 1). */
export function uniform(seed: number): () => number {
  let state = (seed * 7919 + 12345) % 2147483647;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Standard normal numbers by the sum of twelve uniform ones. */
export function normal(next: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += next();
  return sum;
}

/**
 * Updates at given times (seconds) with given poll gaps, their joint precision that of independent errors of variance
 * gap²/12.
 */
export function updatesAt(kind: SensorKind, times: number[], gaps: number[], cadence: number, y?: number[]): Updates {
  const t = Float64Array.from(times);
  const gap = Float64Array.from(gaps);
  const variance = gap.map((g) => g ** 2 / 12);
  const n = times.length;
  return {
    kind,
    n,
    t,
    gap,
    timing: {
      t,
      variance,
      diagonal: variance.map((v, k) => 1 / v + (k > 0 ? 1e4 : 0) + (k + 1 < n ? 1e4 : 0)),
      coupling: variance.map((_, k) => (k > 0 ? 1e4 : 0)),
      cadence,
      jitter: 0.01,
    },
    y: Float64Array.from(y ?? times.map(() => 0)),
    observed: Uint8Array.from(times, (_, k) => Number(kind !== 'counter' || k > 0)),
    dt: t.map((x, k) => (k === 0 ? cadence : x - t[k - 1]!)),
    cadence,
    jitter: 0.01,
  };
}

/** Activities [start, end] of phases, the device busy since each one's own begin where not told. */
export function activitiesOf(
  list: { phase: number; start: number; end: number; busySince?: number; weight?: number; spread?: number }[],
): Activities {
  const column = (pick: (x: (typeof list)[number]) => number): Float64Array => Float64Array.from(list, pick);
  return {
    n: list.length,
    start: column((x) => x.start),
    end: column((x) => x.end),
    busySince: column((x) => x.busySince ?? x.start),
    phase: Int32Array.from(list, (x) => x.phase),
    weight: column((x) => x.weight ?? 1),
    spread: column((x) => x.spread ?? 1),
  };
}

export function problemOf(
  updates: Updates,
  activities: Activities,
  phases: string[],
  context: number[] | null = null,
): Problem {
  const { n } = activities;
  return {
    updates,
    activities,
    grouping: {
      activities,
      activityOf: Int32Array.from({ length: n }, (_, i) => i),
      share: new Float64Array(n).fill(1),
    },
    phases,
    period: new Float64Array(n).fill(NaN),
    shared: activities.end.map((end, i) => end - activities.start[i]!),
    quietRows: 0,
    context: context && Float64Array.from(context),
  };
}

export const PHYSICS: Physics = { lag: 0.012, window: 0.03, tau: 0.02, jump: 0.6, ramp: 0.15 };
