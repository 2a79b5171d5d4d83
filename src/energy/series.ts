/** What one read of one channel gives; the order of the fields in a binary record. `NaN` is "not given". */
export const FIELDS = [
  'channel',
  't_ns',
  'energy_mj',
  'instant_mw',
  'average_mw',
  'sm_clock_mhz',
  'temperature_c',
  'power_limit_mw',
  'throttle',
  'cost_ns',
  'power_mode',
  'processes',
  'pid_sum',
  'missed',
  'ring_mw',
  'late_ns',
] as const;
export type Field = (typeof FIELDS)[number];

export const F = Object.fromEntries(FIELDS.map((name, i) => [name, i])) as Record<Field, number>;
export const RECORD_LENGTH = FIELDS.length;
export const RECORD_BYTES = RECORD_LENGTH * 8;

/** The samples of one channel, a column each, in the order of time. Times are in seconds since `originNs`. */
export interface Series {
  /** GPU UUID, or `host`. */
  channel: string;
  originNs: number;
  /** Seconds since the origin, rising. */
  t: Float64Array;
  energyMj: Float64Array;
  instantMw: Float64Array;
  averageMw: Float64Array;
  smClockMhz: Float64Array;
  temperatureC: Float64Array;
  powerLimitMw: Float64Array;
  /** Bits of NVML's clock throttle reasons. */
  throttle: Float64Array;
  costNs: Float64Array;
  /** How much later than it was due the sampler woke for this read. */
  lateNs: Float64Array;
  /** Power smoothing and profile as one number (`nvml-mode.ts`). */
  powerMode: Float64Array;
  /** Compute processes on the device, and the sum of their PIDs. */
  processes: Float64Array;
  pidSum: Float64Array;
  /** Reads so far that gave nothing where the sensor had given something before. */
  missed: Float64Array;
  /** The driver's own record of power, with the times that the driver gave; empty where it has none. */
  ring: { t: Float64Array; mw: Float64Array };
}

/** Rows of `RECORD_LENGTH` doubles (any channels mixed) to one series per channel name. */
export function toSeries(rows: Float64Array, channels: string[], originNs: number): Series[] {
  const counts = new Array<number>(channels.length).fill(0);
  const ringCounts = new Array<number>(channels.length).fill(0);
  const ofRing = (i: number) => !Number.isNaN(rows[i + F.ring_mw]!);
  for (let i = 0; i < rows.length; i += RECORD_LENGTH) (ofRing(i) ? ringCounts : counts)[rows[i]!]!++;
  const all = channels.map((channel, c) => ({
    ...emptySeries(channel, counts[c]!, originNs),
    ring: { t: new Float64Array(ringCounts[c]!), mw: new Float64Array(ringCounts[c]!) },
  }));
  counts.fill(0);
  ringCounts.fill(0);
  for (let i = 0; i < rows.length; i += RECORD_LENGTH) {
    const s = all[rows[i]!]!;
    if (ofRing(i)) {
      const k = ringCounts[rows[i]!]!++;
      s.ring.t[k] = (rows[i + F.t_ns]! - originNs) / 1e9;
      s.ring.mw[k] = rows[i + F.ring_mw]!;
      continue;
    }
    const k = counts[rows[i]!]!++;
    s.t[k] = (rows[i + F.t_ns]! - originNs) / 1e9;
    s.energyMj[k] = rows[i + F.energy_mj]!;
    s.instantMw[k] = rows[i + F.instant_mw]!;
    s.averageMw[k] = rows[i + F.average_mw]!;
    s.smClockMhz[k] = rows[i + F.sm_clock_mhz]!;
    s.temperatureC[k] = rows[i + F.temperature_c]!;
    s.powerLimitMw[k] = rows[i + F.power_limit_mw]!;
    s.throttle[k] = rows[i + F.throttle]!;
    s.costNs[k] = rows[i + F.cost_ns]!;
    s.lateNs[k] = rows[i + F.late_ns]!;
    s.powerMode[k] = rows[i + F.power_mode]!;
    s.processes[k] = rows[i + F.processes]!;
    s.pidSum[k] = rows[i + F.pid_sum]!;
    s.missed[k] = rows[i + F.missed]!;
  }
  return all;
}

/** A series of `length` samples, all "not given". */
export function emptySeries(channel: string, length: number, originNs: number): Series {
  const column = () => new Float64Array(length).fill(NaN);
  return {
    channel,
    originNs,
    t: column(),
    energyMj: column(),
    instantMw: column(),
    averageMw: column(),
    smClockMhz: column(),
    temperatureC: column(),
    powerLimitMw: column(),
    throttle: column(),
    costNs: column(),
    lateNs: column(),
    powerMode: column(),
    processes: column(),
    pidSum: column(),
    missed: column(),
    ring: { t: new Float64Array(0), mw: new Float64Array(0) },
  };
}

/** The samples of a series with `from` ≤ t < `to` (seconds); views, not copies. */
export function slice(series: Series, from: number, to: number): Series {
  const [a, b] = within(series.t, from, to);
  const cut = (column: Float64Array) => column.subarray(a, b);
  const [c, d] = within(series.ring.t, from, to);
  return {
    channel: series.channel,
    originNs: series.originNs,
    t: cut(series.t),
    energyMj: cut(series.energyMj),
    instantMw: cut(series.instantMw),
    averageMw: cut(series.averageMw),
    smClockMhz: cut(series.smClockMhz),
    temperatureC: cut(series.temperatureC),
    powerLimitMw: cut(series.powerLimitMw),
    throttle: cut(series.throttle),
    costNs: cut(series.costNs),
    lateNs: cut(series.lateNs),
    powerMode: cut(series.powerMode),
    processes: cut(series.processes),
    pidSum: cut(series.pidSum),
    missed: cut(series.missed),
    ring: { t: series.ring.t.subarray(c, d), mw: series.ring.mw.subarray(c, d) },
  };
}

function within(t: Float64Array, from: number, to: number): [number, number] {
  let a = 0;
  while (a < t.length && t[a]! < from) a++;
  let b = a;
  while (b < t.length && t[b]! < to) b++;
  return [a, b];
}
