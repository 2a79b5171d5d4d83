import { LyingHeader, type Cursor } from './cursor.ts';

/** Values of a block and its bytes, by ggml's number of the type (gguf-py, `GGML_QUANT_SIZES`). */
const BLOCKS: Record<number, [number, number]> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  16: [256, 66],
  17: [256, 74],
  18: [256, 98],
  19: [256, 50],
  20: [32, 18],
  21: [256, 110],
  22: [256, 82],
  23: [256, 136],
  24: [1, 1],
  25: [1, 2],
  26: [1, 4],
  27: [1, 8],
  28: [1, 8],
  29: [256, 56],
  30: [1, 2],
  34: [256, 54],
  35: [256, 66],
  39: [32, 17],
};
const MOST_DIMENSIONS = 4;
const MOST_NAME = 63;
const MOST_TYPE = 255;

export interface Tensor {
  name: string;
  offset: number;
  /** 0 where the type is newer than we are. */
  bytes: number;
}

async function readTensor(cursor: Cursor, alignment: number): Promise<Tensor> {
  const name = await cursor.string("a tensor's name", MOST_NAME);
  const dimensions = await cursor.u32(`the dimensions of ${name}`);
  if (dimensions > MOST_DIMENSIONS)
    throw new LyingHeader(`says tensor ${name} has ${dimensions} dimensions, over ${MOST_DIMENSIONS}`);
  let values = 1;
  let row = 1;
  for (let d = 0; d < dimensions; d++) {
    const length = await cursor.count(`a dimension of tensor ${name}`, 2 ** 40);
    if (length === 0) throw new LyingHeader(`says a dimension of tensor ${name} is 0`);
    if (d === 0) row = length;
    values *= length;
    if (values > Number.MAX_SAFE_INTEGER)
      throw new LyingHeader(`says tensor ${name} has more values than there can be`);
  }
  const type = await cursor.u32(`the type of tensor ${name}`);
  if (type > MOST_TYPE) throw new LyingHeader(`has a tensor ${name} of unknown type ${type}`);
  const block = BLOCKS[type];
  if (block && row % block[0] !== 0)
    throw new LyingHeader(`says a row of tensor ${name} has ${row} values, no multiple of its type's ${block[0]}`);
  const offset = await cursor.count(`the offset of tensor ${name}`, Number.MAX_SAFE_INTEGER);
  if (offset % alignment !== 0)
    throw new LyingHeader(`says tensor ${name} begins at ${offset}, no multiple of ${alignment}`);
  return { name, offset, bytes: block ? (values / block[0]) * block[1] : 0 };
}

/** Reads the list of tensors and checks that each lies in the file. */
export async function checkTensors(cursor: Cursor, count: number, alignment: number, size: number): Promise<Tensor[]> {
  const tensors: Tensor[] = [];
  const names = new Set<string>();
  for (let i = 0; i < count; i++) {
    const tensor = await readTensor(cursor, alignment);
    if (names.has(tensor.name)) throw new LyingHeader(`has two tensors named ${tensor.name}`);
    names.add(tensor.name);
    tensors.push(tensor);
  }
  const data = Math.ceil(cursor.at / alignment) * alignment;
  for (const { name, offset, bytes } of tensors) {
    const end = data + offset + bytes;
    if (end > size) throw new LyingHeader(`is cut off: tensor ${name} reaches to byte ${end}, the file to ${size}`);
  }
  return tensors;
}
