import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCheckPool } from '../../src/sandbox/index.ts';
import { examplesOf } from '../../src/suppression/index.ts';
import { exampleTest } from '../../src/suppression/rules/doctest.ts';
import { humanEval, reference } from '../sandbox/support/humaneval.ts';

const pool = startCheckPool();
beforeAll(() => pool.ready);
afterAll(() => pool.close());

const tasks = humanEval();
(tasks ? test : test.skip)(
  "finds examples in 155 of HumanEval's prompts, which all but 4 references satisfy",
  async () => {
    const none: string[] = [];
    const failing: string[] = [];
    for (const task of tasks ?? []) {
      const examples = examplesOf(task);
      if (examples.length === 0) none.push(task.id);
      else {
        const result = await pool.check({ ...reference(task), test: exampleTest(examples) });
        if (!result.passed) failing.push(`${task.id} ${result.result}`);
      }
    }
    expect(none.length).toBeLessThanOrEqual(9);
    expect(failing.length).toBeLessThanOrEqual(4);
  },
);
