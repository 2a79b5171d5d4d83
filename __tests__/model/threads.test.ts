import { expect, test } from '@jest/globals';
import type { LlamaModel } from 'node-llama-cpp';
import { probeThreads, threadCandidates } from '../../src/model/llama/threads.ts';

const NO_MODEL = null as unknown as LlamaModel;
/** The threads chosen of `cores`, and what was timed; `seconds` gives those of a token, by threads and call. */
async function chosen(cores: number, seconds: (threads: number, call: number) => number) {
  const timed: number[] = [];
  const threads = await probeThreads(NO_MODEL, cores, async (n) => {
    timed.push(n);
    return seconds(n, timed.length);
  });
  return { threads, timed };
}

test('threads are tried in powers of two, up to the cores', () => {
  expect([1, 2, 6, 8].map(threadCandidates)).toEqual([[1], [1, 2], [1, 2, 4, 6], [1, 2, 4, 8]]);
});

test('more threads are taken where they are a fifth faster, not where they are a little less', async () => {
  expect((await chosen(8, (n) => 0.79 ** Math.log2(n))).threads).toBe(8);
  expect((await chosen(8, (n) => (n === 1 ? 1 : 0.79))).threads).toBe(2);
  expect((await chosen(8, (n) => (n === 1 ? 1 : 0.81))).threads).toBe(1);
  expect((await chosen(8, (n) => (n === 4 ? 0.1 : 1))).threads).toBe(4);
  expect(await chosen(1, () => 1)).toEqual({ threads: 1, timed: [] });
});

test('they must win twice: one thread that was kept waiting once is no reason', async () => {
  expect(await chosen(2, (n, call) => (call === 1 ? 50 : n === 1 ? 1 : 2))).toEqual({
    threads: 1,
    timed: [1, 2, 1, 2],
  });
  // Lost at once, they are not tried again.
  expect(await chosen(2, (n) => n)).toEqual({ threads: 1, timed: [1, 2] });
});
