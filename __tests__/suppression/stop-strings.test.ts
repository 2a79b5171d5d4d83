import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRule, STOP_PRESETS, stopStringsOf } from '../../src/suppression/index.ts';
import { StopMatcher, armedFrom } from '../../src/suppression/stop-strings.ts';
import { addTask } from '../sandbox/support/tasks.ts';

/** Feeds a text in pieces and gives what is kept. */
function feed(matcher: StopMatcher, text: string, cuts: number[]): number | null {
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const keep = matcher.offer(text.slice(0, cut));
    if (keep !== null) return keep;
  }
  return matcher.offer(text);
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
const stops = fc.array(
  letters.filter((s) => s !== ''),
  { minLength: 1, maxLength: 4 },
);

test('keeps the same text however the tokens cut it', () => {
  fc.assert(
    fc.property(stops, letters, fc.array(fc.nat(40)), (list, text, cuts) => {
      expect(feed(new StopMatcher(list), text, cuts)).toBe(feed(new StopMatcher(list), text, []));
    }),
  );
});

test('what is kept holds no stop, and a stop follows it', () => {
  fc.assert(
    fc.property(stops, letters, (list, text) => {
      const keep = new StopMatcher(list).offer(text);
      if (keep === null) expect(list.some((s) => text.includes(s))).toBe(false);
      else {
        expect(list.some((s) => text.slice(0, keep).includes(s))).toBe(false);
        expect(list.some((s) => text.startsWith(s, keep))).toBe(true);
      }
    }),
  );
});

test('what is given out while tokens arrive is never taken back', () => {
  fc.assert(
    fc.property(stops, letters, (list, text) => {
      const matcher = new StopMatcher(list);
      let given = 0;
      for (let i = 1; i <= text.length; i++) {
        const keep = matcher.offer(text.slice(0, i));
        if (keep !== null) {
          expect(keep).toBeGreaterThanOrEqual(given);
          return;
        }
        given = Math.max(given, i - matcher.held);
      }
    }),
  );
});

test.each([
  ['xyz', 0],
  ['xya', 1],
  ['xab', 2],
  ['a\n', 2],
  ['', 0],
])('of %j %d characters may yet become a stop', (text, held) => {
  const matcher = new StopMatcher(['abc', 'a\nb']);
  expect(matcher.offer(text)).toBeNull();
  expect(matcher.held).toBe(held);
});

test('nothing is held back once a stop is found, nor before one may begin', () => {
  const matcher = new StopMatcher(['abc'], (text) => (text.length < 3 ? null : 2));
  expect([matcher.offer('ab'), matcher.held]).toEqual([null, 0]);
  expect([matcher.offer('aba'), matcher.held]).toEqual([null, 1]);
  expect([matcher.offer('ababc'), matcher.held]).toEqual([2, 0]);
});

const chat = (answerPrefix: string) => armedFrom({ task: addTask, style: 'chat', answerPrefix });
const stopped = (text: string, list: string[], prefix = ''): string | null => {
  const keep = new StopMatcher(list, chat(prefix)).offer(text);
  return keep === null ? null : text.slice(0, keep);
};

test.each([
  [
    'Sure!\n# Solution\n```python\ndef add(a, b):\n    return a + b\n```\nDone\n',
    'Sure!\n# Solution\n```python\ndef add(a, b):\n    return a + b',
  ],
  [
    '```python\nfrom typing import List\n\ndef helper():\n    pass\n\ndef add(a, b):\n    return 1\n\ndef more():',
    '```python\nfrom typing import List\n\ndef helper():\n    pass\n\ndef add(a, b):\n    return 1\n',
  ],
  ['Just prose\n# with a heading\nprint it', null],
])('a chat answer is not stopped by what stands before its function (%j)', (text, kept) => {
  expect(stopped(text, stopStringsOf('bigcode', 'chat'))).toBe(kept);
});

test('in a turn opened with a fence, imports and helpers pass and the closing fence stops', () => {
  const text = '\nimport math\n\ndef add(a, b):\n    return a + b\n```\n';
  expect(stopped(text, stopStringsOf('evalplus', 'chat'), '```python\n')).toBe(
    '\nimport math\n\ndef add(a, b):\n    return a + b',
  );
  expect(stopped('x = 1\n```\nprose', stopStringsOf('evalplus', 'chat'), '```python\n')).toBe('x = 1');
});

test('every preset names its source, and a wrong one names the right ones', async () => {
  expect(Object.keys(STOP_PRESETS)).toEqual(['codex', 'bigcode', 'evalplus']);
  for (const { source, raw } of Object.values(STOP_PRESETS)) expect(source.length * raw.length).toBeGreaterThan(0);
  await expect(createRule({ rule: 'stop-strings', stopStrings: 'codx' })).rejects.toMatchObject({
    code: 'rule-invalid',
    fix: expect.stringContaining('codex, bigcode, evalplus'),
  });
  await expect(createRule({ rule: 'stop-strings', stopStrings: [] })).rejects.toMatchObject({ code: 'rule-invalid' });
});
