import { SameLoop } from '../sandbox/same-loop.ts';
import type { AnswerContext } from './answer.ts';
import type { StopRule } from './types.ts';

/**
 * Programs whose check ran into its time limit in this process, by rule, task and limit: models write many lines behind
 * one loop, and write it again.
 */
export const endless = new SameLoop();

export const endlessKey = (rule: StopRule, { task }: AnswerContext, limitSeconds: number): string =>
  JSON.stringify([rule.name, task.id, task.sha256, limitSeconds]);
