import type { PlotData, PlottedChannel } from '../../common/plot-data.ts';
import { quantile } from './envelope.ts';

/** Of the whole picture, pixels. */
export const SIZE = { width: 1200, left: 64, right: 16, power: 150, residual: 44, between: 6, axis: 34 } as const;
/** Where curves lie, pixels. */
export const PLOT_WIDTH = SIZE.width - SIZE.left - SIZE.right;
/** A row holds about so many updates, and a picture at most so many rows (chosen by eye). */
const ROW = { updates: 280, most: 8 };
/** Values beyond this share of all are cut off, and counted: one jump of a counter must not flatten the rest. */
const WITHIN = 0.995;
const HEADROOM = 1.12;

/** How one channel is laid out: its stretch in rows of equal length, and its scales. */
export interface ChannelLayout {
  from: number;
  rowSeconds: number;
  rows: number;
  /** Top of the scale of power, W. */
  watts: number;
  /** Residuals are drawn from minus this to this, W; 0 where there are none. */
  residual: number;
  /** Samples and residuals that lie beyond the scales. */
  beyond: number;
}

/** One stretch for all channels, so that their rows can be laid side by side. */
export function stretchOf({ channels, intervals }: PlotData): [from: number, to: number] {
  const times = [
    ...channels.flatMap(({ samples: { start, end } }) => (start.length > 0 ? [start[0]!, end[end.length - 1]!] : [])),
    ...intervals.flatMap(({ start, end }) => [start, end]),
  ];
  const from = times.reduce((a, b) => Math.min(a, b), Infinity);
  const to = times.reduce((a, b) => Math.max(a, b), -Infinity);
  return times.length > 0 && to > from ? [from, to] : [0, 1];
}

export function layOut(
  channel: PlottedChannel,
  [from, to]: readonly [number, number],
  channels: number,
): ChannelLayout {
  const { samples, fitted, residual } = channel;
  const most = Math.max(1, Math.floor(ROW.most / channels));
  const rows = Math.max(1, Math.min(most, Math.ceil(samples.watts.length / ROW.updates)));
  const highest = fitted === null ? 0 : quantile(fitted.watts, WITHIN);
  const watts = HEADROOM * Math.max(quantile(samples.watts, WITHIN), highest) || 1;
  const size = residual?.watts.map(Math.abs) ?? new Float64Array();
  const scale = residual === null ? 0 : HEADROOM * quantile(size, WITHIN) || 1;
  const beyond =
    samples.watts.filter((w) => w > watts || w < 0).length + size.filter((w) => scale > 0 && w > scale).length;
  return { from, rowSeconds: (to - from) / rows, rows, watts, residual: scale, beyond };
}
