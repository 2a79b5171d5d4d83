import { KV_BYTES, type AttentionShape, type KvType } from '../../common/attention-shape.ts';

/** Bytes of KV cache that each token of context adds to a decode step, as long as no window is full. */
export const kvBytesPerToken = ({ layers }: AttentionShape, kvType: KvType): number =>
  layers.reduce((sum, { count, kvValues }) => sum + count * kvValues, 0) * KV_BYTES[kvType];

/**
 * Σ over k decode steps behind n prompt tokens of the context that a layer reads: step j reads n + j tokens, at most w.
 */
export function contextRead(n: number, k: number, window: number | null): number {
  const whole = k * n + (k * (k + 1)) / 2;
  if (window === null || n + k <= window) return whole;
  // Steps before the window is full read all there is.
  const before = Math.max(0, Math.min(k, window - n));
  return before * n + (before * (before + 1)) / 2 + (k - before) * window;
}

/**
 * Bytes that k decode steps behind n prompt tokens read: k·W + Σ_layers b·v·Σ_j min(n + j, w), with W bytes of weights,
 * v values of KV cache a token and layer, b bytes a value, w the layer's window. `null` where W is unknown.
 */
export function bytesRead(shape: AttentionShape, kvType: KvType, n: number, k: number): number | null {
  if (shape.weightBytes === null) return null;
  const kv = shape.layers.reduce(
    (sum, { count, kvValues, window }) => sum + count * kvValues * contextRead(n, k, window),
    0,
  );
  return k * shape.weightBytes + kv * KV_BYTES[kvType];
}
