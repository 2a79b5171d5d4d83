import { describe, expect, test } from '@jest/globals';
import { watchAnswer, type StopRule, type WatchOptions } from '../../src/suppression/index.ts';
import { StopMatcher } from '../../src/suppression/stop-strings.ts';
import { testsRule } from '../../src/suppression/rules/tests.ts';
import { addTask } from '../sandbox/support/tasks.ts';
import { scriptedPool } from './support/scripted-pool.ts';

const answer = '    c = a + b\n    return c\n';
const watching = (rule: StopRule, scripted: ReturnType<typeof scriptedPool>, more: Partial<WatchOptions> = {}) =>
  watchAnswer({ style: 'raw', answerPrefix: '', task: addTask, rule, pool: scripted.pool, ...more });

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
