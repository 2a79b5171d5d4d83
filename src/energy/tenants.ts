import { slice, type Series } from './series.ts';

/** Compute processes on a device at one moment. */
export interface Tenants {
  count: number;
  pidSum: number;
}

/** The last that a series tells of a device's processes; null where the driver tells nothing. */
export function tenantsOf(series: Series): Tenants | null {
  for (let i = series.processes.length - 1; i >= 0; i--) {
    if (!Number.isNaN(series.processes[i]!)) return { count: series.processes[i]!, pidSum: series.pidSum[i]! };
  }
  return null;
}

/**
 * Whether processes came or went on a device between two times (seconds): where a foreign command is measured nothing
 * tells which of them is its own, but they all stay while its phases run. A list is read now and then: one that is
 * empty at first is merely old.
 */
export function tenantsChanged(series: Series, from: number, to: number): boolean {
  const seen = tenantsWhereGiven(slice(series, from, to));
  const first = seen.find((s) => s.count > 0);
  return first !== undefined && seen.slice(seen.indexOf(first)).some((s) => !same(s, first));
}

/**
 * Who else uses the device during a block, as a reason: `co-tenant` (invalid), `co-tenants-unknown` (warning), or null.
 * A container may show the host's PIDs, or none. So our own use is what changed across model load: whatever was there
 * before is foreign, one process more is ours, and where nothing changed and our PID is not shown the list cannot be
 * mapped.
 */
export function foreignUse(
  before: Tenants | null,
  series: Series,
  ownPid: number,
): 'co-tenant' | 'co-tenants-unknown' | null {
  const all = tenantsWhereGiven(series);
  // The list is read now and then: one that still shows the time before our load, until our own PID joins it, is merely
  // old.
  const joined = all.findIndex(
    (s) => before !== null && s.count === before.count + 1 && s.pidSum === before.pidSum + ownPid,
  );
  const seen = joined > 0 && all.slice(0, joined).every((s) => same(s, before!)) ? all.slice(joined) : all;
  const first = seen[0];
  if (first === undefined || before === null) return 'co-tenants-unknown';
  if (seen.some((s) => !same(s, first))) return 'co-tenant';
  const ours = (t: Tenants) => t.count === 1 && t.pidSum === ownPid;
  if (ours(first)) return null;
  // Loaded before we looked, and not shown as ours: nothing tells whose it is.
  if (before.count > 0 && !ours(before)) return 'co-tenant';
  if (first.count === before.count) return 'co-tenants-unknown';
  return first.count === before.count + 1 ? null : 'co-tenant';
}

/** A sum that the driver does not tell (a list too long) is no difference. */
function same(a: Tenants, b: Tenants): boolean {
  return a.count === b.count && (a.pidSum === b.pidSum || Number.isNaN(a.pidSum + b.pidSum));
}

function tenantsWhereGiven(series: Series): Tenants[] {
  const all: Tenants[] = [];
  for (let i = 0; i < series.processes.length; i++) {
    if (!Number.isNaN(series.processes[i]!)) all.push({ count: series.processes[i]!, pidSum: series.pidSum[i]! });
  }
  return all;
}
