import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { trendOf } from '../../analysis/trend/index.ts';
import type { Store } from '../../baseline/store.ts';
import { JouleGateError } from '../../common/errors.ts';
import { gitText } from '../../common/git.ts';
import type { Trend } from '../../common/generated/trend.ts';
import { METRIC_IDS } from '../../common/metrics.ts';
import { TREND_RULES } from '../../common/trend-rules.ts';
import { absoluteBaseline } from '../../config/baseline.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/types.ts';
import { repositoryPage } from '../../config/event.ts';
import { thresholdOf } from '../../gate/record.ts';
import { storeOf } from '../../gate/stored.ts';
import { trendCsv } from '../../report/trend/csv.ts';
import { trendMarkdown } from '../../report/trend/markdown.ts';
import { trendTerminal } from '../../report/trend/terminal.ts';
import type { Io } from '../io.ts';

interface TrendVerbOptions {
  config: string;
  baseline?: string;
  format?: 'markdown' | 'json' | 'csv';
  since?: string;
  metric?: string;
}

const HELP = `
The history is what "baseline: branch:NAME" keeps: one record for each push, schedule or start by hand that was gated,
and for each "joulegate baseline update". It is read from the remote by git, and nothing of your checkout is touched.

Each value stands with its change against the record before in the same environment. Two things are named, and decide
nothing: a change point (energy per task is another from a commit on) and slow creep (no step beyond the limit, their
sum is).

Examples:
  joulegate trend                                        tables and sparklines
  joulegate trend --metric babble-share --since 2026-06-01
  joulegate trend --since v1.2 --format csv > trend.csv
  joulegate trend --baseline branch:joulegate --format markdown`;

/** A moment as ISO 8601: a date as it is given, or that of a commit, tag or branch. */
async function momentOf(since: string, directory: string): Promise<string> {
  if (/^\d{4}-\d\d(-\d\d)?(T[\d:.]+Z?)?$/.test(since) && !Number.isNaN(Date.parse(since)))
    return new Date(since).toISOString();
  const time = await gitText(directory, ['log', '-1', '--format=%cI', '--end-of-options', since]);
  if (time) return new Date(time).toISOString();
  throw new JouleGateError(
    'usage',
    `--since ${since} is no date, and no commit that git knows here`,
    'give a day as 2026-11-26, or a commit, tag or branch',
  );
}

/** Only one metric's values, where one is asked for. */
function ofMetric(trend: Trend, metric: string | undefined): Trend {
  if (metric === undefined) return trend;
  const only = (values: Trend['lines'][number]['rows'][number]['values']): typeof values =>
    Object.fromEntries(Object.entries(values).filter(([key]) => key.startsWith(`${metric}/`)));
  return {
    ...trend,
    lines: trend.lines.map((line) => ({ ...line, rows: line.rows.map((r) => ({ ...r, values: only(r.values) })) })),
  };
}

function requireHistory(store: Store): void {
  if (store.keepsAll) return;
  throw new JouleGateError(
    'usage',
    'this baseline keeps no history of commits',
    'give "--baseline branch:NAME", or set "baseline: branch:joulegate" in joulegate.yml',
  );
}

/** `joulegate trend`: the stored history of a branch. */
export function trendVerb(program: Command, io: Io): void {
  program
    .command('trend')
    .description('the stored history: each commit with its energy, what changed, and when')
    .option('--config <file>', 'joulegate.yml', 'joulegate.yml')
    .option('--baseline <store>', 'branch:NAME, by default what the configuration says')
    .addOption(new Option('--format <format>', 'instead of text').choices(['markdown', 'json', 'csv']))
    .option('--since <when>', 'a day (2026-11-26), or a commit, tag or branch')
    .option('--metric <id>', 'one metric instead of the usual five, as energy-per-task')
    .addHelpText('after', HELP)
    .action(async (o: TrendVerbOptions) => {
      if (o.metric !== undefined && !METRIC_IDS.includes(o.metric))
        throw new JouleGateError('usage', `no metric is called ${o.metric}`, `take one of ${METRIC_IDS.join(', ')}`);
      const overrides = o.baseline === undefined ? {} : { baseline: absoluteBaseline(o.baseline, io.cwd) };
      const config: Config = await loadConfig(resolve(io.cwd, o.config), overrides);
      const store = await storeOf(config, io.env);
      try {
        requireHistory(store);
        const since = o.since === undefined ? null : await momentOf(o.since, config.directory);
        const rows = await store.rows(since);
        const whole = trendOf(rows, { threshold: thresholdOf(config), rules: TREND_RULES });
        await io.deliver(render(ofMetric(whole, o.metric), o, repositoryPage(io.env)));
      } finally {
        await store.close();
      }
    });
}

function render(trend: Trend, { format, metric }: TrendVerbOptions, repository: string | null): string {
  if (format === 'json') return JSON.stringify(trend, null, 2);
  if (format === 'csv') return trendCsv(trend);
  return format === 'markdown' ? trendMarkdown(trend, { repository }) : trendTerminal(trend, metric ?? null);
}
