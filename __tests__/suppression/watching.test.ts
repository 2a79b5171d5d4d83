import { describe, expect, test } from '@jest/globals';
import { advising, watchAnswer, type StopRule, type WatchOptions } from '../../src/suppression/index.ts';
import { StopMatcher } from '../../src/suppression/stop-strings.ts';
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

  test('what waits is dropped where the check before it found it endless', async () => {
    let answered: () => void = () => {};
    const seen: string[] = [];
    const rule: StopRule = {
      name: 'slow',
      check: async (_, text) => {
        seen.push(text);
        await new Promise<void>((resolve) => (answered = resolve));
        return { content: false, timedOut: true, cpuSeconds: 1, wallSeconds: 1 };
      },
    };
    const watcher = watching(
      rule,
      scriptedPool(() => false),
    );
    watcher.offer('    for x in count(): pass\n', 1);
    watcher.offer('    for x in count(): pass\n    return 1\n', 2);
    answered();
    await watcher.settle();
    expect(seen).toHaveLength(1);
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

describe('a rule that matches text', () => {
  const strings: StopRule = { name: 'strings', match: () => new StopMatcher(['\nprint']) };

  test('decides for the token that spells what is kept; later ones are overrun', () => {
    const watcher = watching(
      strings,
      scriptedPool(() => true),
    );
    const text = '    return a\nprint(1)\n';
    for (const [i, length] of [6, 12, 15, 18, 21].entries()) watcher.offerToken(text.slice(0, length), i + 1);
    expect(watcher.decided).toEqual({ tokens: 2, text: '    return a' });
    expect(watcher.reason).toBe('rule');
  });

  test('is not asked at line ends, nor one that checks at tokens', async () => {
    const scripted = scriptedPool(() => true);
    const matching = watching(strings, scripted);
    matching.offer('    return a\nprint(1)\n', 1);
    const checking = watching(testsRule, scripted);
    checking.offerToken(answer, 1);
    await Promise.all([matching.settle(), checking.settle()]);
    expect([matching.decided, checking.decided, scripted.checks.length]).toEqual([null, null, 0]);
  });

  test('stops nothing amid thoughts, nor what stands before the answer', () => {
    const early: StopRule = { name: 'early', match: () => ({ held: 0, offer: () => 3 }) };
    const context = { style: 'chat' as const, reasoning: { opened: true } };
    for (const [text, decided] of [
      ['hm so it is', null],
      ['hm</think>x', null],
      ['', null],
    ] as const) {
      const watcher = watching(
        early,
        scriptedPool(() => true),
        context,
      );
      watcher.offerToken(text, 1);
      expect(watcher.decided).toBe(decided);
    }
  });

  test('the loop cut-off is second to the rule, and stands alone beside none', () => {
    const again = 'print(add(1, 2))  # again\n';
    const text = `${again}${again.repeat(5)}`;
    const offered = (rule: StopRule, loops?: object) => {
      const watcher = watching(
        rule,
        scriptedPool(() => true),
        loops ? { loops } : {},
      );
      watcher.offerToken(text, 30);
      return [watcher.reason, watcher.decided?.text.length ?? null];
    };
    expect(offered({ name: 'none' })).toEqual([null, null]);
    expect(offered({ name: 'none' }, {})).toEqual(['loop', again.length]);
    expect(offered(strings, {})).toEqual(['rule', again.length - 1]);
    expect(offered({ name: 'none' }, { repeats: 7 })).toEqual([null, null]);
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
