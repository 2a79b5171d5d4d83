import type { CommitColumns, HistorySeries, HistoryShard, MetricColumns } from './generated/index.ts';

type Column = keyof CommitColumns;

/** A metric's value with its 95 % interval between blocks (`lo`, `hi`); `null` where it is not resolvable. */
export interface MetricValue {
  value: number | null;
  lo: number | null;
  hi: number | null;
}

/** A record as the index has it; without `record` and `history` where it stands among the newest rows. */
export type CommitRow = { [K in Column]: NonNullable<CommitColumns[K]>[number] | Extract<CommitColumns[K], undefined> };

/** The same with what it belongs to, and its metrics by `METRIC/ARM` (`both` for the savings). */
export interface HistoryRow extends CommitRow {
  series: HistorySeries;
  values: Record<string, MetricValue>;
}

/** Columns that every row has. */
const ALWAYS = [
  'commit',
  'time',
  'verdict',
  'promoted',
  'configuration',
  'model',
  'subject',
  'event',
  'waivers',
] as const satisfies readonly Column[];
const COLUMNS: readonly Column[] = [...ALWAYS, 'record', 'history'];

const NONE: MetricValue = { value: null, lo: null, hi: null };

/** Six significant digits: a thousand times finer than what a meter tells. */
const rounded = (x: number | null): number | null => (x === null ? null : Number(x.toPrecision(6)));

/** Rows as columns; @param columns those that are kept */
function commitColumns(rows: readonly CommitRow[], columns: readonly Column[]): CommitColumns {
  return Object.fromEntries(columns.map((c) => [c, rows.map((r) => r[c])])) as unknown as CommitColumns;
}

function metricColumns(rows: readonly HistoryRow[], bounds: boolean): Record<string, MetricColumns> {
  const keys = [...new Set(rows.flatMap((r) => Object.keys(r.values)))].sort();
  const column = (key: string, of: keyof MetricValue): (number | null)[] =>
    rows.map((r) => rounded(r.values[key]?.[of] ?? null));
  return Object.fromEntries(
    keys.map((k) => [
      k,
      { value: column(k, 'value'), ...(bounds ? { lo: column(k, 'lo'), hi: column(k, 'hi') } : {}) },
    ]),
  );
}

/** The two files of an index shard. Rows are of one series. */
export function shardOf(
  series: HistorySeries,
  rows: readonly HistoryRow[],
): { commits: HistoryShard; metrics: HistoryShard } {
  return {
    commits: { series, columns: commitColumns(rows, COLUMNS) },
    metrics: { series, metrics: metricColumns(rows, true) },
  };
}

/** Rows for whoever opens the branch: the metrics that `keys` names, and none of what only a look-up needs. */
export function shortShard(series: HistorySeries, rows: readonly HistoryRow[], keys: readonly string[]): HistoryShard {
  const shown = rows.map((r) => ({
    ...r,
    values: Object.fromEntries(keys.flatMap((k) => (r.values[k] ? [[k, r.values[k]]] : []))),
  }));
  return { series, columns: commitColumns(shown, ALWAYS), metrics: metricColumns(shown, false) };
}

/** A shard's rows, oldest first; what its metrics lack is `null`. @throws Error where columns differ in length */
export function rowsOf({ series, columns, metrics = {} }: HistoryShard): HistoryRow[] {
  if (!columns) return [];
  const present = COLUMNS.filter((c) => columns[c] !== undefined);
  const rows = columns.commit.length;
  const lengths = [
    ...present.map((c) => columns[c]!.length),
    ...Object.values(metrics).flatMap((m) => [m.value, m.lo ?? m.value, m.hi ?? m.value].map((x) => x.length)),
  ];
  if (lengths.some((n) => n !== rows))
    throw new Error(`its columns have ${[...new Set(lengths)].join(' and ')} entries`);
  return columns.commit.map((_c, i) => ({
    ...(Object.fromEntries(present.map((c) => [c, columns[c]![i]])) as unknown as CommitRow),
    series,
    values: Object.fromEntries(
      Object.entries(metrics).map(([k, m]) => [
        k,
        { ...NONE, value: m.value[i]!, ...(m.lo && m.hi ? { lo: m.lo[i]!, hi: m.hi[i]! } : {}) },
      ]),
    ),
  }));
}
