import { describe, expect, test } from '@jest/globals';
import { outcomeOf } from '../../src/suppression/outcome.ts';
import { createRule, RULE_NAMES, STOP_PRESETS, stopStringsOf } from '../../src/suppression/index.ts';
import { addTask } from '../sandbox/support/tasks.ts';
import { scriptedPool } from './support/scripted-pool.ts';

const fenced = { task: addTask, style: 'chat' as const, answerPrefix: '```python\n' };
const raw = { ...fenced, style: 'raw' as const, answerPrefix: '' };
const answer = 'def add(a, b):\n    return a + b\n';
const program = `${addTask.prompt}\n${answer}`;

test.each(RULE_NAMES)('rule %s is made by its name, and bears it', async (name) => {
  expect((await createRule({ rule: name })).name).toBe(name);
});

test.each(['', 'test', 'docttest', 'rule.mjs.txt', 'rule.ts'])('no rule is named %j', async (rule) => {
  await expect(createRule({ rule })).rejects.toMatchObject({
    code: 'rule-invalid',
    message: expect.stringContaining(JSON.stringify(rule)),
    fix: expect.stringContaining('tests, doctest, syntax, stop-strings, none'),
  });
});

test.each(['rule.js', 'rule.mjs', 'rule.cjs', './rule.js'])(
  'a module needs an absolute path, unlike %j',
  async (rule) => {
    await expect(createRule({ rule })).rejects.toMatchObject({
      code: 'rule-invalid',
      message: expect.stringMatching(/rule\.[cm]?js is no absolute path/),
    });
  },
);

describe('stop strings', () => {
  test('are codex by default, a preset by name, or a list', async () => {
    const kept = async (stopStrings: string | string[] | undefined, text: string) => {
      const rule = await createRule({ rule: 'stop-strings', ...(stopStrings ? { stopStrings } : {}) });
      return rule.match!(raw).offer(text);
    };
    expect(await kept(undefined, '    return 1\n#')).toBe(12);
    expect(await kept('evalplus', '    return 1\n#')).toBeNull();
    expect(await kept('evalplus', '    return 1\nassert x')).toBe(12);
    expect(await kept(['1'], '    return 1\n')).toBe(11);
  });

  test('of evalplus differ for chat, where a list of its own stands; the others have one for both', () => {
    expect(stopStringsOf('evalplus', 'chat')).toContain('\n```\n');
    expect(stopStringsOf('evalplus', 'chat')).not.toContain('\ndef ');
    expect(stopStringsOf('evalplus', 'raw')).toContain('\ndef ');
    for (const style of ['chat', 'raw'] as const) {
      expect(stopStringsOf('evalplus', style)).toContain('<|endoftext|>');
      expect(stopStringsOf('codex', style)).toEqual(['\nclass', '\ndef', '\n#', '\nif', '\nprint']);
      expect(stopStringsOf(['a'], style)).toEqual(['a']);
    }
    for (const { source } of Object.values(STOP_PRESETS)) expect(source).toMatch(/arxiv|\.py/i);
  });

  test.each([[[]], [['a', '']]])('%j is no list of them', (stops) => {
    expect(() => stopStringsOf(stops, 'raw')).toThrow(
      expect.objectContaining({
        code: 'rule-invalid',
        message: expect.stringMatching(/empty/),
        fix: expect.stringContaining('at least one string'),
      }),
    );
  });

  test.each(['codx', 'toString', ''])('no preset is named %j', (stops) => {
    expect(() => stopStringsOf(stops, 'raw')).toThrow(
      expect.objectContaining({
        code: 'rule-invalid',
        message: expect.stringContaining(JSON.stringify(stops)),
        fix: expect.stringContaining('codex, bigcode, evalplus'),
      }),
    );
  });
});

test('what a check says of an answer; only a time limit is told apart', () => {
  const spent = { cpuSeconds: 0.5, wallSeconds: 0.75 };
  expect(outcomeOf({ passed: true, result: 'passed', ...spent })).toEqual({ content: true, ...spent });
  expect(outcomeOf({ passed: false, result: 'failed: x', ...spent })).toEqual({ content: false, ...spent });
  expect(outcomeOf({ passed: false, result: 'timed out', ...spent })).toEqual({
    content: false,
    timedOut: true,
    ...spent,
  });
});

test('rule tests runs the hidden tests on the answer’s program', async () => {
  const rule = await createRule({ rule: 'tests' });
  const scripted = scriptedPool(() => true);
  expect(await rule.check!(fenced, answer, scripted.pool, 2)).toMatchObject({ content: true });
  const { test: hidden, entryPoint, prompt } = addTask;
  expect(scripted.checks).toEqual([
    { program: { source: program, test: hidden, entryPoint, prompt }, options: { limitSeconds: 2 } },
  ]);
});

