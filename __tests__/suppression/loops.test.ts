import { describe, expect, test } from '@jest/globals';
import { LoopDetector, loopAtEnd } from '../../src/suppression/loops.ts';

describe('the repetition that a text ends in', () => {
  const piece = 'round and round we go. ';

  test('is one from the fourth time on and from 80 characters on, unless told otherwise', () => {
    const line = 'abcdefghijklmnopqrstuvwxy\n';
    expect(loopAtEnd(line.repeat(4))).toEqual({ start: 0, period: 26 });
    expect(loopAtEnd(line.repeat(4).slice(1))).toBeNull();
    expect(loopAtEnd('ab'.repeat(40))).toEqual({ start: 0, period: 2 });
    expect(loopAtEnd('ab'.repeat(40).slice(1))).toBeNull();
    expect(loopAtEnd(line.repeat(2), { repeats: 2, minLength: 52 })).toEqual({ start: 0, period: 26 });
    expect(loopAtEnd(line.repeat(2), { repeats: 2, minLength: 53 })).toBeNull();
    expect(loopAtEnd(line.repeat(2), { repeats: 3, minLength: 1 })).toBeNull();
  });

  test('begins where the text before it ends; the last piece may be begun only', () => {
    expect(loopAtEnd(`INTRO ${piece.repeat(5)}`)).toEqual({ start: 5, period: 23 });
    expect(loopAtEnd(`INTRO:${piece.repeat(5)}`)).toEqual({ start: 6, period: 23 });
    expect(loopAtEnd(`INTRO:${piece.repeat(5)}round`)).toEqual({ start: 6, period: 23 });
    expect(loopAtEnd(`${piece.repeat(5)}STOP`)).toBeNull();
  });

  test('is the longest one: a line repeated, though each ends in a ruler', () => {
    const line = `x = ${'-'.repeat(20)}\n`;
    expect(loopAtEnd(line.repeat(5))).toEqual({ start: 0, period: line.length });
    expect(loopAtEnd('aab'.repeat(40))).toMatchObject({ start: 0, period: 3 });
  });

  test('is none where one character or blanks repeat', () => {
    expect(loopAtEnd(`x = ${'-'.repeat(300)}`)).toBeNull();
    expect(loopAtEnd(' '.repeat(300))).toBeNull();
    expect(loopAtEnd('\n    '.repeat(60))).toBeNull();
    expect(loopAtEnd('\n   .'.repeat(60))).toMatchObject({ period: 5 });
  });

  test('is looked for in the last 1,600 characters', () => {
    const long = 'x'.padEnd(390, 'abcdefg ').padEnd(400, '\n');
    expect(loopAtEnd(long.repeat(4))).toEqual({ start: 0, period: 400 });
    expect(loopAtEnd(long.repeat(10))).toEqual({ start: 2400, period: 400 });
    expect(loopAtEnd(`${long}y`.repeat(5))).toBeNull();
    expect(loopAtEnd('')).toBeNull();
  });
});

describe('the loop cut-off', () => {
  const line = 'print(add(1, 2))  # and again\n';

  test('keeps what stands before the repetition and its first piece', () => {
    expect(new LoopDetector().offer(`def f():\n${line.repeat(5)}`)).toBe(8 + line.length);
  });

  test('looks at line ends, and every 64 characters', () => {
    const text = 'ab'.repeat(100);
    const detector = new LoopDetector();
    const found = Array.from({ length: 140 }, (_, i) => detector.offer(text.slice(0, i + 1)));
    expect(found.findIndex((f) => f !== null)).toBe(127);
    const lines = new LoopDetector({ minLength: 8 });
    expect(lines.offer('ab'.repeat(10))).toBeNull();
    expect(lines.offer(`x\n${'a\n'.repeat(10)}`)).toBe(3);
    expect(lines.offer(`x\n${'a\n'.repeat(10)}a`)).toBeNull();
    expect(new LoopDetector().held).toBe(0);
  });

  test('hands its options on', () => {
    expect(new LoopDetector({ repeats: 2, minLength: 1 }).offer(line.repeat(2))).toBe(line.length);
    expect(new LoopDetector({ repeats: 6 }).offer(line.repeat(5))).toBeNull();
  });
});
