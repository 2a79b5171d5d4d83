import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LlamaModel, Token } from 'node-llama-cpp';
import { unfinishedBytes } from '../../src/model/llama/bytes.ts';
import { loadModel } from '../../src/model/llama/load.ts';
import { byteSpeller, speller, type Speller } from '../../src/model/llama/speller.ts';
import { locateModel } from '../../src/model/locate.ts';
import { PRACTICE } from '../support/engine.ts';
import { ggufBytes, type Gguf, type Typed } from '../support/gguf-writer.ts';
import { scriptedGguf, vocabularyOf } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

const tokens = (ids: number[]): Token[] => ids as unknown as Token[];
/** The text after each token, as it would read if the answer ended there. */
function grown(spell: Speller, ids: Token[], before: Token[] = []): string[] {
  const spelling = spell(before);
  let text = '';
  return ids.map((id) => (text += spelling.add(id)) + spelling.tail);
}

const utf8 = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((s) => Buffer.from(s, 'utf8')),
  fc.uint8Array({ maxLength: 12 }).map((b) => Buffer.from(b)),
  fc.constantFrom('naïve → ➞', '👩‍💻\n', '\ufeffx').map((s) => Buffer.from(s, 'utf8')),
);
const bytes = fc.array(utf8, { maxLength: 4 }).map((all) => Buffer.concat(all));

test.each([
  ['', 0],
  ['61', 0],
  ['c3', 1],
  ['c3a9', 0],
  ['e2', 1],
  ['e29e', 2],
  ['e29e9e', 0],
  ['f0', 1],
  ['f09f91', 3],
  ['f09f91a9', 0],
  ['8080', 0],
  ['61e2', 1],
])('of the bytes %s the last %d are not whole', (hex, unfinished) => {
  expect(unfinishedBytes(Buffer.from(hex, 'hex'))).toBe(unfinished);
});

test('cutting before what is not whole changes no text', () => {
  fc.assert(
    fc.property(bytes, (all) => {
      const whole = all.length - unfinishedBytes(all);
      expect(all.toString('utf8', 0, whole) + all.toString('utf8', whole)).toBe(all.toString('utf8'));
    }),
  );
});

describe('byte-level BPE', () => {
  // The scripted vocabulary's first 256 tokens are the bytes in order.
  const spell = byteSpeller(vocabularyOf({ answer: 'x = 1\n' }))!;

  test('token by token is what all tokens at once are, broken characters too', () => {
    fc.assert(
      fc.property(bytes, (all) => {
        expect(grown(spell, tokens([...all]))).toEqual([...all].map((_b, i) => all.toString('utf8', 0, i + 1)));
      }),
    );
  });

  test('gives a character with its last token, and only then', () => {
    const spelling = spell([]);
    const parts = [...Buffer.from('a➞\n')].map((byte) => [spelling.add(tokens([byte])[0]!), spelling.tail]);
    expect(parts).toEqual([
      ['a', ''],
      ['', '\ufffd'],
      ['', '\ufffd'],
      ['➞', ''],
      ['\n', ''],
    ]);
  });

  test('control tokens have no text, but for those around thoughts', () => {
    const script = { answer: [{ control: '<think>' }, 'Hm.\n', { control: '<|other|>' }, 'x = 1\n'] };
    const vocabulary = vocabularyOf(script);
    const words = vocabulary.tokens as string[];
    const ids = ['<think>', '<|other|>', 'x'].map((w) => words.indexOf(w));
    expect(grown(byteSpeller(vocabulary)!, tokens(ids))).toEqual(['<think>', '<think>', '<think>x']);
  });

  test('is not how another vocabulary is spelt', () => {
    expect(byteSpeller({ ...vocabularyOf({ answer: 'x' }), model: 'llama' })).toBeNull();
    expect(byteSpeller({ model: 'gpt2' })).toBeNull();
  });
});

