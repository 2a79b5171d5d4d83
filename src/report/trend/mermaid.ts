import type { TrendLine, TrendRow } from '../../common/generated/trend.ts';

/** One curve of a chart: a metric of an arm, in the chart's unit. */
interface Curve {
  key: string;
  scale: number;
}

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
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis "record, oldest first" 1 --> ${whole.length}`,
    `  y-axis "${unit}" 0 --> ${number(most > 0 ? most * 1.1 : 1)}`,
    ...all.map((values) => `  line [${values.map(number).join(', ')}]`),
    '```',
  ].join('\n');
}

/** The charts of a line: joules per task of each arm, and what the plain answers are worth. */
export function charts({ rows }: TrendLine, arms: readonly string[]): string[] {
  const energy = arms.map((arm) => ({ key: `energy-per-task/${arm}`, scale: 1 }));
  const [first] = arms;
  const shares = [`babble-share/${first}`, `pass-at-1/${first}`].map((key) => ({ key, scale: 100 }));
  return [
    chart(rows, `Energy per task: ${arms.join(', ')}`, 'J', energy),
    chart(rows, `Babble and pass@1, ${first}`, '%', shares),
  ].filter((c) => c !== '');
}
