import type { TrendLine, TrendRow } from '../../common/generated/trend.ts';
import type { ArmName } from '../../common/phases.ts';
import { isScored } from './columns.ts';

/** One curve of a chart: a metric of an arm, in the chart's unit. */
interface Curve {
  name: string;
  key: string;
  scale: number;
}

/** Mermaid's own first colour is nearly white, and it has no legend: the title says which curve is which. */
const COLOURS = [
  ['blue', '#0969da'],
  ['orange', '#d4700a'],
] as const;
const INIT = `%%{init: ${JSON.stringify({
  xyChart: { width: 960, height: 340 },
  themeVariables: { xyChart: { plotColorPalette: COLOURS.map(([, code]) => code).join(', ') } },
})}}%%`;

const number = (x: number): string => String(Number(x.toPrecision(4)));

/**
 * An `xychart-beta` over the rows that have all its curves, oldest first. Every word in it is ours: rows are numbers,
 * so that no name of a branch, commit or subject reaches Mermaid. Empty for fewer than two rows.
 */
function chart(rows: readonly TrendRow[], title: string, unit: string, curves: readonly Curve[]): string {
  const value = (r: TrendRow, { key, scale }: Curve): number | null => {
    const v = r.values[key]?.value;
    return v == null ? null : v * scale;
  };
  const whole = rows.filter((r) => curves.every((c) => value(r, c) !== null));
  if (whole.length < 2) return '';
  const all = curves.map((c) => whole.map((r) => value(r, c)!));
  const most = Math.max(...all.flat());
  const legend = curves.map(({ name }, i) => `${name} in ${COLOURS[i]![0]}`).join(', ');
  return [
    '```mermaid',
    INIT,
    'xychart-beta',
    `  title "${title}${legend}"`,
    `  x-axis "record, oldest first" 1 --> ${whole.length}`,
    `  y-axis "${unit}" 0 --> ${number(most > 0 ? most * 1.1 : 1)}`,
    ...all.map((values) => `  line [${values.map(number).join(', ')}]`),
    '```',
  ].join('\n');
}

/** The charts of a line: joules per task of each arm, and what the plain answers are worth. */
export function charts(line: TrendLine, arms: readonly ArmName[]): string[] {
  const { rows } = line;
  const [first] = arms;
  const energy = arms.map((arm) => ({ name: arm, key: `energy-per-task/${arm}`, scale: 1 }));
  const shares = isScored(line)
    ? [{ name: 'score', key: `score/${first}`, scale: 100 }]
    : [
        { name: 'pass@1', key: `pass-at-1/${first}`, scale: 100 },
        { name: 'babble', key: `babble-share/${first}`, scale: 100 },
      ];
  return [chart(rows, 'Energy per task: ', 'J', energy), chart(rows, `${first}: `, '%', shares)].filter(
    (c) => c !== '',
  );
}
