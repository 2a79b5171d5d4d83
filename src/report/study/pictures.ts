import type { Study, StudyAmplification, StudyCell } from '../../common/generated/study.ts';
import { quantity } from '../format.ts';
import { escapeHtml } from '../hostile.ts';
import { coloursOf } from '../plot/colours.ts';
import { tickText, ticks } from '../plot/ticks.ts';

const PHASES = coloursOf(['prefill', 'decode']);
const px = (x: number): string => String(Math.round(10 * x) / 10);
const label = (x: number, y: number, text: string, cls = ''): string =>
  `<text${cls === '' ? '' : ` class="${cls}"`} x="${px(x)}" y="${px(y)}">${escapeHtml(text)}</text>`;

export const PICTURE_STYLE =
  'svg{max-width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:currentColor}svg .n{text-anchor:end}svg .t{text-anchor:middle}svg .axis{stroke:currentColor;stroke-opacity:.5;fill:none}svg .grid{stroke:currentColor;stroke-opacity:.15}svg .fit{stroke:#c2185b;stroke-width:1.5;fill:none}svg .predicted{stroke:currentColor;stroke-dasharray:4 3;fill:none}';

const svg = (width: number, height: number, title: string, body: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(title)}">${body}</svg>`;

const BAR = { left: 300, width: 420, row: 22, height: 14, right: 180 };

/** Prefill's and decode's share of each plain cell as a bar, its joules beside it; '' where none is resolvable. */
export function sharesPicture({ cells }: Study): string {
  const rows = cells.filter((c) => c.arm === 'plain' && c.prefillShare !== null);
  if (rows.length === 0) return '';
  const bar = (c: StudyCell, i: number): string => {
    const y = 8 + i * BAR.row;
    const prefill = BAR.width * Math.min(1, Math.max(0, c.prefillShare!));
    const joules = `${quantity(c.joulesPerInference, 'J')}${c.source.estimated ? ' (estimated)' : ''}`;
    return [
      label(BAR.left - 8, y + 11, `${c.model}, ${c.workload}`, 'n'),
      `<rect x="${BAR.left}" y="${y}" width="${px(prefill)}" height="${BAR.height}" fill="${PHASES.get('prefill')}"/>`,
      `<rect x="${px(BAR.left + prefill)}" y="${y}" width="${px(BAR.width - prefill)}" height="${BAR.height}" fill="${PHASES.get('decode')}"/>`,
      label(BAR.left + BAR.width + 8, y + 11, joules),
    ].join('');
  };
  const width = BAR.left + BAR.width + BAR.right;
  return svg(width, 12 + rows.length * BAR.row, 'Share of prefill and decode', rows.map(bar).join(''));
}

const PLOT = { left: 70, top: 26, width: 560, height: 200, bottom: 44, right: 190, legend: 18 };
const NAME = 24;

/** A model's decode J/token over context: a dot a task, the fitted line, and the predicted one dashed. */
export function amplificationPicture(a: StudyAmplification): string {
  const { points = [], slope, base, predicted } = a;
  if (slope === null || base === null || base === undefined || points.length < 2) return '';
  const most = Math.max(...points.map((p) => p.context));
  const at = (rise: number, context: number): number => base * (1 + (rise * context) / 1000);
  const top = 1.1 * Math.max(at(slope, most), ...points.map((p) => p.joules), predicted ? at(predicted, most) : 0);
  const x = (context: number): number => PLOT.left + (PLOT.width * context) / most;
  const y = (joules: number): number => PLOT.top + PLOT.height * (1 - Math.max(0, joules) / top);
  const line = (rise: number, cls: string): string =>
    `<path class="${cls}" d="M${px(x(0))} ${px(y(at(rise, 0)))}L${px(x(most))} ${px(y(at(rise, most)))}"/>`;
  const [xs, ys] = [ticks(0, most, 6), ticks(0, top, 4)];
  const workloads = coloursOf([...new Set(points.map((p) => p.workload))]);
  const legend = [...workloads].map(([workload, colour], i) => {
    const [at, line] = [PLOT.left + PLOT.width + 16, PLOT.top + 8 + i * PLOT.legend];
    return `<circle cx="${at}" cy="${line}" r="4" fill="${colour}"/>${label(at + 9, line + 4, workload.length > NAME ? `${workload.slice(0, NAME - 1)}…` : workload)}`;
  });
  return svg(
    PLOT.left + PLOT.width + PLOT.right,
    PLOT.top + PLOT.height + PLOT.bottom,
    `Decode joules per token of ${a.model} over context`,
    [
      ...legend,
      ...ys.map(
        (t) =>
          `<path class="grid" d="M${PLOT.left} ${px(y(t))}h${PLOT.width}"/>${label(PLOT.left - 6, y(t) + 4, tickText(1000 * t, 1000 * ((ys[1] ?? 1) - ys[0]!)), 'n')}`,
      ),
      ...xs.map((t) => label(x(t), PLOT.top + PLOT.height + 16, tickText(t, (xs[1] ?? 1) - xs[0]!), 't')),
      `<path class="axis" d="M${PLOT.left} ${PLOT.top}v${PLOT.height}h${PLOT.width}"/>`,
      label(PLOT.left - 6, PLOT.top - 10, 'mJ', 'n'),
      label(PLOT.left + PLOT.width / 2, PLOT.top + PLOT.height + 36, 'context of a decoded token, tokens', 't'),
      ...(predicted ? [line(predicted, 'predicted')] : []),
      line(slope, 'fit'),
      ...points.map(
        (p) =>
          `<circle cx="${px(x(p.context))}" cy="${px(y(p.joules))}" r="3.5" fill="${workloads.get(p.workload)}" fill-opacity=".8"/>`,
      ),
    ].join(''),
  );
}
