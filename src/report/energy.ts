import type { TaskSide } from '../common/generated/comparison.ts';
import { energyOf } from '../common/phases.ts';

/** Joules of a task: prefill, decode and, where metered, its checks. */
export const joulesOf = (s: TaskSide): number | null =>
  energyOf({ prefill: s.prefillJoules, decode: s.decodeJoules, check: s.checkJoules });
