import { COLUMNS, FIELD, RECORD_LENGTH, type Column } from './columns.ts';

/** The columns of a series, named as `COLUMNS` has them. */
export type SeriesColumns = Record<Column['series'], Float64Array>;

/** The samples of one channel, a column each (`COLUMNS`: names and units), in the order of time. */
export interface Series extends SeriesColumns {
  /** GPU UUID, or `host`. */
  channel: string;
  /** Monotonic nanoseconds at second 0. */
  originNs: number;
  /** Seconds since the origin, rising. */
  t: Float64Array;
  /**
   * Power from the driver's own ring buffer (NVML's `nvmlDeviceGetSamples`), with the driver's times; empty where it
   * has none.
   */
  ringBuffer: RingBuffer;
}

export interface RingBuffer {
  /** Seconds since the series' origin. */
  t: Float64Array;
  mw: Float64Array;
}

/** One array for each column. */
function columnsOf(make: (column: Column) => Float64Array): SeriesColumns {
  return Object.fromEntries(COLUMNS.map((c) => [c.series, make(c)])) as SeriesColumns;
}

/** A series of `length` samples, all "not given". */
export function emptySeries(channel: string, length: number, originNs: number): Series {
  const blank = (): Float64Array => new Float64Array(length).fill(NaN);
  return { channel, originNs, t: blank(), ...columnsOf(blank), ringBuffer: emptyRingBuffer(0) };
}

export function emptyRingBuffer(length: number): RingBuffer {
  return { t: new Float64Array(length), mw: new Float64Array(length) };
}

/** Rows of `RECORD_LENGTH` doubles (any channels mixed) to one series per channel name. */
export function toSeries(rows: Float64Array, channels: string[], originNs: number): Series[] {
  const reads = new Array<number>(channels.length).fill(0);
  const buffered = new Array<number>(channels.length).fill(0);
  const isBuffered = (row: number): boolean => !Number.isNaN(rows[row + FIELD.ring_mw]!);
  for (let row = 0; row < rows.length; row += RECORD_LENGTH) (isBuffered(row) ? buffered : reads)[rows[row]!]!++;
  const all = channels.map((channel, c) => ({
    ...emptySeries(channel, reads[c]!, originNs),
    ringBuffer: emptyRingBuffer(buffered[c]!),
  }));
  reads.fill(0);
  buffered.fill(0);
  for (let row = 0; row < rows.length; row += RECORD_LENGTH) {
    const c = rows[row + FIELD.channel]!;
    const series = all[c]!;
    const seconds = (rows[row + FIELD.t_ns]! - originNs) / 1e9;
    if (isBuffered(row)) {
      const k = buffered[c]!++;
      series.ringBuffer.t[k] = seconds;
      series.ringBuffer.mw[k] = rows[row + FIELD.ring_mw]!;
      continue;
    }
    const k = reads[c]!++;
    series.t[k] = seconds;
    for (const column of COLUMNS) series[column.series][k] = rows[row + FIELD[column.name]]!;
  }
  return all;
}

/** The samples of a series with `from` ≤ t < `to` (seconds); views, not copies. */
export function slice(series: Series, from: number, to: number): Series {
  const [first, last] = within(series.t, from, to);
  const [firstBuffered, lastBuffered] = within(series.ringBuffer.t, from, to);
  return {
    channel: series.channel,
    originNs: series.originNs,
    t: series.t.subarray(first, last),
    ...columnsOf((c) => series[c.series].subarray(first, last)),
    ringBuffer: {
      t: series.ringBuffer.t.subarray(firstBuffered, lastBuffered),
      mw: series.ringBuffer.mw.subarray(firstBuffered, lastBuffered),
    },
  };
}

function within(t: Float64Array, from: number, to: number): [number, number] {
  let first = 0;
  while (first < t.length && t[first]! < from) first++;
  let last = first;
  while (last < t.length && t[last]! < to) last++;
  return [first, last];
}
