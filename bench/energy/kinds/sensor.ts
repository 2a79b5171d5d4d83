import { emptySeries, type Series } from '../../../src/energy/series.ts';
import type { Random } from '../random.ts';

/** What shows a device's energy, and who polls it. Seconds, watts. */
export interface Sensor {
  cadence: number;
  /** Relative spread of the time between updates. */
  jitter: number;
  /** Null integrates every moment; else the window before each update whose mean stands for the whole period. */
  window: number | null;
  /** Spread of each update's own time around that beat, seconds: it does not add up. */
  wobble: number;
  /** How much later than its own time a value can be read; below 0 where it is stamped before it is read. */
  lag: number;
  /** Values become visible up to so much early or late. */
  publication: number;
  /** Relative noise of each update. */
  noise: number;
  /** False where there is the power reading alone. */
  counts: boolean;
  poll: number;
  /** Window of the power reading beside the counter, renewed with it; null where there is none. */
  instant: number | null;
  /** The counter is once set: to so many joules more, or to 0; with an update, or at a moment between two. */
  set?: { at: number; to: 'more' | 'zero'; joules: number; between: boolean };
  limitWatts: number | null;
  clockMhz?: (t: number) => number;
  /** When a stranger's process joins the list of the driver; without it there is no list. */
  strangerAt?: number;
  /** Bits of NVML's clock throttle reasons, now and then. */
  throttle?: number;
}

/** PIDs of ours and of a stranger. */
const PIDS = { ours: 500, stranger: 77 };
/** Polls are scattered over this share of the interval, as the sampler does. */
const SCATTER = 0.6;

interface Update {
  seen: number;
  mj: number;
  mw: number;
}

/** What the sampler records of a device until a time; the sensor's phase against the load is drawn. */
export function sense(
  sensor: Sensor,
  energy: (t: number) => number,
  until: number,
  random: Random,
  channel: string,
): Series {
  const updates = updatesOf(sensor, energy, until, random);
  const polls = Math.floor(until / sensor.poll);
  const series = emptySeries(channel, polls, 1e12);
  let next = 0;
  let value: Update | null = null;
  for (let i = 0; i < polls; i++) {
    const late = (random.next() < 0.02 ? 0.0015 : 0.0002) * random.next();
    const t = (i + SCATTER * random.next()) * sensor.poll + late;
    while (next < updates.length && updates[next]!.seen <= t) value = updates[next++]!;
    series.t[i] = t;
    series.smClockMhz[i] = sensor.clockMhz?.(t) ?? 1755;
    if (sensor.limitWatts !== null) series.powerLimitMw[i] = 1000 * sensor.limitWatts;
    if (sensor.throttle !== undefined) series.throttle[i] = i % 50 === 0 ? sensor.throttle : 0;
    if (sensor.strangerAt !== undefined) {
      const joined = t >= sensor.strangerAt;
      series.processes[i] = joined ? 2 : 1;
      series.pidSum[i] = PIDS.ours + (joined ? PIDS.stranger : 0);
    }
    if (value === null) continue;
    if (sensor.counts) series.energyMj[i] = value.mj;
    if (sensor.instant !== null) series.instantMw[i] = value.mw;
  }
  return series;
}

function updatesOf(s: Sensor, energy: (t: number) => number, until: number, random: Random): Update[] {
  const updates: Update[] = [];
  const mean = (from: number, to: number) => (energy(to) - energy(from)) / (to - from);
  let counter = 1e4 + 1e6 * random.next();
  let beat = -s.cadence * random.next();
  let before = beat;
  let wasSet = false;
  while (beat < until) {
    beat += s.cadence * (1 + s.jitter * clipped(random));
    const u = beat + s.wobble * clipped(random);
    const watts = mean(s.window === null ? before : u - s.window, u);
    if (!wasSet && s.set !== undefined && u >= s.set.at) {
      counter = s.set.to === 'zero' ? 0 : counter + s.set.joules;
      wasSet = true;
      if (s.set.between)
        updates.push({ seen: s.set.at + s.lag, mj: Math.floor(counter * 1000), mw: updates.at(-1)?.mw ?? 0 });
    }
    counter += watts * (u - before) * (1 + s.noise * random.normal());
    const instant = s.instant === null ? 0 : mean(u - s.instant, u) * (1 + s.noise * random.normal());
    const shift = s.publication === 0 ? 0 : random.between(-s.publication, s.publication);
    updates.push({ seen: u + s.lag + shift, mj: Math.floor(counter * 1000), mw: Math.round(instant * 1000) });
    before = u;
  }
  return updates;
}

const clipped = (random: Random): number => Math.max(-3, Math.min(3, random.normal()));
