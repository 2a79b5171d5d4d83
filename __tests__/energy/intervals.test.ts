import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pairEdges, requireIntervals, type Edge } from '../../src/energy/intervals.ts';

const edge = (kind: 'begin' | 'end', id: string, tNs: number, line?: number, phase = 'prefill'): Edge => ({
  edge: kind,
  phase,
  id,
  tNs,
  line,
});

test.each([
  ['begun twice', [edge('begin', 'a', 1, 1), edge('begin', 'a', 2, 2), edge('end', 'a', 3, 3)], 'is begun twice', 2],
  ['an end alone', [edge('end', 'a', 1, 1)], 'ends without a begin', 1],
  ['end before begin', [edge('begin', 'a', 5, 1), edge('end', 'a', 2, 2)], 'ends before its begin', 2],
  ['no end', [edge('begin', 'a', 5, 4)], 'never ends', 4],
])('%s is an edge error with its line', (_name, edges, message, line) => {
  const { problems } = pairEdges(edges, 0);
  expect(problems).toEqual([{ message: expect.stringContaining(message), line }]);
  expect(() => requireIntervals(edges, 0, 'm.jsonl')).toThrow(`m.jsonl line ${line}`);
});

test('order is by time, not by arrival, and equal times are legal', () => {
  const { intervals, problems } = pairEdges(
    [
      edge('end', 'a', 2e9),
      edge('begin', 'a', 1e9),
      edge('end', 'b', 3e9),
      edge('begin', 'b', 3e9),
      edge('begin', 'a', 2e9),
      edge('end', 'a', 4e9),
    ],
    0,
  );
  expect(problems).toEqual([]);
  expect(intervals.map((i) => [i.id, i.start, i.end])).toEqual([
    ['a', 1, 2],
    ['a', 2, 4],
    ['b', 3, 3],
  ]);
});

test('whatever the arrival, well-formed edges pair without a problem', () => {
  const spans = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      gap: fc.integer({ min: 0, max: 3 }),
      length: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(spans, fc.infiniteStream(fc.nat()), (list, order) => {
      const clock = new Map<string, number>();
      const edges = list.flatMap(({ id, gap, length }) => {
        const start = (clock.get(id) ?? 0) + gap + 1;
        clock.set(id, start + length);
        return [edge('begin', id, start), edge('end', id, start + length)];
      });
      const shuffled = edges
        .map((e) => ({ e, k: order.next().value as number }))
        .sort((a, b) => a.k - b.k)
        .map((x) => x.e);
      const { intervals, problems } = pairEdges(shuffled, 0);
      expect(problems).toEqual([]);
      expect(intervals).toHaveLength(list.length);
    }),
  );
});

test('100,000 edges of one request that are all wrong end as those that are right do', () => {
  const wrong = [
    ...Array.from({ length: 50_000 }, (_, k) => edge('end', 'a', k)),
    ...Array.from({ length: 50_000 }, (_, k) => edge('begin', 'a', 60_000 + k)),
  ];
  expect(pairEdges(wrong, 0).problems.length).toBeGreaterThanOrEqual(50_000);
  const equal = Array.from({ length: 100_000 }, (_, k) => edge(k % 2 === 0 ? 'end' : 'begin', 'a', 7));
  expect(pairEdges(equal, 0)).toMatchObject({ problems: [], intervals: { length: 50_000 } });
  const parted = Array.from({ length: 100_000 }, (_, k) => edge(k < 50_000 ? 'end' : 'begin', 'a', 7));
  expect(pairEdges(parted, 0)).toMatchObject({ problems: [], intervals: { length: 50_000 } });
});
