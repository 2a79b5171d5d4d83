import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { busyOf } from '../../../src/energy/measure/busy.ts';

const of = (...spans: [number, number][]) => busyOf(spans.map(([start, end]) => ({ start, end })));

test('union, and the share of it in which two or more ran', () => {
  expect(of([0, 2], [1, 3])).toEqual({ seconds: 3, overlap: 1 / 3 });
  expect(of([0, 4], [1, 2], [1, 2], [3, 4])).toEqual({ seconds: 4, overlap: 0.5 });
});

test('neighbours that touch do not overlap, nor do gaps count', () => {
  expect(of([0, 1], [1, 2], [5, 6])).toEqual({ seconds: 3, overlap: 0 });
});

test('nothing, or nothing of any length, has no overlap', () => {
  expect(of()).toEqual({ seconds: 0, overlap: 0 });
  expect(of([1, 1], [1, 1])).toEqual({ seconds: 0, overlap: 0 });
});

test('whatever lies where: as counted second by second', () => {
  const span = fc.tuple(fc.nat(20), fc.nat(8)).map(([start, length]) => [start, start + length] as [number, number]);
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const open = Array.from({ length: 30 }, (_, s) => spans.filter(([a, b]) => a <= s && s < b).length);
      const busy = open.filter((n) => n > 0).length;
      const shared = open.filter((n) => n > 1).length;
      expect(of(...spans)).toEqual({ seconds: busy, overlap: busy > 0 ? shared / busy : 0 });
    }),
  );
});
