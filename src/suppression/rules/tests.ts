import { programOf } from '../answer.ts';
import type { StopRule } from '../types.ts';

/** The study's rule: the answer is valid and passes the task's own tests. */
export const testsRule: StopRule = {
  name: 'tests',
  async check(context, text, pool, limitSeconds) {
    const source = programOf({ ...context, text });
    const { test, entryPoint } = context.task;
    const { passed, cpuSeconds, wallSeconds } = await pool.check({ source, test, entryPoint }, { limitSeconds });
    return { content: passed, cpuSeconds, wallSeconds };
  },
};
