import { getOctokit } from '@actions/github';
import type { Entry, Page } from '../../../src/baseline/branch/append.ts';
import type { Patience } from '../../../src/baseline/branch/steadily.ts';
import type { Verdict } from '../../../src/common/generated/comparison.ts';
import { entryOf } from '../../../src/analysis/history.ts';
import { metricValues } from '../../../src/analysis/trend/values.ts';
import { GitDataBranch } from '../../../src/github/git-data.ts';
import { TREND_RULES } from '../../../src/common/trend-rules.ts';
import { PAGE_METRICS } from '../../../src/report/trend/columns.ts';
import { fakeResult } from '../../support/results.ts';

/** A commit's name that tells its number. */
export const commitNamed = (n: number): string => n.toString(16).padStart(40, '0');

export interface About {
  commit?: string;
  run?: string;
  time?: string;
  verdict?: Verdict;
  promoted?: boolean;
  configuration?: string;
  driver?: string;
  level?: number;
  event?: string;
}

/** A record of a measurement that was made up, with known joules. */
export function entry(n: number, about: About = {}): Entry {
  const level = about.level ?? 10;
  const fake = fakeResult({
    decode: [level, level * 1.01, level * 0.99, level],
    measurement: `m${n}-${about.run ?? ''}`,
  });
  const result = {
    ...fake,
    commit: about.commit ?? commitNamed(n),
    environment: { ...fake.environment, driver: about.driver ?? '550' },
  };
  return {
    record: {
      schemaVersion: 1,
      recordedAt: about.time ?? new Date(Date.UTC(2026, 9, 1) + n * 3_600_000).toISOString(),
      commit: about.commit ?? commitNamed(n),
      run: { id: about.run ?? String(n), attempt: 1 },
      event: about.event ?? 'push',
      configuration: about.configuration ?? 'joulegate.yml',
      verdict: about.verdict ?? 'pass',
      promoted: about.promoted ?? true,
      waivers: [],
      result,
    },
    spread: entryOf(result),
    values: metricValues(result, TREND_RULES.tail),
  };
}

/** A page that only counts, for tests of everything else. */
export const PLAIN_PAGE: Page = { metrics: PAGE_METRICS, render: (rows) => `${rows.length} rows\n` };

/** Waits that are over at once, but let others go first. */
export const HASTE: Patience = {
  tries: 200,
  seconds: Infinity,
  wait: async () => await new Promise((resolve) => setImmediate(resolve)),
  random: Math.random,
};

/** A branch on a server that speaks GitHub's API. */
export const onServer = (url: string, branch = 'joulegate'): GitDataBranch =>
  new GitDataBranch(getOctokit('t', { baseUrl: url, log: SILENT }), { owner: 'o', repo: 'r' }, branch);

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
