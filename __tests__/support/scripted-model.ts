import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vocabulary } from '../../src/model/llama/control-tokens.ts';
import { ggufBytes, type Gguf, type TensorSpec } from './gguf-writer.ts';

/** Text, or a control token of that name. */
export type Part = string | { control: string };

export interface Script {
  /** What the model answers to every prompt, word for word. */
  answer: string | Part[];
  template?: string;
  /** Control tokens beside those of the answer. */
  specials?: string[];
  /** Begins again instead of ending. */
  loop?: boolean;

  context?: number;
  name?: string;
}

export const CHATML =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

const NORMAL = 1;
const CONTROL = 3;
const WIDTH = 32;

/** GPT-2's printable characters for bytes. */
function printable(): string[] {
  let next = 0;
  return Array.from({ length: 256 }, (_, b) =>
    String.fromCodePoint((b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174 ? b : 256 + next++),
  );
}
const BYTES = printable();
const encoded = (s: string): string => [...Buffer.from(s, 'utf8')].map((b) => BYTES[b]).join('');

/** Cuts a text into pieces that no other token spells: the next token depends on the current one only. */
function pieces(text: string, used: Set<string>): string[] {
  const out: string[] = [];
  const fresh = (cuts: string[]): boolean =>
    new Set(cuts).size === cuts.length && cuts.every((c) => !used.has(encoded(c)));
  const split = (line: string): string[] | null => {
    for (let size = 4; size <= line.length; size++) {
      for (let offset = 0; offset < size; offset++) {
        const cuts = [
          line.slice(0, offset),
          ...(line.slice(offset).match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []),
        ].filter((c) => c !== '');
        if (fresh(cuts)) return cuts;
      }
    }
    return null;
  };
  let held = '';
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    held += line;
    const cuts = split(held);
    if (!cuts) continue;
    for (const c of cuts) used.add(encoded(c));
    out.push(...cuts);
    held = '';
  }
  if (held !== '') {
    const last = out.pop() ?? '';
    used.delete(encoded(last));
    const cuts = split(last + held) ?? [last + held];
    for (const c of cuts) used.add(encoded(c));
    out.push(...cuts);
  }
  return out;
}

function zeros(name: string, ...shape: number[]): TensorSpec {
  return { name, shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) };
}
const ones = (name: string, n: number): TensorSpec => ({ name, shape: [n], data: new Float32Array(n).fill(1) });

/**
 * A llama of one block whose attention and feed-forward do nothing: embedding and output alone say what follows what.
 */
