import type { HistoryRow, MetricValue } from '../../src/common/history-rows.ts';
import type { Verdict, Waiver } from '../../src/common/generated/comparison.ts';

export interface AboutRow {
  driver?: string;
  model?: string | null;
  configuration?: string;
  workload?: string;
  verdict?: Verdict;
  event?: string;
  waivers?: Waiver[];
  meter?: string;
  /** Values without an interval, by `METRIC/ARM`. */
  values?: Record<string, number | null>;
}

const bare = (value: number | null): MetricValue => ({ value, lo: value, hi: value });

/** Row number `n` of a history, an hour after the one before: 10 J a task unless something else is said. */
export function historyRow(n: number, about: AboutRow = {}): HistoryRow {
  const driver = about.driver ?? '550';
  return {
    series: {
      id: Buffer.from(driver).toString('hex').padEnd(16, '0').slice(0, 16),
      workload: { name: about.workload ?? 'practice', digest: 'd'.repeat(64) },
      environment: { gpu: 'NVIDIA H100', driver, llamaCpp: 'b1' },
      meter: about.meter ?? 'nvml',
    },
    values: Object.fromEntries(
      Object.entries(about.values ?? { 'energy-per-task/plain': 10 }).map(([k, v]) => [k, bare(v)]),
    ),
    commit: n.toString(16).padStart(40, '0'),
    time: new Date(Date.UTC(2026, 9, 1) + n * 3_600_000).toISOString(),
    verdict: about.verdict ?? 'pass',
    promoted: true,
    configuration: about.configuration ?? 'joulegate.yml',
    model: about.model === undefined ? 'm' : about.model,
    subject: 's'.repeat(12),
    event: about.event ?? 'push',
    waivers: about.waivers ?? [],
    record: undefined,
    history: undefined,
  };
}
