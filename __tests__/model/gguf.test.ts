import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { LyingHeader } from '../../src/model/gguf/cursor.ts';
import { readHeader } from '../../src/model/gguf/header.ts';
import { ggufBytes, text, u32, u64, type Gguf, type Lies, type Typed } from '../support/gguf-writer.ts';
import { scriptedGguf } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

const honest = scriptedGguf({ answer: 'def add(a, b):\n    return a + b\n' });
const withPair = (key: string, value: Typed): Gguf => ({
  ...honest,
  pairs: [...honest.pairs.filter(([k]) => k !== key), [key, value]],
});
const without = (key: string): Gguf => ({ ...honest, pairs: honest.pairs.filter(([k]) => k !== key) });
const array = (type: number, length: number | bigint, rest = Buffer.alloc(0)): Typed => ({
  raw: Buffer.concat([u32(9), u32(type), u64(length), rest]),
});
const heads = 'llama.attention.head_count';
const kv = 'llama.attention.head_count_kv';
type Entry = Parameters<NonNullable<Lies['tensor']>>[1];
const tensor = (change: Partial<Entry>, at = 0): Buffer =>
  ggufBytes(honest, { tensor: (i, e) => (i === at ? { ...e, ...change } : e) });

/** Headers that lie, each in one way. */
export const lies: [string, Buffer][] = [
  ['no blocks', ggufBytes(withPair('llama.block_count', { u32: 0 }))],
  ['2^32 - 1 blocks', ggufBytes(withPair('llama.block_count', { u32: 2 ** 32 - 1 }))],
  ['2^32 blocks', ggufBytes(withPair('llama.block_count', { u64: 2n ** 32n }))],
  ['2^64 - 1 blocks', ggufBytes(withPair('llama.block_count', { u64: 2n ** 64n - 1n }))],
  ['-1 blocks', ggufBytes(withPair('llama.block_count', { i32: -1 }))],
  ['1.5 blocks', ggufBytes(withPair('llama.block_count', { f32: 1.5 }))],
  ['"one" block', ggufBytes(withPair('llama.block_count', { string: 'one' }))],
  ['true blocks', ggufBytes(withPair('llama.block_count', { bool: true }))],
  ['no heads', ggufBytes(withPair(heads, { u32: 0 }))],
  ['2^31 heads', ggufBytes(withPair(heads, { u32: 2 ** 31 }))],
  ['heads for no block', ggufBytes(withPair(heads, { i32s: [] }))],
  ['no keys and values', ggufBytes(withPair(kv, { u32: 0 }))],
  [
    'heads that do not divide',
    ggufBytes({ ...honest, pairs: [...withPair(heads, { u32: 5 }).pairs.filter(([k]) => k !== kv), [kv, { u32: 3 }]] }),
  ],
  ['negative heads in a list', ggufBytes(withPair(heads, { i32s: [-4] }))],
  ['no width', ggufBytes(withPair('llama.embedding_length', { u32: 0 }))],
  ['2^31 wide', ggufBytes(withPair('llama.embedding_length', { u32: 2 ** 31 }))],
  ['2^31 of context', ggufBytes(withPair('llama.context_length', { u32: 2 ** 31 }))],
  ['no context', ggufBytes(withPair('llama.context_length', { u32: 0 }))],
  ['2^30 experts', ggufBytes(withPair('llama.expert_count', { u32: 2 ** 30 }))],
  ['2^31 rotated', ggufBytes(withPair('llama.rope.dimension_count', { u32: 2 ** 31 }))],
  ['no architecture', ggufBytes(without('general.architecture'))],
  ['an empty architecture', ggufBytes(withPair('general.architecture', { string: '' }))],
  ['an architecture that is a number', ggufBytes(withPair('general.architecture', { u32: 7 }))],
  ['an array of 2^31 numbers', ggufBytes(withPair('x', array(4, 2 ** 31)))],
  ['an array of 2^62 strings', ggufBytes(withPair('x', array(8, 2n ** 62n)))],
  ['an array of 2^20 strings that are not there', ggufBytes(withPair('x', array(8, 2 ** 20)))],
  ['an array of arrays', ggufBytes(withPair('x', array(9, 1, Buffer.concat([u32(4), u64(1), u32(1)]))))],
  ['an array of an unknown type', ggufBytes(withPair('x', array(77, 1)))],
  ['a string of 2^40 bytes', ggufBytes(withPair('x', { raw: Buffer.concat([u32(8), u64(2 ** 40)]) }))],
  ['a value of an unknown type', ggufBytes(withPair('x', { raw: u32(99) }))],
  ['a key without a name', ggufBytes(withPair('', { u32: 1 }))],
  ['a key twice', ggufBytes({ ...honest, pairs: [...honest.pairs, ['general.name', { string: 'again' }]] })],
  ['2^40 keys', ggufBytes(honest, { pairCount: 2 ** 40 })],
  ['one key more than there is', ggufBytes(honest, { pairCount: honest.pairs.length + 1 })],
  ['2^40 tensors', ggufBytes(honest, { tensorCount: 2 ** 40 })],
  ['one tensor more than there is', ggufBytes(honest, { tensorCount: honest.tensors.length + 1 })],
  ['version 1', ggufBytes(honest, { version: 1 })],
  ['version 2^24 (big-endian)', ggufBytes(honest, { version: 2 ** 24 })],
  ['another magic', ggufBytes(honest, { magic: 'GGML' })],
  ['an alignment of 0', ggufBytes(withPair('general.alignment', { u32: 0 }))],
  ['an alignment of 3', ggufBytes(withPair('general.alignment', { u32: 3 }))],
  ['an alignment of 2^31', ggufBytes(withPair('general.alignment', { u32: 2 ** 31 }))],
  ['five dimensions', tensor({ shape: [1, 1, 1, 1, 1] })],
  [
    '2^31 dimensions',
    Buffer.concat([ggufBytes({ ...honest, tensors: [] }, { tensorCount: 1 }).subarray(0, -4), text('t'), u32(2 ** 31)]),
  ],
  ['a dimension of 0', tensor({ shape: [64, 0] })],
  ['a dimension of 2^62', tensor({ shape: [2n ** 62n] })],
  ['dimensions whose product is over 2^64', tensor({ shape: [2 ** 32, 2 ** 32, 2 ** 32] })],
  ['an offset beyond the file', tensor({ offset: 2 ** 40 }, 3)],
  ['an offset of 2^63', tensor({ offset: 2n ** 63n }, 3)],
  ['an offset out of line', tensor({ offset: 33 }, 3)],
  ['a type that nobody knows', tensor({ type: 4096 })],
  ['a row that is no multiple of its block', tensor({ type: 12 })],
  ['two tensors of one name', tensor({ name: 'token_embd.weight' }, 2)],
  ['a name of 64 bytes', tensor({ name: 'x'.repeat(64) })],
  ['three quarters of the file', ggufBytes(honest).subarray(0, Math.floor(ggufBytes(honest).length * 0.75))],
  ['one byte less than the file', ggufBytes(honest).subarray(0, -1)],
  ['70,000 parts', ggufBytes(withPair('split.count', { u32: 70_000 }))],
];

