import { describe, expect, test } from '@jest/globals';
import { advising, watchAnswer, type StopRule, type WatchOptions } from '../../src/suppression/index.ts';
import { testsRule } from '../../src/suppression/rules/tests.ts';
import { addTask } from '../sandbox/support/tasks.ts';
import { scriptedPool } from './support/scripted-pool.ts';

const raw = { style: 'raw' as const, answerPrefix: '' };
const answer = '    c = a + b\n    return c\n';
/** A task of its own for each test: what is known to be endless is known in the whole process. */
let tasks = 0;
const fresh = () => ({ ...addTask, id: `own/watching-${++tasks}` });
const watching = (rule: StopRule, scripted: ReturnType<typeof scriptedPool>, more: Partial<WatchOptions> = {}) =>
  watchAnswer({ ...raw, task: fresh(), rule, pool: scripted.pool, ...more });

describe('a rule that checks', () => {
  test('decides for the text and tokens that were offered, and settles with a fresh interpreter', async () => {
    const scripted = scriptedPool((source) => source.includes('return c'));
    const watcher = watching(testsRule, scripted);
    watcher.offer(`${answer}pri`, 9);
    expect([watcher.decided, watcher.reason]).toEqual([null, null]);
    await watcher.settle();
    expect(watcher.decided).toEqual({ tokens: 9, text: answer });
    expect(watcher.reason).toBe('rule');
    expect(watcher.checks).toEqual({ count: 1, cpuSeconds: 0.25, wallSeconds: 0.5 });
    expect(scripted.restored).toBe(1);
    expect(scripted.checks[0]!.options).toEqual({ limitSeconds: 1, advice: true });
  });

  test('checks nothing that could not be complete, nor a program twice, nor once settled or decided', async () => {
    const scripted = scriptedPool((source) => source.includes('return c'));
    const watcher = watching(testsRule, scripted);
    watcher.offer('    c = [\n', 1);
    watcher.offer('    x', 2);
    await watcher.settle();
    expect([scripted.checks.length, scripted.restored]).toEqual([0, 0]);
    watcher.offer(answer, 3);
    expect(scripted.checks).toHaveLength(0);

    const second = watching(testsRule, scripted);
    const next = async (text: string, tokens: number): Promise<void> => {
      second.offer(text, tokens);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await next('    c = a + b\n', 1);
    await next('    c = a + b\n\n', 2);
    await next('    c = a + b\n# note\n', 3);
    expect(scripted.checks).toHaveLength(1);
    await next(answer, 4);
    await next(`${answer}print(1)\n`, 5);
    expect(scripted.checks).toHaveLength(2);
    expect(second.decided).toEqual({ tokens: 4, text: answer });
    await second.settle();
  });

  test('what ran into the limit is not checked again, in a later answer either', async () => {
    const scripted = scriptedPool(() => 'timed out');
    const task = fresh();
    for (let i = 0; i < 2; i++) {
      const watcher = watching(testsRule, scripted, { task });
      watcher.offer('    for x in count(): pass\n', 1);
      await watcher.settle();
      expect(watcher.decided).toBeNull();
      expect(watcher.checks.count).toBe(1 - i);
    }
    expect(scripted.checks).toHaveLength(1);
  });

  /** A rule whose first check takes until `answered`; what runs for ever runs into the limit. */
  const slowRule = (): { seen: string[]; answered: () => void; rule: StopRule } => {
    const slow = { seen: [] as string[], answered: (): void => undefined };
    const rule: StopRule = {
      name: 'slow',
      check: async (_, text) => {
        if (slow.seen.push(text) === 1) await new Promise<void>((resolve) => (slow.answered = resolve));
        return { content: text === answer, timedOut: text.includes('count()'), cpuSeconds: 1, wallSeconds: 1 };
      },
    };
    return Object.assign(slow, { rule });
  };
  const endless = '    for x in count(): pass\n';

  test('what waits is dropped where the check before it found it endless', async () => {
    const slow = slowRule();
    const watcher = watching(
      slow.rule,
      scriptedPool(() => false),
    );
    watcher.offer(endless, 1);
    watcher.offer(`${endless}    return 1\n`, 2);
    slow.answered();
    await new Promise((resolve) => setImmediate(resolve));
    await watcher.settle();
    expect(slow.seen).toEqual([endless]);
  });

  test('what is known to be endless takes the place of nothing that waits', async () => {
    const task = fresh();
    const first = watching(
      { ...slowRule().rule, check: async () => ({ content: false, timedOut: true, cpuSeconds: 1, wallSeconds: 1 }) },
      scriptedPool(() => false),
      { task },
    );
    first.offer(answer + endless, 1);
    await first.settle();
    const slow = slowRule();
    const watcher = watching(
      slow.rule,
      scriptedPool(() => false),
      { task },
    );
    watcher.offer('    c = 1\n', 1);
    watcher.offer(answer, 2);
    watcher.offer(answer + endless, 3);
    slow.answered();
    await new Promise((resolve) => setImmediate(resolve));
    await watcher.settle();
    expect(watcher.decided).toEqual({ tokens: 2, text: answer });
  });

  test('its first failure is thrown at settle, behind the edges of its check', async () => {
    const edges: string[] = [];
    const onCheck = { begin: () => void edges.push('begin'), end: () => void edges.push('end') };
    let n = 0;
    const rule: StopRule = { name: 'broken', check: () => Promise.reject(new Error(`failure ${++n}`)) };
    const scripted = scriptedPool(() => false);
    const watcher = watching(rule, scripted, { onCheck });
    for (const text of ['    a = 1\n', '    a = 1\n    b = 1\n']) {
      watcher.offer(text, 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect(watcher.settle()).rejects.toThrow('failure 1');
    expect(edges).toEqual(['begin', 'end', 'begin', 'end']);
    expect(watcher.checks.count).toBe(0);
  });
});

test('a pool beside decoding only advises; all else of it is the pool’s own', async () => {
  const scripted = scriptedPool(() => true);
  const pool = advising(scripted.pool);
  expect(pool.ready).toBe(scripted.pool.ready);
  const program = { source: 'x', test: 't', entryPoint: 'add' };
  expect(await pool.check(program, { limitSeconds: 2 })).toMatchObject({ passed: true });
  expect(scripted.checks).toEqual([{ program, options: { limitSeconds: 2, advice: true } }]);
  expect(await pool.parse('y')).toMatchObject({ module: { statements: [] } });
  await pool.restore();
  await pool.close();
  expect([scripted.parsed, scripted.restored, scripted.closed]).toEqual([['y'], 1, 1]);
});
