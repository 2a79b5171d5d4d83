import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../common/clock.ts';
import type { SamplerClient } from './sampler/client.ts';
import { slice, type Series } from './series.ts';

/**
 * A board rests in one of two ways: awake, clocks up, for a while after its last work, then asleep. An H100 draws 127 W
 * and 72 W there, an H200 129 W and 83 W, and both fell asleep 1.7 to 2.0 s after their last work (docs/gpu.md). Idle
 * power is that of sleep, whenever the last work was: a mixture of both moved the net joules of two like runs apart by
 * 4 % to 60 %. A board that sleeps at no time (some do while a CUDA context is open) is taken as it is after so many
 * seconds, about twice what it took those two.
 */
const AWAKE_SECONDS = 3.5;
/** An SM clock below this share of the board's highest is that of sleep: 345 to 570 of 1,980 MHz there. */
const ASLEEP = 0.5;
/** A sensor is late, and power falls for a moment: so much of the sleep is left out. Seconds. */
const FALLING = 0.3;
/** Seconds after which what was read last is taken, whatever the board does: something else may use it. */
const LONGEST_SECONDS = 12;

/**
 * Since when a board has rested as it will go on to, in seconds of the series; `null` where it may yet fall asleep.
 * @param maxSmClockMhz the board's highest; where it is not known, all of the series counts as rest
 */
export function restsSince(series: Series, maxSmClockMhz: number | undefined): number | null {
  const { t, smClockMhz } = series;
  const begin = t[0] ?? 0;
  const last = smClockMhz.findLast((mhz) => !Number.isNaN(mhz));
  if (maxSmClockMhz === undefined || last === undefined) return begin;
  const asleep = (mhz: number): boolean => mhz < ASLEEP * maxSmClockMhz;
  const awakeAt = smClockMhz.findLastIndex((mhz) => !Number.isNaN(mhz) && !asleep(mhz));
  if (asleep(last)) return awakeAt < 0 ? begin : t[awakeAt + 1]! + FALLING;
  const asleepAt = smClockMhz.findLastIndex(asleep);
  const awakeSince = asleepAt < 0 ? begin : t[asleepAt + 1]!;
  return t.at(-1)! - awakeSince >= AWAKE_SECONDS ? awakeSince + AWAKE_SECONDS : null;
}

/**
 * Waits until every channel has rested for `seconds`, and returns what was read of each while it did; after
 * `LONGEST_SECONDS` more what came last. @throws JouleGateError `meter-failed`; the signal's reason
 */
export async function readRest(sampler: SamplerClient, seconds: number, signal?: AbortSignal): Promise<Series[]> {
  const from = sampler.position();
  const startNs = monotonicNs();
  const highest = new Map(sampler.drivers.flatMap((d) => d.channels).map((c) => [c.name, c.maxSmClockMhz]));
  let wait = seconds;
  for (;;) {
    await sleep(wait * 1000, undefined, signal ? { signal } : {});
    await sampler.waitFor(monotonicNs());
    const series = sampler.read(from, startNs);
    const now = (monotonicNs() - startNs) / 1e9;
    const since = series.map((s) => restsSince(s, highest.get(s.channel)));
    const lacks = Math.max(...since.map((begin) => (begin === null ? seconds : begin + seconds - now)));
    if (lacks <= 0) return series.map((s, i) => slice(s, since[i]!, Infinity));
    if (now > seconds + LONGEST_SECONDS) return series.map((s) => slice(s, now - seconds, Infinity));
    wait = Math.min(lacks, 0.25);
  }
}
