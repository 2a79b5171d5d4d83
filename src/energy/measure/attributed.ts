import { attribute } from '../attribution/index.ts';
import { limitOf } from '../counter-steps.ts';
import { idlePower } from '../idle.ts';
import type { Interval } from '../intervals.ts';
import { DEFAULT_CORE_WATTS } from '../meters/estimate.ts';
import type { SamplesHeader } from '../samples-file.ts';
import { slice, type Series } from '../series.ts';
import { countPhases, type Counted } from './counted.ts';

/** One channel's phases. */
export interface Attributed extends Counted {
  /** GPU UUID, or `host`. */
  channel: string;
}

/** One channel with all that a picture of it needs. */
export interface Trace {
  series: Series;
  /** The board's name, where the samples tell it. */
  label: string | null;
  attribution: Attributed;
}

/** Quiet before the first edge from which idle power is taken, where the samples' header tells none. */
const LEAD_SECONDS = 0.5;
/** Left out of that quiet: the sensor's lag mixes the first phase into it. */
const GUARD_SECONDS = 0.02;

/** Attributes one channel's samples to the intervals (in order of begin), over the stretch that the header tells. */
export function attributeChannel(
  series: Series,
  header: SamplesHeader | null,
  intervals: Interval[],
  originNs: number,
): Attributed {
  const { channel, t } = series;
  if (header?.meter === 'estimate')
    return {
      channel,
      ...countPhases(series, intervals, Number(header.sensor?.estimateWatts ?? DEFAULT_CORE_WATTS)),
    };
  const first = intervals[0]?.start ?? 0;
  const limit = limitOf(series) ?? header?.powerLimitWatts ?? null;
  const lead = first > LEAD_SECONDS ? idlePower(slice(series, 0, first - GUARD_SECONDS), limit) : null;
  const attribution = attribute({
    series,
    intervals,
    from: header?.from === undefined ? t[0]! : (header.from - originNs) / 1e9,
    to: header?.to === undefined ? t[t.length - 1]! : (header.to - originNs) / 1e9,
    idle: header?.idle?.[channel] ?? lead,
    powerLimitWatts: limit,
  });
  return { channel, ...attribution };
}
