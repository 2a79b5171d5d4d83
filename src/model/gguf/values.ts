import { LyingHeader, type Cursor } from './cursor.ts';

/** Bytes of a GGUF value of fixed size, by its type's number. */
const SIZES: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const STRING = 8;
const ARRAY = 9;

/**
 * Bounds on what a header may say; the largest vocabularies have 300,000 tokens, their longest strings some kilobytes.
 */
const MOST = { key: 65_535, string: 64 << 20, items: 16 << 20 };

/** A scalar, a short array of numbers, or how long what else stood there is. */
export type Value = number | bigint | boolean | string | number[] | { length: number };

function scalar(bytes: Buffer, type: number): number | bigint | boolean {
  switch (type) {
    case 0:
      return bytes.readUInt8();
    case 1:
      return bytes.readInt8();
    case 2:
      return bytes.readUInt16LE();
    case 3:
      return bytes.readInt16LE();
    case 4:
      return bytes.readUInt32LE();
    case 5:
      return bytes.readInt32LE();
    case 6:
      return bytes.readFloatLE();
    case 7:
      return bytes.readUInt8() !== 0;
    case 10:
      return bytes.readBigUInt64LE();
    case 11:
      return bytes.readBigInt64LE();
    default:
      return bytes.readDoubleLE();
  }
}

const KEPT_ITEMS = 4096;

async function array(cursor: Cursor, key: string): Promise<Value> {
  const type = await cursor.u32(`the type of ${key}`);
  const length = await cursor.count(`the length of ${key}`, MOST.items);
  if (type === STRING) {
    // Each string is its length at least.
    if (length * 8 > cursor.left) throw new LyingHeader(`says ${key} has ${length} strings, more than it can hold`);
    for (let i = 0; i < length; i++)
      cursor.skip(await cursor.count(`the length of a string of ${key}`, MOST.string), `a string of ${key}`);
    return { length };
  }
  const size = SIZES[type];
  if (size === undefined) throw new LyingHeader(`has an array ${key} of unknown type ${type}`);
  if (length * size > cursor.left) throw new LyingHeader(`says ${key} has ${length} items, more than it can hold`);
  if (length > KEPT_ITEMS) {
    cursor.skip(length * size, key);
    return { length };
  }
  const bytes = await cursor.bytes(length * size, key);
  return Array.from({ length }, (_, i) => Number(scalar(bytes.subarray(i * size), type)));
}

/** Reads one key and its value. */
export async function readPair(cursor: Cursor): Promise<[string, Value]> {
  const key = await cursor.string('a key', MOST.key);
  if (key === '') throw new LyingHeader('has a key without a name');
  const type = await cursor.u32(`the type of ${key}`);
  if (type === STRING) return [key, await cursor.string(key, MOST.string)];
  if (type === ARRAY) return [key, await array(cursor, key)];
  const size = SIZES[type];
  if (size === undefined) throw new LyingHeader(`has a key ${key} of unknown type ${type}`);
  return [key, scalar(await cursor.bytes(size, key), type)];
}
