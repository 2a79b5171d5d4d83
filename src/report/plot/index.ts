import type { PlotData } from '../../common/plot-data.ts';
import { quantity } from '../format.ts';
import { escapeHtml } from '../hostile.ts';
import { coloursOf } from './colours.ts';
import { layOut, SIZE, stretchOf, type ChannelLayout } from './layout.ts';
import { drawRow, isDense, rowHeight } from './row.ts';

const STYLE =
  'text{font:12px system-ui,sans-serif;fill:#1c2330}.h{font-size:14px;font-weight:600}.note{fill:#5b6577}.n,.unit{text-anchor:end;font-size:11px;fill:#5b6577}.t{text-anchor:middle;font-size:11px;fill:#5b6577}' +
  '.grid{stroke:#d9dee7;stroke-width:.6}.frame{stroke:#5b6577;stroke-width:.8}.band{fill-opacity:.2}path:not(.band),polyline{fill:none}.band{stroke:none}' +
  '.samples{stroke:#5b6577;stroke-opacity:.55;stroke-width:2.6}.fitted{stroke:#c2185b;stroke-width:1.2}.residual{stroke:#1c2330;stroke-width:1}';
/** XML has no way to write these. */
const NO_XML = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** A longer name is cut; more phases than this are told by number. */
const NAME = 40;
const LEGEND = { phases: 12, columns: 3, line: 20 };

const KEYS = [
  ['samples', 'samples: power between two updates of the sensor'],
  ['fitted', 'fitted power'],
  ['residual', 'below: samples less fitted'],
] as const;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const label = (x: number, y: number, text: string, cls = ''): string =>
  `<text${cls === '' ? '' : ` class="${cls}"`} x="${x}" y="${y}">${escapeHtml(text.replace(NO_XML, '�'))}</text>`;

function joulesText({ grossJoules, interval95, status }: PlotData['phases'][number]): string {
  if (grossJoules === null || interval95 === null) return status;
  const spread = `${quantity(interval95[0], 'J')} … ${quantity(interval95[1], 'J')}`;
  return `${quantity(grossJoules, 'J')} gross (95 %: ${spread})${status === 'ok' ? '' : `, ${status}`}`;
}

/** What colours and lines mean, and each phase's joules; returns the y below it. */
function legend(data: PlotData, colours: ReadonlyMap<string, string>, top: number): [svg: string, bottom: number] {
  const shown = data.phases.slice(0, LEGEND.phases);
  const width = (SIZE.width - SIZE.left) / LEGEND.columns;
  const parts = shown.map((phase, i) => {
    const x = SIZE.left + (i % LEGEND.columns) * width;
    const y = top + Math.floor(i / LEGEND.columns) * LEGEND.line;
    return `<rect x="${x}" y="${y - 10}" width="12" height="12" fill="${colours.get(phase.name)}" fill-opacity=".45"/>${label(x + 18, y, `${cut(phase.name, NAME)}: ${joulesText(phase)}`)}`;
  });
  let y = top + Math.ceil(shown.length / LEGEND.columns) * LEGEND.line;
  const more = data.phases.length - shown.length;
  if (more > 0) parts.push(label(SIZE.left, y, `and ${more} more phases`, 'note'));
  if (more > 0) y += LEGEND.line;
  const keys = KEYS.filter(([cls]) => cls === 'samples' || data.channels.some((c) => c[cls] !== null));
  let x: number = SIZE.left;
  for (const [cls, text] of keys) {
    parts.push(`<path class="${cls}" d="M${x} ${y - 4}h24"/>${label(x + 30, y, text, 'note')}`);
    x += 60 + 7 * text.length;
  }
  return [parts.join(''), y + LEGEND.line];
}

/** What a reader of one channel must know of how it is drawn. */
function notes(data: PlotData, index: number, layout: ChannelLayout): string {
  const { samples, fitted } = data.channels[index]!;
  const rows = Array.from({ length: layout.rows }, (_, r) => layout.from + r * layout.rowSeconds);
  const dense = rows.some((from) => isDense(samples, from, from + layout.rowSeconds));
  return [
    `${samples.watts.length} updates`,
    ...(layout.rows > 1 ? [`cut into ${layout.rows} rows`] : []),
    ...(dense ? ['too many to draw one by one: each column spans the least to the most of them'] : []),
    ...(layout.beyond > 0 ? [`${layout.beyond} beyond the scale`] : []),
    ...(fitted === null ? ['nothing was fitted'] : []),
  ].join('; ');
}

/**
 * A measurement as one self-contained SVG, 1200 px wide: of each channel the sensor's samples as power, the fitted
 * power over them, phases as bands, and residuals below; long traces in rows. Nothing in it runs or is fetched.
 */
export function plot(data: PlotData): string {
  const colours = coloursOf(data.phases.map((p) => p.name));
  const stretch = stretchOf(data);
  const parts: string[] = [
    label(SIZE.left, 28, `Power and phases${data.estimated ? ' (estimated: CPU time × watts)' : ''}`, 'h'),
  ];
  const [keys, below] = legend(data, colours, 52);
  parts.push(keys);
  let y = below + 8;
  data.channels.forEach((channel, i) => {
    const layout = layOut(channel, stretch, data.channels.length);
    parts.push(
      label(SIZE.left, y, cut(channel.name, 100), 'h'),
      label(SIZE.left, y + 18, `${channel.reads}: ${notes(data, i, layout)}; seconds`, 'note'),
    );
    y += 30;
    for (let row = 0; row < layout.rows; row++) {
      parts.push(drawRow(data, channel, layout, row, y, colours));
      y += rowHeight(layout);
    }
    y += 16;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${Math.ceil(y)}" viewBox="0 0 ${SIZE.width} ${Math.ceil(y)}"><title>JouleGate: power and phases</title><style>${STYLE}</style><rect width="100%" height="100%" fill="#fff"/>${parts.join('\n')}</svg>
`;
}
