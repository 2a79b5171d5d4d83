import type { Shares } from './generated/run-result.ts';

export const SHARES = ['sensor', 'requests', 'discrepancy', 'idle'] as const satisfies readonly (keyof Shares)[];

/** Where nothing but a reading's own error is in it. */
export const SENSOR_ALONE: Shares = { sensor: 1, requests: 0, discrepancy: 0, idle: 0 };

/** A variance (in whatever unit, the same for all) and what it is made of, where that is known. */
export interface SplitVariance {
  variance: number;
  shares?: Shares | undefined;
}

/**
 * What a sum of independent parts' variance is made of: their shares, weighted by their variances. `null` where a part
 * that has a variance does not tell its shares, or where there is no variance at all.
 */
export function poolShares(parts: readonly SplitVariance[]): Shares | null {
  const weighed = parts.filter((p) => p.variance > 0);
  const total = weighed.reduce((s, p) => s + p.variance, 0);
  if (weighed.length === 0 || !Number.isFinite(total) || weighed.some((p) => p.shares === undefined)) return null;
  const share = (name: keyof Shares): number =>
    Math.min(1, Math.max(0, weighed.reduce((s, p) => s + p.variance * p.shares![name], 0) / total));
  return {
    sensor: share('sensor'),
    requests: share('requests'),
    discrepancy: share('discrepancy'),
    idle: share('idle'),
  };
}
