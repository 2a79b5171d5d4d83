import type { Comparison, Metric } from '../common/generated/comparison.ts';
import type { ConfigFile } from '../common/generated/config.ts';
import { inHeadline } from '../common/metrics.ts';

type CommentMode = NonNullable<ConfigFile['comment']>;

/** Whether a value is not what it was, as far as can be told: an interval that leaves 0, or an exact difference. */
const hasMoved = ({ change, interval }: Metric): boolean =>
  interval ? interval[0]! > 0 || interval[1]! < 0 : change !== null && change !== 0;

/** Whether a comparison has something to tell that its reader does not expect. */
function moved(c: Comparison): boolean {
  if (c.reasons.includes('subject-unchanged')) return false;
  // A pull request that brings the gate shows that it works.
  if (c.verdict !== 'pass' || c.reasons.includes('no-baseline')) return true;
  return c.metrics.some((m) => (m.verdict !== null || inHeadline(m)) && hasMoved(m));
}

/**
 * Whether a pull request gets this comparison as a comment. @param standing whether one of ours stands there already:
 * `on-change` always brings that up to date. What the change does to the gate itself is said whatever the mode is.
 */
export function shouldPost(c: Comparison, mode: CommentMode, standing: boolean): boolean {
  if ((c.gateChanges?.keys.length ?? 0) > 0) return true;
  if (mode !== 'on-change') return mode === 'always';
  return standing || moved(c);
}
