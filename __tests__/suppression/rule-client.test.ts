import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuleProcess } from '../../src/suppression/rule-process/client.ts';
import { childrenOf } from '../sandbox/support/children.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-client-'));
const opened: RuleProcess[] = [];
const ours = () => childrenOf().filter((c) => c.command.includes(folder));
afterAll(async () => {
  for (const rule of opened) await rule.close();
  expect(ours()).toEqual([]);
  rmSync(folder, { recursive: true });
});

let modules = 0;
const started = async (text: string): Promise<RuleProcess> => {
  const path = join(folder, `rule-${++modules}.mjs`);
  writeFileSync(path, text);
  const rule = await RuleProcess.start(path);
  opened.push(rule);
  return rule;
};
const input = { task: addTask, style: 'raw' as const, text: 'a\n', program: 'b\n' };
const never = (): Promise<boolean> => Promise.reject(new Error('not asked for'));
/** Of a rule that writes these lines to descriptor 3 whenever it is asked, and is not content. */
const forging = (...lines: string[]): string =>
  `import { writeSync } from 'node:fs';
   export default () => { for (const line of ${JSON.stringify(lines)}) writeSync(3, line + '\\n'); return false; };`;
const forgedAnswer = (length: number): string => {
  const line = JSON.stringify({ answer: 0, content: true, cpuSeconds: 1, pad: '' });
  return line.replace('"pad":""', `"pad":"${'x'.repeat(length - line.length)}"`);
};

test('a rule answers each question, with the answer so far and the sandbox at hand', async () => {
  const rule = await started(
    'export default async ({ text, program, passes }) => text === "a\\n" && program === "b\\n" && (await passes("t"));',
  );
  const asked: string[] = [];
  const passes = (test: string) => Promise.resolve(asked.push(test) === 1);
  expect(await rule.complete(input, passes)).toMatchObject({ content: true });
  const second = await rule.complete(input, passes);
  expect(second.content).toBe(false);
  expect(second.cpuSeconds >= 0 && second.cpuSeconds < 10).toBe(true);
  expect((await rule.complete({ ...input, text: 'b' }, never)).content).toBe(false);
  expect(asked).toEqual(['t', 't']);
});

test('once closed its process is gone, and it answers nothing more', async () => {
  const before = ours().length;
  const rule = await started('export default () => new Promise(() => undefined);');
  expect(ours().length).toBe(before + 1);
  const asked = expect(rule.complete(input, never)).rejects.toMatchObject({ code: 'rule-invalid' });
  await rule.close();
  await asked;
  expect(ours().length).toBe(before);
  await rule.close();
  await expect(rule.complete(input, never)).rejects.toMatchObject({ code: 'rule-invalid' });
});

test('several questions are open at a time, each with its own sandbox', async () => {
  const rule = await started('export default async ({ passes, text }) => await passes(text);');
  const content = await Promise.all(
    ['x', 'y', 'z'].map(async (text) => (await rule.complete({ ...input, text }, async (t) => t === 'y')).content),
  );
  expect(content).toEqual([false, true, false]);
});

test('what a rule or its sandbox throws is told by name', async () => {
  const throwing = await started('export default () => { throw new Error("mine"); };');
  await expect(throwing.complete(input, never)).rejects.toMatchObject({
    code: 'rule-invalid',
    message: expect.stringMatching(/rule-\d+\.mjs failed: mine/),
    fix: expect.stringContaining('docs/suppression.md'),
  });
  const asking = await started('export default async ({ passes }) => await passes("t");');
  await expect(asking.complete(input, never)).rejects.toThrow(/failed: not asked for/);
});

