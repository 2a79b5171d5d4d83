import { describe, expect, test } from '@jest/globals';
import { requireIntervals } from '../../src/energy/intervals.ts';
import { markersText, parseMarker } from '../../src/energy/markers.ts';

const line = (more: object, edge = 'end'): string =>
  JSON.stringify({ joulegate: edge, phase: 'decode', id: 'a', t_ns: edge === 'end' ? 9 : 1, ...more });
const parse = (more: object, edge = 'end') => parseMarker(line(more, edge), 3, 'm.jsonl')!;

describe('optional keys of a marker', () => {
  test('counts of tokens are read, 0 among them; null and nothing are none', () => {
    expect(parse({ tokens: 127, context_tokens: 0 })).toMatchObject({ tokens: 127, contextTokens: 0 });
    for (const none of [{}, { tokens: null, context_tokens: null }]) {
      expect(parse(none)).not.toHaveProperty('tokens');
      expect(parse(none)).not.toHaveProperty('contextTokens');
    }
  });

  test.each([
    [{ tokens: '128' }, '"tokens" is no number of tokens'],
    [{ tokens: -1 }, '"tokens" is no number of tokens'],
    [{ tokens: [1, 2] }, '"tokens" is no number of tokens'],
    [{ context_tokens: true }, '"context_tokens" is no number of tokens'],
  ])('%j is refused with its line', (more, message) => {
    expect(() => parse(more)).toThrow(`m.jsonl line 3: ${message}`);
  });

  test('other keys are let by', () => {
    expect(parse({ model: 'x', user: {} })).toMatchObject({ edge: 'end', phase: 'decode', id: 'a', tNs: 9 });
  });

  test('what is read is written, so that a stored pair gives the same again', () => {
    const edges = [parse({ context_tokens: 50 }, 'begin'), parse({ tokens: 12 })];
    const text = markersText(edges);
    expect(text).toBe(`${line({ context_tokens: 50 }, 'begin')}\n${line({ tokens: 12 })}\n`);
    expect(
      markersText(
        text
          .trim()
          .split('\n')
          .map((l) => parseMarker(l, 1, '')!),
      ),
    ).toBe(text);
  });
});

describe('tokens of an interval', () => {
  const of = (begin: object, end: object) => requireIntervals([parse(begin, 'begin'), parse(end)], 0, 'm')[0]!;

  test('are those of its end, else those that its begin announced', () => {
    expect(of({ tokens: 9 }, { tokens: 7 }).tokens).toBe(7);
    expect(of({ tokens: 9 }, {}).tokens).toBe(9);
    expect(of({}, { tokens: 0 }).tokens).toBe(0);
    expect(of({}, {})).not.toHaveProperty('tokens');
  });

  test('and are apart from the context', () => {
    expect(of({ context_tokens: 50 }, { tokens: 7 })).toMatchObject({ contextTokens: 50, tokens: 7 });
  });
});
