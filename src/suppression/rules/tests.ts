import { programOf } from '../answer.ts';
import { outcomeOf } from '../outcome.ts';
import type { StopRule } from '../types.ts';

/** The study's rule: the answer is valid and passes the task's own tests. */
export const testsRule: StopRule = {
  name: 'tests',
  async check(context, text, pool, limitSeconds) {
    const source = programOf({ ...context, text });
    const { test, entryPoint, prompt } = context.task;
    return outcomeOf(await pool.check({ source, test, entryPoint, prompt }, { limitSeconds }));
  },
};
