import type { Trend } from '../../common/generated/trend.ts';
import { unitOf } from '../../common/metrics.ts';

const HEAD = [
  'configuration',
  'workload',
  'environment',
  'commit',
  'time',
  'event',
  'verdict',
  'promoted',
  'metric',
  'arm',
  'unit',
  'value',
  'lo',
  'hi',
  'change',
] as const;

/** A cell as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(value: string | number | boolean | null | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A trend as CSV, one line a value; what is not resolvable is empty. */
export function trendCsv({ lines }: Trend): string {
  const rows = lines.flatMap((line) =>
    line.rows.flatMap((r) =>
      Object.entries(r.values).map(([key, v]) => {
        const [metric, arm] = key.split('/') as [string, string];
        const series = line.environments[r.environment]!.series;
        const own = [line.configuration, line.workload, series, r.commit, r.time, r.event, r.verdict, r.promoted];
        return [...own, metric, arm, unitOf(metric), v.value, v.lo, v.hi, v.change];
      }),
    ),
  );
  return [HEAD, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}
