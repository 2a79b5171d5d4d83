import type { Trend } from '../../common/generated/trend.ts';
import { unitOf } from '../../common/metrics.ts';
import { csvCell } from '../csv-cell.ts';

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
