import { expect, test } from '@jest/globals';
import type { Attribution } from '../../src/energy/attribution/types.ts';
import { pairEdges, type Edge } from '../../src/energy/intervals.ts';
import { requestsOf } from '../../src/energy/meters/block.ts';

const edges = (id: string, begin: number, end: number, extra: boolean): Edge[] => [
  { edge: 'begin', phase: 'prefill', id, tNs: begin * 1e9, ...(extra ? { extra } : {}) },
  { edge: 'end', phase: 'prefill', id, tNs: end * 1e9 },
];

/** Every interval has caused 10 J; the error of a sum is 0.1 J for each of its intervals. */
const attributionOf = (count: number): Attribution => ({
  gross: new Float64Array(count).fill(10),
  net: new Float64Array(count).fill(10),
  phases: new Map([
    [
      'prefill',
      {
        grossJoules: 10 * count,
        netJoules: 10 * count,
        grossError: 0.1 * count,
        netError: 0.1 * count,
        resolvable: true,
        reasons: [],
      },
    ],
  ]),
  idleWatts: null,
  sensor: {},
  contrast: (coefficients) => {
    const members = coefficients.reduce((a, b) => a + b, 0);
    return { grossJoules: 10 * members, netJoules: 10 * members, grossError: 0.1 * members, netError: 0.1 * members };
  },
});

test("extra requests sharpen a phase's power, and their error is no part of the tasks'", () => {
  const { intervals, problems } = pairEdges(
    [...edges('0/head/plain/0', 0, 1, false), ...edges('prefill/0', 2, 3, true), ...edges('prefill/1', 4, 5, true)],
    0,
  );
  expect(problems).toEqual([]);
  expect(intervals.map((i) => i.extra ?? false)).toEqual([false, true, true]);
  const requests = requestsOf(intervals, [attributionOf(3)], { status: 'ok', reasons: [] });
  expect(requests.get('0/head/plain/0')!.prefill).toMatchObject({ netJoules: 10, standardError: 0.1 });
  for (const id of ['prefill/0', 'prefill/1'])
    expect(requests.get(id)!.prefill).toMatchObject({ netJoules: 10, standardError: expect.closeTo(0.1, 12) });
});

test('a name alone makes no request an extra one', () => {
  const { intervals } = pairEdges([...edges('a', 0, 1, false), ...edges('extra/0', 2, 3, false)], 0);
  expect(intervals.some((i) => i.extra)).toBe(false);
  const error = requestsOf(intervals, [attributionOf(2)], { status: 'ok', reasons: [] }).get('a')!.prefill
    .standardError;
  expect(error).toBeCloseTo(0.1, 12);
});
