import type { Trend, TrendFinding, TrendLine, TrendMark, TrendRow } from '../../common/generated/trend.ts';
import type { HistoryRow } from '../../common/history-rows.ts';
import { ENERGY, scaleOf } from '../../common/metrics.ts';
import { ARMS } from '../../common/phases.ts';
import type { TrendRules } from '../../common/trend-rules.ts';
import { changePoints } from './change-points.ts';
import { creep } from './creep.ts';
import { linesOf, type Line } from './lines.ts';

export interface TrendOptions {
  /** The relative rise of energy per task that one pull request may bring. */
  threshold: number;
  rules: TrendRules;
  /** Newest rows of each line that are told; all are looked at. */
  most?: number;
}

const say = (value: unknown): string => (value === undefined || value === null ? '–' : String(value));

/** Fields of environment, meter and model that are another than in the row before. */
function marksOf(row: HistoryRow, before: HistoryRow | undefined): TrendMark[] {
  if (!before) return [];
  const fields = ({ series, model }: HistoryRow): Record<string, unknown> => ({
    ...series.environment,
    meter: series.meter,
    model,
  });
  const [old, now] = [fields(before), fields(row)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => old[field] !== now[field])
    .map((field) => ({ field, from: say(old[field]), to: say(now[field]) }));
}

/** Whether a row's values say anything of the code: what is invalid measured something else. */
const isTold = (row: HistoryRow): boolean => row.verdict !== 'invalid';

/** Each row's values with their change against the row before in the same environment that has them. */
function changesOf(line: Line): TrendRow['values'][] {
  const last = new Map<string, number>();
  return line.map((row) => {
    const out: TrendRow['values'] = {};
    for (const [key, v] of Object.entries(row.values)) {
      const place = `${row.series.id} ${key}`;
      const old = last.get(place) ?? null;
      out[key] = { ...v, change: v.value === null || old === null ? null : changeOf(key, old, v.value) };
      if (v.value !== null && isTold(row)) last.set(place, v.value);
    }
    return out;
  });
}

/** By the metric's own scale; `null` where there is nothing to divide by. */
function changeOf(key: string, old: number, now: number): number | null {
  if (scaleOf(key.split('/')[0]!) === 'absolute') return now - old;
  return old > 0 ? now / old - 1 : null;
}

/** What is to be said of energy per task in one arm of one environment, of rows measured for the branch itself. */
function findingsOf(rows: readonly HistoryRow[], arm: string, { threshold, rules }: TrendOptions): TrendFinding[] {
  const key = `${ENERGY.id}/${arm}`;
  // Whoever starts a run by hand may measure any branch.
  const told = rows
    .filter((r) => isTold(r) && r.event !== 'workflow_dispatch' && (r.values[key]?.value ?? 0) > 0)
    .slice(-rules.changePoint.most);
  const logs = told.map((r) => Math.log(r.values[key]!.value!));
  const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
  const of = { metric: ENERGY.id, arm };
  const points = changePoints(logs, rules.changePoint);
  const cuts = [0, ...points.map((c) => c.at), logs.length];
  const steps = points.map(({ at, p }, i): TrendFinding => {
    const change = Math.expm1(mean(logs.slice(at, cuts[i + 2])) - mean(logs.slice(cuts[i], at)));
    return { code: 'change-point', ...of, from: told[at - 1]!.commit, to: told[at]!.commit, change, p };
  });
  const slow = creep(logs, Math.log1p(threshold), rules.creep);
  if (!slow) return steps;
  const { from, rise, p } = slow;
  return [
    ...steps,
    { code: 'creep', ...of, from: told[from]!.commit, to: told.at(-1)!.commit, change: Math.expm1(rise), p },
  ];
}

function trendLine(line: Line, options: TrendOptions): TrendLine {
  const ids = [...new Set(line.map((r) => r.series.id))];
  const changes = changesOf(line);
  const first = Math.max(0, line.length - (options.most ?? line.length));
  return {
    configuration: line[0]!.configuration,
    workload: line[0]!.series.workload.name,
    environments: ids.map((series) => {
      const { environment, meter } = line.find((r) => r.series.id === series)!.series;
      return { series, meter, fields: environment };
    }),
    rows: line.slice(first).map((row, k): TrendRow => {
      const { commit, time, verdict, promoted, event, model, waivers } = row;
      return {
        commit,
        time,
        verdict,
        promoted,
        event,
        model,
        waivers,
        environment: ids.indexOf(row.series.id),
        marks: marksOf(row, line[first + k - 1]),
        values: changes[first + k]!,
      };
    }),
    findings: ids.flatMap((id) =>
      ARMS.flatMap((arm) =>
        findingsOf(
          line.filter((r) => r.series.id === id),
          arm,
          options,
        ),
      ),
    ),
  };
}

/**
 * The history of each configuration and machine, with change points and slow creep of energy per task by name. It tells
 * what was measured, and decides no pull request.
 */
export const trendOf = (rows: readonly HistoryRow[], options: TrendOptions): Trend => ({
  schemaVersion: 1,
  threshold: options.threshold,
  lines: linesOf(rows).map((line) => trendLine(line, options)),
});
