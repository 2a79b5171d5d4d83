import type { AttentionShape } from '../../common/attention-shape.ts';
import { readHeader, type GgufHeader } from './header.ts';
import { windowedLayers } from './windows.ts';

type Pairs = GgufHeader['metadata'];

const numberOf = (pairs: Pairs, key: string): number | null => {
  const value = pairs.get(key);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
};

/** A number for each layer: of a list its own, of one number that. */
function perLayer(pairs: Pairs, key: string, layers: number): number[] | null {
  const value = pairs.get(key);
  if (Array.isArray(value)) return value.length < layers ? null : value.slice(0, layers);
  const one = numberOf(pairs, key);
  return one === null ? null : Array.from({ length: layers }, () => one);
}

/**
 * Bytes of weights that one token reads: all tensors, but of the embedding one row (nothing, beside the rest) where the
 * output has a matrix of its own, and of experts (`…_exps`) the share that is active. `null` where a tensor's type is
 * newer than we are.
 */
function weightBytes(headers: readonly GgufHeader[], active: number): number | null {
  const tensors = headers.flatMap((h) => h.tensors);
  if (tensors.length === 0 || tensors.some((t) => t.bytes === 0)) return null;
  const tied = !tensors.some((t) => t.name === 'output.weight');
  const share = (name: string): number => {
    if (name === 'token_embd.weight') return tied ? 1 : 0;
    if (name === 'per_layer_token_embd.weight') return 0;
    return /_exps\.(weight|bias)$/.test(name) ? active : 1;
  };
  return tensors.reduce((sum, t) => sum + share(t.name) * t.bytes, 0);
}

/**
 * What a decode step reads, by the headers of all files of a model (the first one has the metadata): layers, KV heads
 * (`attention.head_count_kv`, grouped-query), `attention.key_length` and `value_length`, windows, and weights. `null`
 * where the metadata do not say (no attention, or an architecture with keys of its own).
 */
export function shapeOf(headers: readonly GgufHeader[]): AttentionShape | null {
  const [{ architecture, metadata } = { architecture: '', metadata: new Map() as Pairs }] = headers;
  const key = (name: string): string => `${architecture}.${name}`;
  const layers = numberOf(metadata, key('block_count'));
  const heads = layers === null ? null : perLayer(metadata, key('attention.head_count'), layers);
  const kvHeads = layers === null ? null : (perLayer(metadata, key('attention.head_count_kv'), layers) ?? heads);
  if (layers === null || heads === null || kvHeads === null) return null;
  const embedding = numberOf(metadata, key('embedding_length'));
  const byHeads = (i: number): number | null => (embedding === null || !heads[i] ? null : embedding / heads[i]);
  const keyLength = numberOf(metadata, key('attention.key_length'));
  const valueLength = numberOf(metadata, key('attention.value_length'));
  const window = numberOf(metadata, key('attention.sliding_window'));
  const pattern = metadata.get(key('attention.sliding_window_pattern'));
  const windowed = windowedLayers(
    architecture,
    layers,
    typeof pattern === 'number' || Array.isArray(pattern) ? pattern : undefined,
  );
  const groups = new Map<string, AttentionShape['layers'][number]>();
  for (let i = 0; i < layers; i++) {
    const [k, v] = [keyLength ?? byHeads(i), valueLength ?? byHeads(i)];
    if (kvHeads[i]! > 0 && (k === null || v === null)) return null;
    const layer = {
      kvValues: kvHeads[i] === 0 ? 0 : kvHeads[i]! * (k! + v!),
      window: windowed[i] && window !== null && window > 0 ? window : null,
    };
    const name = JSON.stringify(layer);
    groups.set(name, { ...layer, count: (groups.get(name)?.count ?? 0) + 1 });
  }
  const [experts, used] = [numberOf(metadata, key('expert_count')), numberOf(metadata, key('expert_used_count'))];
  const active = experts !== null && experts > 0 && used !== null ? used / experts : 1;
  return { layers: [...groups.values()], weightBytes: weightBytes(headers, active) };
}

/** `shapeOf` a model's files, in order. @throws LyingHeader, what `open` throws */
export async function readShape(paths: readonly string[]): Promise<AttentionShape | null> {
  const headers: GgufHeader[] = [];
  for (const path of paths) headers.push(await readHeader(path));
  return shapeOf(headers);
}