test('there are at least 40 lies', () => {
  expect(lies.length).toBeGreaterThanOrEqual(40);
});

test.each(lies)('a header with %s is refused by name', async (_name, bytes) => {
  const path = join(await temporaryFolder(), 'm.gguf');
  await writeFile(path, bytes);
  await expect(readHeader(path)).rejects.toBeInstanceOf(LyingHeader);
});

test('honest ones pass: ours, a scripted one, bounds on their inner side, a part that names nothing', async () => {
  const folder = await temporaryFolder();
  await expect(readHeader(join(packageRoot, 'assets/practice/practice-model.gguf'))).resolves.toMatchObject({
    architecture: 'llama',
    split: { count: 1, no: 0 },
  });
  const fine = [
    ggufBytes(honest),
    ggufBytes(withPair('llama.block_count', { u32: 1024 })),
    ggufBytes(withPair('llama.block_count', { u64: 1n })),
    ggufBytes(withPair(kv, { u32: 1 })),
    ggufBytes(withPair(heads, { i32s: [0] })),
    ggufBytes({
      ...honest,
      pairs: honest.pairs.map(([k, v]) =>
        k === 'general.architecture'
          ? [k, { string: 'mamba' }]
          : k === heads
            ? ['mamba.attention.head_count', { u32: 0 }]
            : [k, v],
      ),
    }),
    ggufBytes(withPair('general.alignment', { u32: 32 })),
    ggufBytes(withPair('x', array(4, 3, Buffer.alloc(12)))),
    tensor({ name: 'x'.repeat(63) }, 2),
    ggufBytes({
      pairs: [
        ['split.no', { u32: 1 }],
        ['split.count', { u32: 2 }],
      ],
      tensors: honest.tensors.slice(-1),
    }),
  ];
  for (const [i, bytes] of fine.entries()) {
    await writeFile(join(folder, `${i}.gguf`), bytes);
    await expect(readHeader(join(folder, `${i}.gguf`))).resolves.toBeDefined();
  }
});

test('a header with any bytes changed, or cut anywhere, is read or refused, and nothing else', async () => {
  const folder = await temporaryFolder();
  const bytes = ggufBytes(honest);
  const header = bytes.length - honest.tensors.reduce((n, t) => n + t.data.byteLength, 0);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(header), to: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 8 }),
      fc.option(fc.nat(bytes.length)),
      async (changes, cut) => {
        const other = Buffer.from(bytes);
        for (const { at, to } of changes) other[at] = to;
        const path = join(folder, 'm.gguf');
        await writeFile(path, cut === null ? other : other.subarray(0, cut));
        try {
          expect((await readHeader(path)).architecture).toEqual(expect.any(String));
        } catch (error) {
          expect(error).toBeInstanceOf(LyingHeader);
        }
      },
    ),
    { numRuns: 300 },
  );
});
