import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { ALIGNMENT, text, u32, u64 } from './gguf-writer.ts';

const F32 = 0;
const Q8_0 = 8;
/** A Q8_0 block: a half-precision scale, then 32 signed bytes. */
const BLOCK = { values: 32, bytes: 34 };
/** Bytes of a value by its GGUF type; strings (8) and lists (9) tell their own. */
const SIZES: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

interface Tensor {
  name: string;
  shape: number[];
  type: number;
  offset: number;
}

/** Where the pairs end, and the list of tensors, of a well-formed file. */
function parts(b: Buffer): { pairs: Buffer; count: number; tensors: Tensor[]; data: Buffer } {
  let at = 8;
  const number = (): number => Number(b.readBigUInt64LE((at += 8) - 8));
  const word = (): number => b.readUInt32LE((at += 4) - 4);
  const string = (): string => b.toString('utf8', at + 8, (at += 8 + Number(b.readBigUInt64LE(at))));
  const skip = (type: number): void => {
    if (type === 8) string();
    else if (type === 9) for (let item = word(), n = number(); n > 0; n--) skip(item);
    else at += SIZES[type]!;
  };
  const [tensorCount, count] = [number(), number()];
  const begin = at;
  for (let i = 0; i < count; i++) {
    string();
    skip(word());
  }
  const pairs = b.subarray(begin, at);
  const tensors = Array.from({ length: tensorCount }, (): Tensor => {
    const name = string();
    const shape = Array.from({ length: word() }, number);
    return { name, shape, type: word(), offset: number() };
  });
  return { pairs, count, tensors, data: b.subarray(Math.ceil(at / ALIGNMENT) * ALIGNMENT) };
}

function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

function values({ shape, type, offset }: Tensor, data: Buffer): Float32Array {
  const out = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < out.length; i++) {
    const block = offset + Math.floor(i / BLOCK.values) * BLOCK.bytes;
    out[i] =
      type === Q8_0
        ? half(data.readUInt16LE(block)) * data.readInt8(block + 2 + (i % BLOCK.values))
        : data.readFloatLE(offset + 4 * i);
  }
  return out;
}

/**
 * The practice model with its Q8_0 weights written as 32-bit floats: equal numbers in four times the bytes, so the same
 * tokens at other rates. `edit` may change a tensor's values.
 */
export function practiceCopy(edit: (name: string, values: Float32Array) => void = () => undefined): Buffer {
  const { pairs, count, tensors, data } = parts(readFileSync(join(packageRoot, 'assets/practice/practice-model.gguf')));
  const infos: Buffer[] = [];
  const bytes: Buffer[] = [];
  let offset = 0;
  for (const tensor of tensors) {
    const floats = values(tensor, data);
    edit(tensor.name, floats);
    infos.push(text(tensor.name), u32(tensor.shape.length), ...tensor.shape.map(u64), u32(F32), u64(offset));
    bytes.push(Buffer.from(floats.buffer));
    // Whole rows of 32 floats: every tensor ends aligned.
    offset += floats.byteLength;
  }
  const head = Buffer.concat([Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(count), pairs, ...infos]);
  const padding = (ALIGNMENT - (head.length % ALIGNMENT)) % ALIGNMENT;
  return Buffer.concat([head, Buffer.alloc(padding), ...bytes]);
}
