import type { Comparison } from '../common/generated/comparison.ts';
import type { ConfigFile } from '../common/generated/config.ts';
import { inHeadline } from '../common/metrics.ts';
import { hasMoved } from './deciding.ts';

type CommentMode = NonNullable<ConfigFile['comment']>;

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
