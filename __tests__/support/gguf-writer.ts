/** Writes GGUF files, right ones and lying ones: each value is given with its type, so that nothing is guessed. */
export type Typed =
  | { u32: number }
  | { u64: bigint }
  | { i32: number }
  | { f32: number }
  | { bool: boolean }
  | { string: string }
  | { strings: string[] }
  | { i32s: number[] }
  | { f32s: number[] }
  | { raw: Buffer };

export interface TensorSpec {
  name: string;
  /** Innermost dimension first, as GGUF has them. */
  shape: number[];
  data: Float32Array;
}

export const u32 = (n: number): Buffer => {
  const b = Buffer.alloc(4);
  b.writeUInt32LE(n >>> 0);
  return b;
};
export const u64 = (n: number | bigint): Buffer => {
  const b = Buffer.alloc(8);
  b.writeBigUInt64LE(BigInt.asUintN(64, BigInt(n)));
  return b;
};
export const text = (s: string | Buffer): Buffer => {
  const bytes = Buffer.isBuffer(s) ? s : Buffer.from(s, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
};
const i32 = (n: number): Buffer => {
  const b = Buffer.alloc(4);
  b.writeInt32LE(n);
  return b;
};
const f32 = (n: number): Buffer => {
  const b = Buffer.alloc(4);
  b.writeFloatLE(n);
  return b;
};

function valueBytes(v: Typed): Buffer {
  if ('raw' in v) return v.raw;
  if ('u32' in v) return Buffer.concat([u32(4), u32(v.u32)]);
  if ('u64' in v) return Buffer.concat([u32(10), u64(v.u64)]);
  if ('i32' in v) return Buffer.concat([u32(5), i32(v.i32)]);
  if ('f32' in v) return Buffer.concat([u32(6), f32(v.f32)]);
  if ('bool' in v) return Buffer.concat([u32(7), Buffer.from([v.bool ? 1 : 0])]);
  if ('string' in v) return Buffer.concat([u32(8), text(v.string)]);
  if ('strings' in v) return Buffer.concat([u32(9), u32(8), u64(v.strings.length), ...v.strings.map(text)]);
  if ('i32s' in v) return Buffer.concat([u32(9), u32(5), u64(v.i32s.length), ...v.i32s.map(i32)]);
  return Buffer.concat([u32(9), u32(6), u64(v.f32s.length), ...v.f32s.map(f32)]);
}

export const ALIGNMENT = 32;
const pad = (n: number): number => (ALIGNMENT - (n % ALIGNMENT)) % ALIGNMENT;

export interface Gguf {
  pairs: [string, Typed][];
  tensors: TensorSpec[];
}

/** What a lie changes of a file: counts, the list of tensors, or whatever bytes. */
export interface Lies {
  magic?: string;
  version?: number;
  tensorCount?: number | bigint;
  pairCount?: number | bigint;
  /** In place of a tensor's entry. */
  tensor?: (
    index: number,
    entry: { name: string; shape: (number | bigint)[]; type: number; offset: number | bigint },
  ) => { name: string; shape: (number | bigint)[]; type: number; offset: number | bigint };
}

export function ggufBytes({ pairs, tensors }: Gguf, lies: Lies = {}): Buffer {
  const infos: Buffer[] = [];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [i, t] of tensors.entries()) {
    const told = lies.tensor?.(i, { name: t.name, shape: t.shape, type: 0, offset }) ?? {
      name: t.name,
      shape: t.shape,
      type: 0,
      offset,
    };
    infos.push(text(told.name), u32(told.shape.length), ...told.shape.map(u64), u32(told.type), u64(told.offset));
    const bytes = Buffer.from(t.data.buffer, t.data.byteOffset, t.data.byteLength);
    data.push(bytes, Buffer.alloc(pad(bytes.length)));
    offset += bytes.length + pad(bytes.length);
  }
  const head = Buffer.concat([
    Buffer.from(lies.magic ?? 'GGUF', 'latin1'),
    u32(lies.version ?? 3),
    u64(lies.tensorCount ?? tensors.length),
    u64(lies.pairCount ?? pairs.length),
    ...pairs.flatMap(([key, value]) => [text(key), valueBytes(value)]),
    ...infos,
  ]);
  return Buffer.concat([head, Buffer.alloc(pad(head.length)), ...data]);
}