export function scriptedGguf(script: Script): Gguf {
  const parts: Part[] = typeof script.answer === 'string' ? [script.answer] : script.answer;
  const tokens = [...BYTES, BYTES[0]! + BYTES[1]!];
  const types = tokens.map(() => NORMAL);
  const add = (word: string, type: number): number => types.push(type) && tokens.push(word) - 1;
  const eos = add('<|endoftext|>', CONTROL);
  for (const s of script.specials ?? ['<|im_start|>', '<|im_end|>']) add(s, CONTROL);
  const used = new Set(tokens);
  const chain: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') for (const p of pieces(part, used)) chain.push(add(encoded(p), NORMAL));
    else chain.push(tokens.includes(part.control) ? tokens.indexOf(part.control) : add(part.control, CONTROL));
  }
  while (tokens.length % WIDTH !== 0) add(`<pad${tokens.length}>`, CONTROL);
  const vocabulary = tokens.length;
  const d = Math.max(2 * WIDTH, Math.ceil((chain.length + 1) / WIDTH) * WIDTH);
  const embedding = zeros('token_embd.weight', d, vocabulary);
  const output = zeros('output.weight', d, vocabulary);
  const state = new Int32Array(vocabulary);
  chain.forEach((token, i) => (state[token] = i + 1));
  for (let t = 0; t < vocabulary; t++) embedding.data[t * d + state[t]!] = 1;
  chain.forEach((token, i) => (output.data[token * d + i] = 1));
  output.data[(script.loop ? chain[0]! : eos) * d + chain.length] = 1;
  const b = 'blk.0.';
  return {
    pairs: [
      ['general.architecture', { string: 'llama' }],
      ['general.name', { string: script.name ?? 'scripted' }],
      ['llama.context_length', { u32: script.context ?? 4096 }],
      ['llama.embedding_length', { u32: d }],
      ['llama.block_count', { u32: 1 }],
      ['llama.feed_forward_length', { u32: WIDTH }],
      ['llama.attention.head_count', { u32: d / WIDTH }],
      ['llama.attention.head_count_kv', { u32: d / WIDTH }],
      ['llama.attention.layer_norm_rms_epsilon', { f32: 1e-5 }],
      ['llama.rope.dimension_count', { u32: WIDTH }],
      ['llama.vocab_size', { u32: vocabulary }],
      ['general.file_type', { u32: 0 }],
      ['tokenizer.ggml.model', { string: 'gpt2' }],
      ['tokenizer.ggml.pre', { string: 'smollm' }],
      ['tokenizer.ggml.merges', { strings: [`${BYTES[0]} ${BYTES[1]}`] }],
      ['tokenizer.ggml.tokens', { strings: tokens }],
      ['tokenizer.ggml.token_type', { i32s: types }],
      ['tokenizer.ggml.eos_token_id', { u32: eos }],
      ['tokenizer.ggml.add_bos_token', { bool: false }],
      ...(script.template === undefined
        ? []
        : [['tokenizer.chat_template', { string: script.template }] as Gguf['pairs'][number]]),
    ],
    tensors: [
      embedding,
      ones('output_norm.weight', d),
      ones(`${b}attn_norm.weight`, d),
      ones(`${b}ffn_norm.weight`, d),
      ...['q', 'k', 'v', 'output'].map((n) => zeros(`${b}attn_${n}.weight`, d, d)),
      zeros(`${b}ffn_gate.weight`, d, WIDTH),
      zeros(`${b}ffn_up.weight`, d, WIDTH),
      zeros(`${b}ffn_down.weight`, WIDTH, d),
      output,
    ],
  };
}

/** The vocabulary of a script's model, as the engine reads it from the file. */
export function vocabularyOf(script: Script): Vocabulary {
  const pairs = new Map(scriptedGguf(script).pairs);
  return {
    model: 'gpt2',
    tokens: (pairs.get('tokenizer.ggml.tokens') as { strings: string[] }).strings,
    token_type: (pairs.get('tokenizer.ggml.token_type') as { i32s: number[] }).i32s,
  };
}

/** Writes a model that answers every prompt with the script. */
export async function scriptedModel(path: string, script: Script): Promise<string> {
  await writeFile(path, ggufBytes(scriptedGguf(script)));
  return path;
}

/** The same in two files, the output matrix in the second; gives the paths. */
export async function scriptedShards(folder: string, name: string, script: Script): Promise<string[]> {
  const whole = scriptedGguf(script);
  const part = (no: number, gguf: Gguf): Gguf => ({
    pairs: [
      ...gguf.pairs,
      ['split.no', { raw: Buffer.from([2, 0, 0, 0, no, 0]) }],
      ['split.count', { raw: Buffer.from([2, 0, 0, 0, 2, 0]) }],
      ['split.tensors.count', { i32: whole.tensors.length }],
    ],
    tensors: gguf.tensors,
  });
  const paths = [1, 2].map((n) => join(folder, `${name}-0000${n}-of-00002.gguf`));
  await writeFile(paths[0]!, ggufBytes(part(0, { pairs: whole.pairs, tensors: whole.tensors.slice(0, -1) })));
  await writeFile(paths[1]!, ggufBytes(part(1, { pairs: [], tensors: whole.tensors.slice(-1) })));
  return paths;
}