describe('a module that is no rule', () => {
  test.each([
    ['export const x = 1;', /has no function as its default export/],
    ['throw new Error("mine");', /cannot be loaded: mine/],
    ['import "./elsewhere.mjs"; export default () => true;', /cannot be loaded: .*elsewhere\.mjs/],
    ['process.exit(3);', /ended its process \(status 3\)/],
    ['process.kill(process.pid, "SIGKILL");', /ended its process \((SIGKILL|status 137)\)/],
  ])('%s', async (text, message) => {
    await expect(started(text)).rejects.toMatchObject({
      code: 'rule-invalid',
      message: expect.stringMatching(message),
    });
  });

  test('is not there', async () => {
    await expect(RuleProcess.start(join(folder, 'missing.mjs'))).rejects.toMatchObject({
      code: 'rule-invalid',
      message: expect.stringContaining('there is no such file'),
      cause: expect.objectContaining({ code: 'ENOENT' }),
    });
  });

  test('tells no more than 500 characters of why', async () => {
    const error: Error = await started(`throw new Error('x'.repeat(600));`).then(
      () => new Error('loaded'),
      (e: unknown) => e as Error,
    );
    expect(error.message).toMatch(/ cannot be loaded: x+$/);
    expect(error.message.slice(error.message.indexOf('cannot be')).length).toBe(500);
  });
});

test('a rule that ends its process ends every question, now and later', async () => {
  const rule = await started('export default () => process.exit(4);');
  for (let i = 0; i < 2; i++)
    await expect(rule.complete(input, never)).rejects.toThrow(/ended its process \(status 4\)/);
});

describe('what a rule writes past us', () => {
  test.each([
    ['no JSON', 'hm'],
    ['no object', '3'],
    ['nothing', 'null'],
    ['an answer to nothing', '{"answer":99,"content":true}'],
    ['an error of nothing', '{"answer":99,"error":"x"}'],
    ['a call of nothing', '{"call":1,"ask":99,"test":"t"}'],
    ['that it is ready again', '{"ready":true}'],
    ['that it is broken', '{"broken":"x"}'],
    ['a line too long', forgedAnswer((1 << 20) + 1)],
  ])('%s: counts for nothing', async (_, line) => {
    expect(await (await started(forging(line))).complete(input, never)).toMatchObject({ content: false });
  });

  test('an answer counts field by field', async () => {
    const answer = async (line: string) => await (await started(forging(line))).complete(input, never);
    expect(await answer(forgedAnswer(1 << 20))).toEqual({ content: true, cpuSeconds: 1 });
    expect(await answer('{"answer":0,"content":"yes","cpuSeconds":-1}')).toEqual({ content: false, cpuSeconds: 0 });
    expect(await answer('{"answer":0,"content":true,"cpuSeconds":"1"}')).toEqual({ content: true, cpuSeconds: 0 });
    expect(await answer('{"answer":0,"content":true,"cpuSeconds":0.5}')).toEqual({ content: true, cpuSeconds: 0.5 });
  });

  test('a call while it is being loaded passes nothing', async () => {
    const rule = await started(
      `import { writeSync } from 'node:fs';
       writeSync(3, '{"call":5,"ask":-1,"test":"t"}\\n');
       await new Promise((resolve) => setTimeout(resolve, 50));
       export default () => true;`,
    );
    expect(await rule.complete(input, never)).toMatchObject({ content: true });
  });
});

test('keeps no process of ours alive while nothing is asked of it', async () => {
  const held = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
  const before = held();
  const rule = await started('export default async ({ passes }) => await passes("t");');
  expect(held()).toBe(before);
  let during = 0;
  await rule.complete(input, async () => {
    during = held();
    return true;
  });
  expect([during, held()]).toEqual([before + 1, before]);
});

test('sees nothing of our environment, and may read only what lies beside it', async () => {
  const rule = await started(
    `import { readFileSync } from 'node:fs';
     const denied = (path) => { try { readFileSync(path); return false; } catch (e) { return e.code === 'ERR_ACCESS_DENIED'; } };
     export default ({ text }) => text === JSON.stringify(Object.keys(process.env)) && denied('/etc/hostname');`,
  );
  expect(await rule.complete({ ...input, text: '[]' }, never)).toMatchObject({ content: true });
});