test('rule doctest runs the prompt’s own examples; without any it asks nothing and is never content', async () => {
  const rule = await createRule({ rule: 'doctest' });
  const scripted = scriptedPool(() => true);
  for (let i = 0; i < 2; i++)
    expect(await rule.check!(fenced, answer, scripted.pool, 2)).toMatchObject({ content: true });
  const [first, second] = scripted.checks;
  expect(first).toMatchObject({ program: { source: program, entryPoint: 'add' }, options: { limitSeconds: 2 } });
  expect(first!.program.test).toContain('["add(1, 2)","3",1]');
  expect(second).toEqual(first);
  const without = { ...fenced, task: { ...addTask, prompt: 'def add(a, b):\n    """No example."""\n' } };
  expect(await rule.check!(without, answer, scripted.pool, 2)).toEqual({
    content: false,
    cpuSeconds: 0,
    wallSeconds: 0,
  });
  expect(scripted.checks).toHaveLength(2);
});

describe('rule syntax', () => {
  const statement = (kind: string, name: string, onlyDocstring = false) => ({
    kind,
    name,
    start: 1,
    end: 2,
    onlyDocstring,
  });
  const content = async (statements: ReturnType<typeof statement>[] | null, text = answer) => {
    const rule = await createRule({ rule: 'syntax' });
    const scripted = scriptedPool(() => false, statements);
    const outcome = await rule.check!(fenced, text, scripted.pool, 1);
    expect(scripted.checks).toEqual([]);
    expect(outcome).toMatchObject({ cpuSeconds: 0.25, wallSeconds: 0.5 });
    return outcome.content;
  };

  test('is content with a top-level function of the entry point’s name that Python’s parser sees', async () => {
    expect(await content([statement('Import', 'math'), statement('FunctionDef', 'add')])).toBe(true);
    expect(await content([statement('AsyncFunctionDef', 'add')])).toBe(true);
    expect(await content([statement('FunctionDef', 'other')])).toBe(false);
    expect(await content([statement('ClassDef', 'add')])).toBe(false);
    expect(await content([statement('FunctionDef', 'add', true)])).toBe(false);
    expect(await content([])).toBe(false);
    expect(await content(null)).toBe(false);
    expect(await content([statement('FunctionDef', 'add')], 'import math\n')).toBe(false);
  });

  const cut = async (text: string, ended = false, context: typeof fenced | typeof raw = fenced) => {
    const at = (await createRule({ rule: 'syntax' })).cut!(context, text, ended);
    return at === null ? null : text.slice(0, at);
  };

  test('is asked once the next top-level statement has begun, or the fence is closed', async () => {
    expect(await cut(answer)).toBeNull();
    expect(await cut(`${answer}\n\nprint(1)`)).toBe(`${answer}\n\n`);
    expect(await cut(`${answer}x = 1\ny = 2`)).toBe(`${answer}x = 1\n`);
    expect(await cut(`${answer}    more\n`)).toBeNull();
    expect(await cut(`${answer}# note\n`)).toBeNull();
    expect(await cut(`${answer})\n`)).toBeNull();
    expect(await cut(`${answer}\`\`\`\nprose`)).toBe(`${answer}\`\`\`\n`);
    expect(await cut(`${answer}\`\`\``)).toBe(`${answer}\`\`\``);
    expect(await cut('def add(a, b):\n    x = """\nleft\n"""\n')).toBeNull();
    for (const word of ['else', 'elif x', 'except E', 'finally'])
      expect(await cut(`def add(a, b):\n    return 1\n${word}:`)).toBeNull();
  });

  test('is asked at an answer’s end, and nowhere while it cannot be complete', async () => {
    expect(await cut(answer, true)).toBe(answer);
    expect(await cut('import math\nimport os\n')).toBeNull();
    expect(await cut('import math\n', true)).toBeNull();
    const thinking = { ...fenced, answerPrefix: '', reasoning: { opened: true } };
    expect(await cut(answer, true, thinking)).toBeNull();
  });

  test('takes a body for what it is: it ends where something stands at the left', async () => {
    expect(await cut('    return a\n\nprint(1)', false, raw)).toBe('    return a\n\n');
    expect(await cut('    return a\n\n    x = 1', false, raw)).toBeNull();
    expect(await cut('    return a\nx = 1')).toBe('    return a\n');
    expect(await cut('return a\nx = 1')).toBeNull();
    expect(await cut('\nreturn a\nx = 1')).toBeNull();
    expect(await cut('return a\n```\n')).toBe('return a\n```\n');
  });
});
