import { entryOf } from '../analysis/history.ts';
import { trendOf } from '../analysis/trend/index.ts';
import { metricValues } from '../analysis/trend/values.ts';
import type { Entry, Page } from '../baseline/branch/append.ts';
import { RECENT_ROWS } from '../baseline/branch/layout.ts';
import type { Store } from '../baseline/store.ts';
import { withoutAnswerText } from '../common/answer-text.ts';
import type { Comparison, Waiver } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { TREND_RULES } from '../common/trend-rules.ts';
import { readEvent, repositoryPage } from '../config/event.ts';
import type { Config } from '../config/types.ts';
import { PAGE_METRICS } from '../report/trend/columns.ts';
import { trendMarkdown } from '../report/trend/markdown.ts';
import { configurationName } from './stored.ts';
import { isWaived } from './waived.ts';

/** What a run may do to the history: make its result the next baseline, keep it, or nothing. */
export type Keeping = 'promote' | 'append' | 'nothing';

/**
 * A push to the default branch appends and promotes; a schedule and a start by hand append; anything else, a pull
 * request before all, writes nothing.
 */
export async function keepingOf(env: NodeJS.ProcessEnv): Promise<Keeping> {
  const { name, defaultBranch } = await readEvent(env);
  if (name === 'schedule' || name === 'workflow_dispatch') return 'append';
  const isDefault = defaultBranch !== null && env['GITHUB_REF'] === `refs/heads/${defaultBranch}`;
  return name === 'push' && isDefault ? 'promote' : 'nothing';
}

/**
 * Whether a result may be a baseline: whatever is not invalid, and what regressed only where a waiver covers each
 * metric that did (else every later pull request would be measured against less, or stay red).
 */
export const mayPromote = (c: Comparison, waivers: readonly Waiver[]): boolean =>
  c.verdict === 'regressed' ? isWaived(c, waivers) : c.verdict !== 'invalid';

/** Where none is configured. */
const DEFAULT_THRESHOLD = 0.03;

/** The rise of energy per task that a configuration allows in any arm; what creep is held against. */
export function thresholdOf({ thresholds }: Pick<Config, 'thresholds'>): number {
  const limits = Object.values(thresholds['energy-per-task'] ?? {}).flatMap((l) => l.increase ?? []);
  return limits.length === 0 ? DEFAULT_THRESHOLD : Math.min(...limits);
}

/** The branch's own page, with links to the repository's commits where it is known. */
export const pageOf = (config: Pick<Config, 'thresholds'>, env: NodeJS.ProcessEnv): Page => ({
  metrics: PAGE_METRICS,
  render(rows) {
    const trend = trendOf(rows, { threshold: thresholdOf(config), rules: TREND_RULES, most: RECENT_ROWS });
    return trendMarkdown(trend, { repository: repositoryPage(env) });
  },
});

export interface Recording {
  commit: string;
  env: NodeJS.ProcessEnv;
  /** Whether it may become the next baseline. */
  promoted: boolean;
  waivers: readonly Waiver[];
}

/** A measured result as a branch keeps it. */
export async function entryFor(
  config: Config,
  result: RunResult,
  { verdict }: Pick<Comparison, 'verdict'>,
  { commit, env, promoted, waivers }: Recording,
): Promise<Entry> {
  return {
    record: {
      schemaVersion: 1,
      recordedAt: new Date().toISOString(),
      commit,
      run: {
        id: env['GITHUB_RUN_ID'] ?? result.measurement,
        attempt: Math.max(1, Math.floor(Number(env['GITHUB_RUN_ATTEMPT'])) || 1),
      },
      event: env['GITHUB_EVENT_NAME'] ?? 'cli',
      configuration: await configurationName(config),
      verdict,
      promoted,
      waivers: [...waivers],
      result: config.keepText ? result : withoutAnswerText(result),
    },
    spread: entryOf(result),
    values: metricValues(result, TREND_RULES.tail),
  };
}

/** How a result that was to be kept was: where it stands, or why it does not. */
export type Recorded = { path: string; added: boolean; promoted: boolean } | { error: unknown };

/** Without its waivers a regression is kept all the same, and not promoted: that can be made good later. */
const unknownWaivers =
  (onProgress: (line: string) => void = () => undefined) =>
  (error: unknown): readonly Waiver[] => {
    onProgress(`whether this regression was accepted is unknown: ${(error as Error).message}`);
    return [];
  };

/**
 * Keeps what a gate measured, where this run may. A failure is returned, not thrown: the verdict stands all the same.
 * @returns `null` where nothing is to be kept
 * @param waiversOf labels of the pull request that a commit of the default branch came from
 */
export async function recordGate(
  config: Config,
  store: Store,
  measured: { result: RunResult | null; comparison: Comparison },
  about: {
    commit: string | null;
    env: NodeJS.ProcessEnv;
    waiversOf?: (commit: string) => Promise<readonly Waiver[]>;
    onProgress?: (line: string) => void;
  },
): Promise<Recorded | null> {
  const { result, comparison } = measured;
  const { commit, env, waiversOf } = about;
  if (!store.keepsAll || result === null) return null;
  const keeping = await keepingOf(env);
  if (keeping === 'nothing' || commit === null) return null;
  try {
    const told = comparison.publication?.waivers ?? [];
    const isAsked = told.length === 0 && comparison.verdict === 'regressed';
    const asked = isAsked ? await waiversOf?.(commit).catch(unknownWaivers(about.onProgress)) : undefined;
    const waivers = asked ?? told;
    const promoted = keeping === 'promote' && mayPromote(comparison, waivers);
    const entry = await entryFor(config, result, comparison, { commit, env, promoted, waivers });
    return { ...(await store.append(entry, pageOf(config, env))), promoted };
  } catch (error) {
    return { error };
  }
}
