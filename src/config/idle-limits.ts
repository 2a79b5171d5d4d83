import type { ConfigFile } from '../common/generated/config.ts';
import type { MetricId } from '../common/generated/comparison.ts';

/** What a workload tells of its answers. */
export interface Told {
  /** Whether they pass: by tests, or by a checker. */
  passes: boolean;
  /** How good they are, 0 to 1. */
  score: boolean;
  /** When they are complete: tests run beside decoding. */
  ends: boolean;
}

/** What a metric needs to be told of answers; of the others every answer tells. */
const NEEDS: Partial<Record<MetricId, keyof Told>> = {
  'pass-at-1': 'passes',
  'energy-per-solved-task': 'passes',
  score: 'score',
  'babble-share': 'ends',
  'false-stops': 'ends',
  'missed-stops': 'ends',
};

/** The metrics that a configuration itself limits: its own words, not the defaults. */
export const limitedBy = (thresholds: ConfigFile['thresholds'] = {}): MetricId[] =>
  (Object.keys(thresholds) as MetricId[]).filter((id) => thresholds[id] !== false);

function whyIdle(need: keyof Told, workload: string, told: Told): string {
  if (need === 'score') {
    return told.passes
      ? `${workload} is graded by tests and has no score; its accuracy is "pass-at-1"`
      : `no line of ${workload} has "answers", so nothing would gate`;
  }
  if (told.score && !told.passes) return `${workload} has no tests, so nothing would gate; its accuracy is "score"`;
  return told.passes
    ? `${workload} is graded by a checker, which does not run beside decoding, so nothing would gate`
    : `no line of ${workload} has a test, and no checker grades it, so nothing would gate`;
}

/** The limits among `limited` on what a workload does not tell, which could never fail: a line each. */
export const idleLimits = (limited: readonly MetricId[], workload: string, told: Told): string[] =>
  limited.flatMap((id) => {
    const need = NEEDS[id];
    return need === undefined || told[need] ? [] : [`thresholds.${id}: ${whyIdle(need, workload, told)}`];
  });
