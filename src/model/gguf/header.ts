import { open } from 'node:fs/promises';
import { Cursor, LyingHeader } from './cursor.ts';
import { checkTensors, type Tensor } from './tensors.ts';
import { readPair, type Value } from './values.ts';

/** What of a GGUF's header JouleGate itself looks at. */
export interface GgufHeader {
  architecture: string;
  /** Of a model in several files: how many, and which this is (from 0). */
  split: { count: number; no: number };
  metadata: ReadonlyMap<string, Value>;
  tensors: readonly Tensor[];
}

const MOST_PAIRS = 65_536;
const MOST_TENSORS = 1 << 20;
const ALIGNMENT = 32;

/** Least and most that a model's dimensions can be; llama.cpp divides by some and allocates by others. */
const BOUNDS: Record<string, [number, number]> = {
  block_count: [1, 1024],
  context_length: [1, 2 ** 31 - 1],
  embedding_length: [1, 1 << 20],
  feed_forward_length: [0, 1 << 24],
  'attention.head_count': [1, 65_536],
  'attention.head_count_kv': [1, 65_536],
  'attention.key_length': [1, 65_536],
  'attention.value_length': [1, 65_536],
  'rope.dimension_count': [0, 65_536],
  expert_count: [0, 65_536],
  expert_used_count: [0, 65_536],
  vocab_size: [1, 1 << 26],
};
/** Models without attention, or with it in some blocks only, have 0 heads there. */
const MAY_BE_NONE = ['attention.head_count', 'attention.head_count_kv'];
const WITHOUT_ATTENTION = /^(?:mamba|rwkv|arwkv)/;

function checkNumber(key: string, value: Value, [least, most]: [number, number]): void {
  if (typeof value !== 'number' && typeof value !== 'bigint')
    throw new LyingHeader(`says ${key} is ${typeof value === 'object' ? 'a list' : JSON.stringify(value)}, no number`);
  const n = Number(value);
  if (!Number.isInteger(n) || n < least || n > most)
    throw new LyingHeader(`says ${key} is ${String(value)}, which is not between ${least} and ${most}`);
}

function checkDimensions(architecture: string, pairs: ReadonlyMap<string, Value>): void {
  const blocks = Number(pairs.get(`${architecture}.block_count`) ?? 0);
  for (const [name, bounds] of Object.entries(BOUNDS)) {
    const key = `${architecture}.${name}`;
    const value = pairs.get(key);
    if (value === undefined) continue;
    if (Array.isArray(value)) {
      // One number a block: some of them may have none.
      if (value.length < blocks) throw new LyingHeader(`says ${key} for ${value.length} blocks of ${blocks}`);
      for (const v of value) checkNumber(key, v, [0, bounds[1]]);
    } else
      checkNumber(
        key,
        value,
        MAY_BE_NONE.includes(name) && WITHOUT_ATTENTION.test(architecture) ? [0, bounds[1]] : bounds,
      );
  }
  const heads = pairs.get(`${architecture}.attention.head_count`);
  const kv = pairs.get(`${architecture}.attention.head_count_kv`);
  if (typeof heads === 'number' && typeof kv === 'number' && kv > 0 && heads % kv !== 0)
    throw new LyingHeader(`says ${heads} heads share ${kv} keys, which does not divide`);
}

function alignmentOf(value: Value | undefined): number {
  if (value === undefined) return ALIGNMENT;
  checkNumber('general.alignment', value, [1, 1 << 20]);
  const n = Number(value);
  if ((n & (n - 1)) !== 0) throw new LyingHeader(`says general.alignment is ${n}, no power of two`);
  return n;
}

/**
 * Reads a GGUF's header without believing it: every count, length, dimension and offset is held against the file and
 * against what a model can be, before llama.cpp allocates or divides by it. Throws `LyingHeader`.
 */
export async function readHeader(path: string): Promise<GgufHeader> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const cursor = new Cursor(file, size);
    if ((await cursor.bytes(4, 'its magic number')).toString('latin1') !== 'GGUF')
      throw new LyingHeader('is no GGUF file');
    const version = await cursor.u32('its version');
    if (version !== 2 && version !== 3)
      throw new LyingHeader(
        version === 1
          ? 'is of GGUF version 1, which llama.cpp no longer reads'
          : `is of GGUF version ${version} (or big-endian), not 2 or 3`,
      );
    const tensors = await cursor.count('the number of tensors', MOST_TENSORS);
    const count = await cursor.count('the number of keys', MOST_PAIRS);
    const pairs = new Map<string, Value>();
    for (let i = 0; i < count; i++) {
      const [key, value] = await readPair(cursor);
      if (pairs.has(key)) throw new LyingHeader(`has the key ${key} twice`);
      pairs.set(key, value);
    }
    const architecture = pairs.get('general.architecture');
    const split = { count: Number(pairs.get('split.count') ?? 1), no: Number(pairs.get('split.no') ?? 0) };
    // Only the first part of several has to say what the model is.
    if (typeof architecture !== 'string' || architecture === '') {
      if (split.no === 0) throw new LyingHeader('names no architecture');
    } else checkDimensions(architecture, pairs);
    if (!Number.isInteger(split.count) || split.count < 0 || split.count > 65_535)
      throw new LyingHeader(`says it has ${split.count} parts`);
    const list = await checkTensors(cursor, tensors, alignmentOf(pairs.get('general.alignment')), size);
    return {
      architecture: typeof architecture === 'string' ? architecture : '',
      split: { count: Math.max(1, split.count), no: split.no },
      metadata: pairs,
      tensors: list,
    };
  } finally {
    await file.close();
  }
}
