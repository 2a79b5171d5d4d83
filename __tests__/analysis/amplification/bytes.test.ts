import { describe, expect, test } from '@jest/globals';
import { bytesRead, contextRead, kvBytesPerToken } from '../../../src/analysis/amplification/bytes.ts';
import { predictedOf } from '../../../src/analysis/amplification/index.ts';
import type { AttentionShape } from '../../../src/common/attention-shape.ts';
import { fakeResult } from '../../support/results.ts';

/** As a loop would count it. */
const counted = (n: number, k: number, window: number | null): number =>
  Array.from({ length: k }, (_, j) => Math.min(n + j + 1, window ?? Infinity)).reduce((a, b) => a + b, 0);

describe('what a decode step reads', () => {
  test.each([
    [100, 10, null],
    [100, 10, 50],
    [100, 10, 105],
    [100, 10, 110],
    [100, 10, 111],
    [100, 10, 100],
    [0, 3, 2],
    [5, 0, 2],
  ])('sums contexts step by step, a window at most: %d prompt tokens, %d steps, window %s', (n, k, window) => {
    expect(contextRead(n, k, window)).toBe(counted(n, k, window));
  });

  // Llama-2-7B's attention: 32 layers, 32 KV heads, keys and values of 128: 524,288 bytes a token in f16.
  const multiHead: AttentionShape = { layers: [{ count: 32, kvValues: 32 * 256, window: null }], weightBytes: 4e9 };
  // Qwen2.5-Coder-7B's: 28 layers, 4 KV heads: 57,344 bytes.
  const grouped: AttentionShape = { layers: [{ count: 28, kvValues: 4 * 256, window: null }], weightBytes: 4e9 };
  // Gemma-3-270M's: 18 layers, 1 KV head of 256, 15 of them with a window of 512: 18,432 bytes.
  const windowed: AttentionShape = {
    layers: [
      { count: 15, kvValues: 512, window: 512 },
      { count: 3, kvValues: 512, window: null },
    ],
    weightBytes: 2e8,
  };

  test('is told for multi-head, grouped-query and windowed attention, by hand', () => {
    expect(kvBytesPerToken(multiHead, 'f16')).toBe(524_288);
    expect(kvBytesPerToken(grouped, 'f16')).toBe(57_344);
    expect(kvBytesPerToken(grouped, 'q8_0')).toBe(30_464);
    expect(kvBytesPerToken(windowed, 'f16')).toBe(18_432);
    // One step behind 4,095 tokens reads 4,096 of them.
    expect(bytesRead(multiHead, 'f16', 4095, 1)).toBe(4e9 + 4096 * 524_288);
    expect(bytesRead(grouped, 'f16', 4095, 1)).toBe(4e9 + 4096 * 57_344);
    expect(bytesRead(windowed, 'f16', 4095, 1)).toBe(2e8 + 1024 * (15 * 512 + 3 * 4096));
    expect(bytesRead({ ...windowed, weightBytes: null }, 'f16', 4095, 1)).toBeNull();
  });

  /** Two workloads, 50 and 4,050 tokens of prompt, 100 tokens out. */
  const runs = [50, 4050].map((promptTokens, i) => {
    const result = fakeResult({ decode: [1, 1], tasks: 1 });
    for (const r of result.arms.plain!.tasks[0]!.repeats) r.promptTokens = promptTokens;
    return { workload: ['short', 'long'][i]!, result };
  });
  const pair = { short: 'short', long: 'long' };

  test('predicts KV bytes over weight bytes per 1,000 tokens where every layer reads everything', () => {
    const of = (shape: AttentionShape) => predictedOf(shape, 'f16', runs, pair);
    expect(of(multiHead).slope).toBeCloseTo(0.131072, 9);
    expect(of(grouped).slope).toBeCloseTo(0.014336, 9);
    // 99 steps behind 50 and 4,050 tokens: mean contexts 100 and 4,100.
    expect(of(multiHead).ratio).toBeCloseTo((4e9 + 4100 * 524_288) / (4e9 + 100 * 524_288), 9);
  });

  test('predicts less where a window is full, and the same where it never is', () => {
    const full = { ...windowed, layers: [{ count: 18, kvValues: 512, window: null }] };
    const wide = { ...windowed, layers: windowed.layers.map((l) => ({ ...l, window: l.window && 10_000 })) };
    const slope = (shape: AttentionShape): number => predictedOf(shape, 'f16', runs, pair).slope!;
    expect(slope(full)).toBeCloseTo(0.09216, 9);
    expect(slope(wide)).toBeCloseTo(slope(full), 9);
    // By hand: from 100 to 4,100 tokens 3 layers gain 4,000, 15 gain 412; over the line's own value at context 0.
    const b = (1024 * (3 * 4000 + 15 * 412)) / 4000;
    const a = 2e8 + 1024 * 18 * 100 - 100 * b;
    expect(slope(windowed)).toBeCloseTo((1000 * b) / a, 9);
  });
});
