import type { LlamaModel, Token } from 'node-llama-cpp';
import { CHANNEL_TOKENS, KNOWN_TAGS } from '../common/reasoning-tags.ts';
import type { Vocabulary } from './control-tokens.ts';

/** GPT-2's reversible map from a printable character to a byte (Radford et al. 2019, `bytes_to_unicode`). */
function byteOfCharacter(): Map<string, number> {
  const map = new Map<string, number>();
  let next = 0;
  for (let b = 0; b < 256; b++) {
    const printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
    map.set(String.fromCodePoint(printable ? b : 256 + next++), b);
  }
  return map;
}

const CONTROL = 3;
const NORMAL = 1;

/** Control tokens around thoughts: without their text nobody could part the thoughts from the answer. */
const SPELT = new Set<unknown>([...KNOWN_TAGS.flatMap((t) => [t.open, t.close]), ...CHANNEL_TOKENS]);

/** Spells tokens as exactly the text they stand for: bytes first, so that no "clean-up" of spaces can change Python. */
export interface Speller {
  /** The text of an answer's tokens; `before` are the prompt's last tokens. Control tokens have no text, but for those around thoughts. */
  text(tokens: readonly Token[], before: readonly Token[]): string;
  hasLineEnd(token: Token): boolean;
}

/** Byte-level BPE is spelled from the GGUF's own vocabulary; other kinds by llama.cpp over the whole text. */
export function speller(model: LlamaModel, vocabulary: Vocabulary): Speller {
  const lineEnds = new Map<Token, boolean>();
  const remembered = (token: Token, find: () => boolean): boolean => {
    let known = lineEnds.get(token);
    if (known === undefined) lineEnds.set(token, (known = find()));
    return known;
  };
  const words = Array.isArray(vocabulary.tokens) ? (vocabulary.tokens as string[]) : [];
  const types = Array.isArray(vocabulary.token_type) ? (vocabulary.token_type as number[]) : [];
  const isSpelt = (token: Token): boolean => types[token] === CONTROL && SPELT.has(words[token]);
  if (vocabulary.model !== 'gpt2' || words.length === 0) {
    return {
      text: (tokens, before) =>
        pieces(tokens, isSpelt)
          .map((p, i) =>
            typeof p === 'number' ? words[p]! : model.detokenize(p, false, i === 0 ? before.slice(-8) : [tokens[0]!]),
          )
          .join(''),
      hasLineEnd: (token) => remembered(token, () => model.detokenize([token], false).includes('\n')),
    };
  }
  const bytes = byteOfCharacter();
  const cache = new Map<Token, Buffer>();
  const piece = (token: Token): Buffer => {
    let known = cache.get(token);
    if (!known) {
      const type = types[token] ?? NORMAL;
      const word = words[token] ?? '';
      if (type === CONTROL) known = Buffer.from(isSpelt(token) ? word : '', 'utf8');
      else if (type === NORMAL) known = Buffer.from([...word].map((c) => bytes.get(c) ?? 0x3f));
      else known = Buffer.from(word, 'utf8');
      cache.set(token, known);
    }
    return known;
  };
  return {
    text: (tokens) => Buffer.concat(tokens.map(piece)).toString('utf8'),
    hasLineEnd: (token) => remembered(token, () => piece(token).includes(0x0a)),
  };
}

/** Runs of tokens, and those between them that are spelt by name. */
function pieces(tokens: readonly Token[], isSpelt: (token: Token) => boolean): (Token[] | Token)[] {
  const found: (Token[] | Token)[] = [];
  for (const token of tokens) {
    const last = found.at(-1);
    if (isSpelt(token)) found.push(token);
    else if (Array.isArray(last)) last.push(token);
    else found.push([token]);
  }
  return found;
}
