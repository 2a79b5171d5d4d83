import { expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/load.ts';
import { measure } from '../../src/experiment/open.ts';
import { CHAIN_OF_THOUGHT } from '../../src/workload/forms/chain-of-thought.ts';
import { TWO_SHOT } from '../../src/workload/forms/two-shot.ts';
import { describeWith, sharedFiles } from '../support/shared.ts';

describeWith(sharedFiles.humanEval, 'HumanEval in other words', () => {
  describeWith(sharedFiles.smallModel, 'to a real model', () => {
    test.each([
      ['humaneval-2-shot', 'chat', TWO_SHOT],
      ['humaneval-cot', 'raw', CHAIN_OF_THOUGHT],
    ] as const)('%s, %s: the form is asked and recorded, answers are graded by tests', async (name, style, form) => {
      const config = checkConfig(
        {
          model: { path: sharedFiles.smallModel },
          prompt: { style },
          workload: { name, path: sharedFiles.humanEval, tasks: ['HumanEval/23'] },
          sampling: { 'max-tokens': 24 },
          repeats: 1,
          arms: ['plain'],
          meter: 'estimate',
          engine: { gpu: 'none', threads: 1 },
        },
        'test',
        '/',
      );
      const options = { commit: null, journal: null, onProgress: () => undefined };
      const [result] = await measure([{ name: 'head', config }], options);
      expect(result!.subject.prompt).toMatchObject({ style, ...form[style] });
      expect(result!.workload).toMatchObject({ name, tasks: 1 });
      const [answer] = result!.arms.plain!.tasks[0]!.repeats;
      expect(typeof answer!.passed).toBe('boolean');
      expect(answer).not.toHaveProperty('score');
      expect(answer!.outputTokens).toBeLessThanOrEqual(24);
    });
  });
});
