import type { MetricId } from '../../common/generated/comparison.ts';
import type { Trend, TrendLine, TrendRow } from '../../common/generated/trend.ts';
import { nameOf, unitOf } from '../../common/metrics.ts';
import { quantity } from '../format.ts';
import { armsOf, cell, columnsOf, machineText, marksText, verdictText, type Column } from './columns.ts';
import { findingText } from './findings.ts';

const BARS = '▁▂▃▄▅▆▇█';
/** Rows of a table: what a screen holds. */
const MOST_ROWS = 20;

/** Values as bars between the least and the most of them; a gap where there is none. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((v) => v !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const bar = (v: number): string =>
    BARS[most === least ? 3 : Math.round(((v - least) / (most - least)) * (BARS.length - 1))]!;
  return values.map((v) => (v === null ? ' ' : bar(v))).join('');
}

/** On one line; what a terminal would obey is taken out where everything is written. */
const asIs = (text: string): string => text.replace(/\s+/g, ' ');

const widthOf = (text: string): number => [...text].length;

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_c, i) => Math.max(...rows.map((r) => (r.length > 1 ? widthOf(r[i] ?? '') : 0))));
  return rows.map((r) =>
    r.length === 1 ? `  ${r[0]}` : `  ${r.map((c, i) => c + ' '.repeat(widths[i]! - widthOf(c))).join('  ')}`.trimEnd(),
  );
}

/** `J/task  ▁▂▃  10.1 J … 12.3 J`: every row of a line, oldest first. */
function sparks(line: TrendLine, arm: string, columns: readonly Column[]): string[][] {
  return columns.flatMap(({ id, title }) => {
    const values = line.rows.map((r) => r.values[`${id}/${arm}`]?.value ?? null);
    const known = values.filter((v) => v !== null);
    if (known.length === 0) return [];
    const range = [Math.min(...known), Math.max(...known)].map((x) => quantity(x, unitOf(id)));
    return [[title, sparkline(values), range.join(' … ').replaceAll('/token', '')]];
  });
}

function rowsOf(rows: readonly TrendRow[], arm: string, columns: readonly Column[]): string[][] {
  const shown = rows.slice(-MOST_ROWS);
  return [...shown].reverse().flatMap((r) => {
    const marks = marksText(r, asIs);
    const cells = columns.map(({ id }) => asIs(cell(r, id, arm)));
    const own = [asIs(r.commit.slice(0, 7)), asIs(r.time.slice(0, 10)), ...cells, verdictText(r, asIs)];
    return marks === '' ? [own] : [own, [`~ ${marks}`]];
  });
}

function section(line: TrendLine, columns: readonly Column[]): string[] {
  const left = line.rows.length - MOST_ROWS;
  return [
    `${asIs(line.configuration)}, ${asIs(line.workload)}: ${line.rows.length} record(s)`,
    `  ${machineText(line, asIs)}`,
    ...line.findings.map((f) => `  ! ${findingText(f, asIs)}`),
    ...[...armsOf(line), 'both'].flatMap((arm) => {
      const spark = sparks(line, arm, columns);
      if (spark.length === 0) return [];
      const head = ['commit', 'date', ...columns.map((c) => c.title), 'verdict'];
      return ['', `  ${arm}`, ...table(spark), '', ...table([head, ...rowsOf(line.rows, arm, columns)])];
    }),
    ...(left > 0 ? [`  ${left} older record(s): --format csv or json has them all`] : []),
  ];
}

/** A trend for a terminal; `metric` shows that one instead of the usual. */
export function trendTerminal({ lines }: Trend, metric: string | null): string {
  if (lines.length === 0) return 'nothing is recorded yet';
  const asked = metric === null ? null : [{ id: metric, title: nameOf(metric as MetricId) }];
  return lines.map((line) => section(line, asked ?? columnsOf(line)).join('\n')).join('\n\n');
}
