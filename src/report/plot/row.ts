import type { PlotData, PlottedChannel, PowerSteps } from '../../common/plot-data.ts';
import { envelope, merged, stepsIn } from './envelope.ts';
import { PLOT_WIDTH, SIZE, type ChannelLayout } from './layout.ts';
import { tickText, ticks } from './ticks.ts';

/** Steps narrower than this are drawn as columns of this width, pixels. */
const COLUMN = 2;

/** Height of a row, pixels. */
export const rowHeight = ({ residual }: ChannelLayout): number =>
  SIZE.power + (residual > 0 ? SIZE.between + SIZE.residual : 0) + SIZE.axis;

const px = (x: number): string => String(Math.round(10 * x) / 10);

/** One axis pair: seconds to x, watts to y, cut to the panel. */
interface Panel {
  from: number;
  to: number;
  x(seconds: number): number;
  y(watts: number): number;
}

function panelOf(from: number, to: number, top: number, height: number, low: number, high: number): Panel {
  const cut = (v: number, lo: number, hi: number): number => Math.min(hi, Math.max(lo, v));
  return {
    from,
    to,
    x: (s) => SIZE.left + (cut(s, from, to) - from) * (PLOT_WIDTH / (to - from)),
    y: (w) => top + height * (1 - (cut(w, low, high) - low) / (high - low)),
  };
}

/** Whether steps of a row are too many to be drawn one by one. */
export const isDense = (steps: PowerSteps, from: number, to: number): boolean => {
  const [first, last] = stepsIn(steps, from, to);
  return last - first > PLOT_WIDTH / COLUMN;
};

/** A line of steps, broken where there is a gap between two; of dense ones the mean of each column. */
function line(steps: PowerSteps, p: Panel, cls: string): string {
  if (isDense(steps, p.from, p.to)) {
    const columns = envelope(steps, p.from, p.to, ((p.to - p.from) / PLOT_WIDTH) * COLUMN);
    return columns.length === 0
      ? ''
      : `<polyline class="${cls}" points="${columns.map((c) => `${px(p.x(c.x))},${px(p.y(c.mean))}`).join(' ')}"/>`;
  }
  const [first, last] = stepsIn(steps, p.from, p.to);
  let d = '';
  for (let k = first; k < last; k++) {
    const joined = k > first && steps.start[k]! - steps.end[k - 1]! < 1e-6;
    const y = px(p.y(steps.watts[k]!));
    d += joined ? `V${y}` : `M${px(p.x(steps.start[k]!))} ${y}`;
    d += `H${px(p.x(steps.end[k]!))}`;
  }
  return d === '' ? '' : `<path class="${cls}" d="${d}"/>`;
}

/** Dense steps as the area between the least and the most of each column. */
function area(steps: PowerSteps, p: Panel, cls: string): string {
  const columns = envelope(steps, p.from, p.to, ((p.to - p.from) / PLOT_WIDTH) * COLUMN);
  if (columns.length === 0) return '';
  const bars = columns.map((c) => `M${px(p.x(c.x))} ${px(p.y(c.least) + 0.5)}V${px(p.y(c.most) - 0.5)}`);
  return `<path class="${cls}" d="${bars.join('')}"/>`;
}

function bands(data: PlotData, colours: ReadonlyMap<string, string>, p: Panel, top: number, height: number): string {
  const apart = (p.to - p.from) / PLOT_WIDTH;
  return data.phases
    .map(({ name }) => {
      const mine = data.intervals.filter((i) => i.phase === name && i.end >= p.from && i.start <= p.to);
      const rects = merged(mine, apart).map(({ start, end }) => {
        const x = p.x(start);
        return `M${px(x)} ${px(top)}h${px(Math.max(0.8, p.x(end) - x))}v${px(height)}H${px(x)}z`;
      });
      return rects.length === 0 ? '' : `<path class="band" fill="${colours.get(name)}" d="${rects.join('')}"/>`;
    })
    .join('');
}

function grid(p: Panel, at: readonly number[]): string {
  const step = at.length > 1 ? at[1]! - at[0]! : 1;
  return at
    .map((w) => {
      const y = p.y(w);
      return `<path class="grid" d="M${SIZE.left} ${px(y)}H${SIZE.width - SIZE.right}"/><text class="n" x="${SIZE.left - 6}" y="${px(y + 4)}">${tickText(w, step)}</text>`;
    })
    .join('');
}

/** −a, 0 and a, the largest round a within the scale. */
function aroundZero(most: number): number[] {
  const a = ticks(0, most, 2).at(-1)!;
  return [-a, 0, a];
}

/** One row of a channel from `top` on: bands of phases, samples, fitted power; residuals under them; seconds below. */
export function drawRow(
  data: PlotData,
  channel: PlottedChannel,
  layout: ChannelLayout,
  row: number,
  top: number,
  colours: ReadonlyMap<string, string>,
): string {
  const from = layout.from + row * layout.rowSeconds;
  const to = from + layout.rowSeconds;
  const p = panelOf(from, to, top, SIZE.power, 0, layout.watts);
  const dense = isDense(channel.samples, from, to);
  const parts = [
    bands(data, colours, p, top, SIZE.power),
    grid(p, ticks(0, layout.watts, 4)),
    `<text class="unit" x="${SIZE.left - 6}" y="${top + 8}">W</text>`,
    dense ? area(channel.samples, p, 'samples') : line(channel.samples, p, 'samples'),
    channel.fitted === null ? '' : line(channel.fitted, p, 'fitted'),
  ];
  let bottom = top + SIZE.power;
  if (channel.residual !== null) {
    const r = layout.residual;
    const q = panelOf(from, to, bottom + SIZE.between, SIZE.residual, -r, r);
    parts.push(
      bands(data, colours, q, bottom + SIZE.between, SIZE.residual),
      grid(q, aroundZero(r)),
      isDense(channel.residual, from, to)
        ? area(channel.residual, q, 'residual')
        : line(channel.residual, q, 'residual'),
    );
    bottom += SIZE.between + SIZE.residual;
  }
  const at = ticks(from, to, 10);
  const step = at.length > 1 ? at[1]! - at[0]! : 1;
  parts.push(
    `<path class="frame" d="M${SIZE.left} ${px(bottom)}H${SIZE.width - SIZE.right}"/>`,
    ...at.map(
      (s) =>
        `<path class="frame" d="M${px(p.x(s))} ${px(bottom)}v4"/><text class="t" x="${px(p.x(s))}" y="${px(bottom + 16)}">${tickText(s, step)}</text>`,
    ),
  );
  return parts.join('');
}
