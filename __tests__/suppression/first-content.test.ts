import { describe, expect, test } from '@jest/globals';
import { SameLoop } from '../../src/sandbox/same-loop.ts';
import type { StopRule } from '../../src/suppression/index.ts';
import { ANSWER_LIMITS, firstContent, firstStop } from '../../src/suppression/first-content.ts';
import { StopMatcher } from '../../src/suppression/stop-strings.ts';
import { testsRule } from '../../src/suppression/rules/tests.ts';
import { addTask } from '../sandbox/support/tasks.ts';
import { lineEndsOf } from './support/line-ends.ts';
import { scriptedPool, type Scripted } from './support/scripted-pool.ts';

const raw = { task: addTask, style: 'raw' as const, answerPrefix: '' };
const answer = '    c = a + b\n    return c\n';
const options = (scripted: Scripted, text: string, rule: StopRule = testsRule) => ({
  ...raw,
  rule,
  pool: scripted.pool,
  lineEnds: lineEndsOf(text),
  limitSeconds: 1,
  endless: new SameLoop(),
});
const passes = (source: string): boolean => source.includes('return c');

describe('where a rule would have stopped a whole answer', () => {
  test('at the first line end at which it is content, as it would leave the answer there', async () => {
    const scripted = scriptedPool(passes);
    const stop = await firstStop(options(scripted, `${answer}print(1)\nmore\n`));
    expect(stop).toEqual({ index: 1, tokens: 2, text: answer });
    expect(await firstContent(options(scripted, `${answer}print(1)\nmore\n`))).toBe(1);
    expect(scripted.checks[0]).toMatchObject({ options: { limitSeconds: 1 }, program: { entryPoint: 'add' } });
  });

  test('nowhere, if it never is; the pool gets a fresh interpreter all the same', async () => {
    const scripted = scriptedPool(() => false);
    expect(await firstContent(options(scripted, answer))).toBeNull();
    expect(scripted.restored).toBe(1);
    const broken = scriptedPool(() => {
      throw new Error('gone');
    });
    await expect(firstStop(options(broken, answer))).rejects.toThrow('gone');
    expect(broken.restored).toBe(1);
  });

  test('nowhere by a rule that neither checks nor matches; nothing is asked', async () => {
    const scripted = scriptedPool(() => true);
    expect(await firstStop(options(scripted, answer, { name: 'none' }))).toBeNull();
    expect([scripted.checks.length, scripted.restored]).toEqual([0, 0]);
  });

  test('at its end too, where no line end is', async () => {
    const scripted = scriptedPool((source) => source.endsWith('return c'));
    expect(await firstStop(options(scripted, '    c = a + b\n    return c'))).toEqual({
      index: 1,
      tokens: 2,
      text: '    c = a + b\n    return c',
    });
  });

  test('the end is tried for what it is, though no line end could be complete; line ends before are not', async () => {
    const scripted = scriptedPool(() => false);
    await firstStop(options(scripted, '    x = [\n    1,\n'));
    expect(scripted.checks.map((c) => c.program.source)).toEqual([`${addTask.prompt}    x = [\n    1,\n`]);
    const cuts: [string, boolean][] = [];
    const rule: StopRule = {
      name: 'own',
      cut: (_, text, ended) => (cuts.push([text, ended]), null),
      check: async () => ({ content: true, cpuSeconds: 0, wallSeconds: 0 }),
    };
    expect(await firstStop(options(scripted, 'a\nb\n', rule))).toBeNull();
    expect(cuts).toEqual([
      ['a\n', false],
      ['a\nb\n', false],
      ['a\nb\n', true],
    ]);
  });

  test('what only a tail of comments tells apart is checked once', async () => {
    const scripted = scriptedPool(() => false);
    await firstStop(options(scripted, '    return 1\n\n# note\n\n'));
    expect(scripted.checks).toHaveLength(1);
    await firstStop(options(scripted, '    x = 1\n    y = 1\n'));
    expect(scripted.checks).toHaveLength(3);
  });
});

describe('checks that run into their limit', () => {
  const loops = (n: number): string => Array.from({ length: n }, (_, i) => `    for x in f(${i}): pass\n`).join('');

  test('are remembered, and not tried again', async () => {
    const scripted = scriptedPool(() => 'timed out');
    const known = new SameLoop();
    const given = { ...options(scripted, '    for x in count(): pass\n'), endless: known };
    await firstStop(given);
    await firstStop(given);
    expect(scripted.checks).toHaveLength(1);
    await firstStop({ ...given, limitSeconds: 2 });
    expect(scripted.checks).toHaveLength(2);
    await firstStop({ ...given, task: { ...addTask, id: 'own/other' } });
    expect(scripted.checks).toHaveLength(3);
    await firstStop({ ...given, rule: { ...testsRule, name: 'other' } });
    expect(scripted.checks).toHaveLength(4);
  });

  test('what merely fails is not remembered', async () => {
    const scripted = scriptedPool(() => false);
    const given = { ...options(scripted, '    return 1\n'), endless: new SameLoop() };
    await firstStop(given);
    await firstStop(given);
    expect(scripted.checks).toHaveLength(2);
  });

  test('an answer’s checks end once they took more than three times the limit of one', async () => {
    const count = async (cpuSeconds: number): Promise<number> => {
      const scripted = scriptedPool(() => false, [], cpuSeconds);
      expect(await firstContent(options(scripted, loops(40)))).toBeNull();
      return scripted.checks.length;
    };
    expect(ANSWER_LIMITS).toBe(3);
    expect(await count(1)).toBe(4);
    expect(await count(1.5)).toBe(3);
    expect(await count(0.01)).toBe(40);
  });
});

test('a rule that matches text stops where its string begins, at the line end that holds what is kept', async () => {
  const scripted = scriptedPool(() => true);
  const rule: StopRule = { name: 'strings', match: () => new StopMatcher(['\nprint']) };
  expect(await firstStop(options(scripted, `${answer}print(1)\n`, rule))).toEqual({
    index: 1,
    tokens: 2,
    text: answer.trimEnd(),
  });
  expect(await firstStop(options(scripted, answer, rule))).toBeNull();
  expect(scripted.checks).toEqual([]);
});