describe('a SentencePiece vocabulary, by llama.cpp', () => {
  const BYTE = 6;
  const THINK = '<think>';
  const PIECES = ['▁', '▁a', 'a', 'b', '▁def', '▁▁▁▁', 'é', '➞', '▁→', '\n', ',', '▁.', "'s"];
  const script = scriptedGguf({ answer: 'x = 1\n' });
  let model: LlamaModel;
  let vocabulary: { tokens: string[]; token_type: number[]; model: string };
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    process.env['JOULEGATE_CACHE'] = join(folder, 'cache');
    const pairs = new Map(script.pairs);
    const words = [...(pairs.get('tokenizer.ggml.tokens') as { strings: string[] }).strings];
    const types = [...(pairs.get('tokenizer.ggml.token_type') as { i32s: number[] }).i32s];
    for (let b = 0; b < 256; b++) {
      words[b] = `<0x${b.toString(16).toUpperCase().padStart(2, '0')}>`;
      types[b] = BYTE;
    }
    // Padding makes room for pieces of our own.
    const free = words.flatMap((w, i) => (w.startsWith('<pad') ? [i] : []));
    expect(free.length).toBeGreaterThan(PIECES.length);
    PIECES.forEach((piece, i) => {
      words[free[i]!] = piece;
      types[free[i]!] = 1;
    });
    // A control token, as padding is.
    words[free.at(-1)!] = THINK;
    const replaced: Record<string, Typed> = {
      'tokenizer.ggml.model': { string: 'llama' },
      'tokenizer.ggml.tokens': { strings: words },
      'tokenizer.ggml.token_type': { i32s: types },
    };
    const gguf: Gguf = {
      ...script,
      pairs: [
        ...script.pairs
          .filter(([key]) => !/\.(pre|merges)$/.test(key))
          .map(([key, value]) => [key, replaced[key] ?? value] as Gguf['pairs'][number]),
        ['tokenizer.ggml.scores', { f32s: words.map((_w, i) => -i) }],
        ['tokenizer.ggml.add_space_prefix', { bool: true }],
      ],
    };
    const path = join(folder, 'spm.gguf');
    await writeFile(path, ggufBytes(gguf));
    const file = await locateModel({ ...PRACTICE, builtin: null, path });
    const loaded = await loadModel({ file, gpu: 'none', gpuLayers: null });
    model = loaded.model;
    vocabulary = { tokens: words, token_type: types, model: 'llama' };
    dispose = () => model.dispose();
  });
  afterAll(async () => {
    await dispose();
    delete process.env['JOULEGATE_CACHE'];
  });

  test('token by token is what llama.cpp gives for all tokens at once, behind a prompt and without', () => {
    const spell = speller(model, vocabulary);
    const pieces = PIECES.map((p) => vocabulary.tokens.indexOf(p));
    const byteIds = fc.constantFrom('➞', 'é', '👩', 'x', '\n').map((c) => [...Buffer.from(c, 'utf8')]);
    const ids = fc
      .array(
        fc.oneof(
          fc.constantFrom(...pieces).map((p) => [p]),
          byteIds,
          fc.integer({ min: 0, max: 255 }).map((b) => [b]),
        ),
        {
          minLength: 1,
          maxLength: 10,
        },
      )
      .map((all) => tokens(all.flat()));
    const before = fc.constantFrom(tokens([]), tokens([vocabulary.tokens.indexOf('▁def')]));
    fc.assert(
      fc.property(ids, before, (answer, prompt) => {
        expect(grown(spell, answer, prompt)).toEqual(
          answer.map((_t, i) => model.detokenize(answer.slice(0, i + 1), false, prompt)),
        );
      }),
      {
        numRuns: 500,
        examples: [[tokens([vocabulary.tokens.indexOf('▁'), vocabulary.tokens.indexOf('▁'), 0]), tokens([])]],
      },
    );
  });

  test.each([
    [['a', THINK, '▁', '▁a'], 'a<think>  a'],
    // Nothing in front: llama.cpp drops one space, and only one.
    [[THINK, '▁', '▁a'], '<think> a'],
    [['▁', THINK, '▁', '▁a'], '<think> a'],
    [['▁def', THINK, '▁a'], 'def<think> a'],
  ])('a control token around thoughts is spelt, and spaces behind it stay: %j', (words, text) => {
    const ids = tokens(words.map((w) => vocabulary.tokens.indexOf(w)));
    expect(grown(speller(model, vocabulary), ids).at(-1)).toBe(text);
  });

  test('a character that comes as bytes is held back until it is whole', () => {
    const spelling = speller(model, vocabulary)(tokens([vocabulary.tokens.indexOf('a')]));
    const parts = [...Buffer.from('b➞')].map((byte) => [spelling.add(tokens([byte])[0]!), spelling.tail]);
    expect(parts).toEqual([
      ['b', ''],
      ['', '\ufffd'],
      ['', '\ufffd'],
      ['➞', ''],
    ]);
  });
});
