import { readFileSync } from 'node:fs';
import { monotonicNs } from '../../common/clock.ts';

/** The stretch that was sampled, ns of CLOCK_MONOTONIC. */
export interface Stretch {
  fromNs: number;
  toNs: number;
}

const DAY_NS = 86_400e9;
const UNITS = [
  ['microseconds', 1e3],
  ['milliseconds', 1e6],
  ['seconds', 1e9],
] as const;

/**
 * What a time outside the stretch seems to be, in words; null where it resembles nothing known. `live` is true where
 * the other clocks still stand as they did when it was taken.
 */
export function guessClock(tNs: number, { fromNs, toNs }: Stretch, live: boolean): string | null {
  const within = (t: number, slack: number) => t >= fromNs - slack && t <= toNs + slack;
  const length = toNs - fromNs;
  for (const [name, factor] of UNITS) if (within(tNs * factor, factor + length)) return `CLOCK_MONOTONIC in ${name}`;
  const real = Date.now() * 1e6;
  for (const [name, factor] of [['nanoseconds', 1], ...UNITS] as const) {
    const shifted = tNs * factor - (real - monotonicNs());
    // Of a stored record only the order of magnitude is known: years since 1970.
    if (live ? within(shifted, factor + 10e9) : tNs * factor > 1e18 && tNs * factor < 4e18)
      return `CLOCK_REALTIME in ${name} (time since 1970)`;
  }
  const boot = bootOffset();
  if (live && boot > 1e9 && within(tNs - boot, 10e9)) return 'CLOCK_BOOTTIME';
  if (tNs >= 0 && tNs < Math.max(length, 60e9) && fromNs > 2 * Math.max(length, 60e9))
    return 'a clock that starts with the program (performance.now, a difference of times, CPU time)';
  return Math.abs(tNs - fromNs) < DAY_NS ? null : 'no clock of this machine';
}

/** How far CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC (the time spent suspended), ns; 0 where it is not told. */
function bootOffset(): number {
  try {
    return Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]) * 1e9 - monotonicNs();
  } catch {
    return 0;
  }
}
