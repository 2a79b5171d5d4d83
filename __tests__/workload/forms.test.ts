import { expect, test } from '@jest/globals';
import { sha256 } from '../../src/common/hash.ts';
import { startGrader } from '../../src/sandbox/index.ts';
import { programOf } from '../../src/suppression/index.ts';
import { CHAIN_OF_THOUGHT } from '../../src/workload/forms/chain-of-thought.ts';
import { EXAMPLES, TWO_SHOT } from '../../src/workload/forms/two-shot.ts';
import { loadWorkload, workloadDigest } from '../../src/workload/load.ts';
import type { CodeTask } from '../../src/workload/types.ts';
import { describeWith, sharedFiles } from '../support/shared.ts';

const task: CodeTask = {
  kind: 'code',
  id: 'own/0',
  prompt: 'def double(x: int) -> int:\n    """ Return twice x.\n    """\n',
  entryPoint: 'double',
  canonicalSolution: '    return 2 * x\n',
  test: 'def check(f):\n    assert f(2) == 4\n',
  sha256: 'a'.repeat(64),
};

test('the worked examples do what their own docstrings say', async () => {
  const grader = await startGrader({ policy: 'best' });
  try {
    const tests = [
      'def check(f):\n    assert f([250, 100, 75]) == [250, 350, 425]\n    assert f([]) == []\n',
      "def check(f):\n    assert f('grace hopper') == 'G.H.'\n    assert f('ada') == 'A.'\n",
    ];
    const names = ['running_total', 'initials'];
    const results = await grader.grade(
      EXAMPLES.map(({ prompt, body }, i) => ({
        source: prompt + body,
        test: tests[i]!,
        entryPoint: names[i]!,
        prompt,
      })),
    );
    expect(results.map((r) => r.result)).toEqual(['passed', 'passed']);
  } finally {
    await grader.close();
  }
});

test('a change of the words that are asked changes the digest; another form is another workload', () => {
  const plain = workloadDigest([task]);
  const two = workloadDigest([task], TWO_SHOT);
  const other = { ...TWO_SHOT, raw: { ...TWO_SHOT.raw, template: `# ${TWO_SHOT.raw.template}` } };
  expect(new Set([plain, two, workloadDigest([task], CHAIN_OF_THOUGHT), workloadDigest([task], other)]).size).toBe(4);
  expect(workloadDigest([task], structuredClone(TWO_SHOT))).toBe(two);
});

test('what is asked is pinned: other words make stored baselines of these workloads incomparable', () => {
  expect([TWO_SHOT, CHAIN_OF_THOUGHT].map((form) => sha256(JSON.stringify(form)))).toEqual([
    '1aa0cfe817613dd8af01097869533e666dfee99234a56c49433f5d95d95a46ad',
    '791d21ca1ea0407c5052e0cf68de929509148c2adaa95657407257aeff8c4040',
  ]);
});

test('every form has the task in it, once; a base model goes on right behind it', () => {
  for (const form of [TWO_SHOT, CHAIN_OF_THOUGHT])
    for (const { template } of Object.values(form)) expect(template.split('{prompt}')).toHaveLength(2);
  for (const form of [TWO_SHOT, CHAIN_OF_THOUGHT]) expect(form.raw.template.endsWith('{prompt}')).toBe(true);
});

test('the program of a thought-out answer stands behind the thoughts; a base model thinks in comments of the body', async () => {
  const chat = programOf({
    style: 'chat',
    answerPrefix: CHAIN_OF_THOUGHT.chat.answerPrefix,
    task,
    text: 'First, double means times two:\n\n```python\n>>> 2 + 2\n```\n\nSo:\n\n```python\ndef double(x: int) -> int:\n    return x + x\n```\nDone.',
  });
  const raw = programOf({
    style: 'raw',
    answerPrefix: CHAIN_OF_THOUGHT.raw.answerPrefix,
    task,
    text: ' twice is the sum with itself\n    # 2. so add\n    return x + x\n',
  });
  expect(chat).toContain('return x + x');
  expect(chat).not.toContain('>>>');
  const grader = await startGrader({ policy: 'best' });
  try {
    const results = await grader.grade(
      [chat, raw].map((source) => ({ source, test: task.test, entryPoint: task.entryPoint, prompt: task.prompt })),
    );
    expect(results.map((r) => r.result)).toEqual(['passed', 'passed']);
  } finally {
    await grader.close();
  }
});

describeWith(sharedFiles.humanEval, "HumanEval's tasks in other words", () => {
  test('two-shot and chain of thought ask the same tasks as humaneval, under digests of their own', async () => {
    const load = async (name: 'humaneval' | 'humaneval-2-shot' | 'humaneval-cot') =>
      await loadWorkload({ name, path: sharedFiles.humanEval, tasks: null });
    const [plain, two, cot] = [await load('humaneval'), await load('humaneval-2-shot'), await load('humaneval-cot')];
    expect(two.tasks).toEqual(plain.tasks);
    expect(cot.tasks).toEqual(plain.tasks);
    expect([plain.form, two.form, cot.form]).toEqual([undefined, TWO_SHOT, CHAIN_OF_THOUGHT]);
    expect(new Set([plain.digest, two.digest, cot.digest]).size).toBe(3);
    // No worked example is a task of HumanEval's.
    for (const { prompt } of EXAMPLES) {
      const name = /def (\w+)/.exec(prompt)![1]!;
      const all = await loadWorkload({ name: 'humaneval-full', path: sharedFiles.humanEval, tasks: null });
      expect(all.tasks.map((t) => t.entryPoint)).not.toContain(name);
    }
  });
});
