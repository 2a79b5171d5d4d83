import type { LlamaModel, Token } from 'node-llama-cpp';
import { CHANNEL_TOKENS, KNOWN_TAGS } from '../../common/reasoning-tags.ts';
import { byteOfCharacter, unfinishedBytes } from './bytes.ts';
import type { Vocabulary } from './control-tokens.ts';

const CONTROL = 3;
const NORMAL = 1;
/**
 * Tokens before a piece that llama.cpp looks at to spell it (a leading space or none); node-llama-cpp takes no more.
 */
const CONTEXT = 3;
/** No character has more bytes, so that what is not whole after so many tokens never will be. */
const MOST_UNFINISHED = 8;

/** Control tokens around thoughts: without their text nobody could part the thoughts from the answer. */
const SPELT = new Set<unknown>([...KNOWN_TAGS.flatMap((t) => [t.open, t.close]), ...CHANNEL_TOKENS]);

/** The text of one answer as it grows. */
export interface Spelling {
  /** What a token adds: whole characters only. Control tokens have no text, but for those around thoughts. */
  add(token: Token): string;
  /** How the bytes held back would read if nothing followed; empty for none. */
  readonly tail: string;
}

/** Begins the text of an answer behind a prompt. */
export type Speller = (prompt: readonly Token[]) => Spelling;

/**
 * Spells tokens as exactly the text they stand for, so that no "clean-up" of spaces can change Python: byte-level BPE
 * from the GGUF's own vocabulary, other kinds by llama.cpp.
 */
export function speller(model: Pick<LlamaModel, 'detokenize'>, vocabulary: Vocabulary): Speller {
  return byteSpeller(vocabulary) ?? librarySpeller(model, vocabulary);
}

interface Words {
  words: string[];
  types: number[];
  isSpelt(token: Token): boolean;
}

function wordsOf(vocabulary: Vocabulary): Words {
  const words = Array.isArray(vocabulary.tokens) ? (vocabulary.tokens as string[]) : [];
  const types = Array.isArray(vocabulary.token_type) ? (vocabulary.token_type as number[]) : [];
  return { words, types, isSpelt: (token) => types[token] === CONTROL && SPELT.has(words[token]) };
}

/** Spells byte-level BPE; `null` for another kind of vocabulary. */
export function byteSpeller(vocabulary: Vocabulary): Speller | null {
  const { words, types, isSpelt } = wordsOf(vocabulary);
  if (vocabulary.model !== 'gpt2' || words.length === 0) return null;
  const byteOf = byteOfCharacter();
  const bytesOf = (token: Token): Buffer => {
    const type = types[token] ?? NORMAL;
    const word = words[token] ?? '';
    if (type === CONTROL) return Buffer.from(isSpelt(token) ? word : '', 'utf8');
    return type === NORMAL ? Buffer.from([...word].map((c) => byteOf.get(c) ?? 0x3f)) : Buffer.from(word, 'utf8');
  };
  const known = new Map<Token, Piece>();
  const pieceOf = (token: Token): Piece => {
    let piece = known.get(token);
    if (piece === undefined) {
      const bytes = bytesOf(token);
      piece = { bytes, text: unfinishedBytes(bytes) === 0 ? bytes.toString('utf8') : null };
      known.set(token, piece);
    }
    return piece;
  };
  return () => new ByteSpelling(pieceOf);
}

/** A token's bytes, and its text where it ends with a whole character. */
interface Piece {
  bytes: Buffer;
  text: string | null;
}

class ByteSpelling implements Spelling {
  tail = '';
  #held: Buffer | null = null;

  constructor(private readonly pieceOf: (token: Token) => Piece) {}

  add(token: Token): string {
    const { bytes, text } = this.pieceOf(token);
    if (this.#held === null && text !== null) return text;
    const all = this.#held === null ? bytes : Buffer.concat([this.#held, bytes]);
    const whole = all.length - unfinishedBytes(all);
    this.#held = whole < all.length ? all.subarray(whole) : null;
    this.tail = this.#held === null ? '' : this.#held.toString('utf8');
    return all.toString('utf8', 0, whole);
  }
}

/** Spells by llama.cpp: each token in the light of the few before it. */
function librarySpeller(model: Pick<LlamaModel, 'detokenize'>, vocabulary: Vocabulary): Speller {
  const { words, isSpelt } = wordsOf(vocabulary);
  return (prompt) => new LibrarySpelling(model, prompt, (token) => (isSpelt(token) ? words[token]! : null));
}

class LibrarySpelling implements Spelling {
  tail = '';
  #before: Token[];
  /** Without text in front llama.cpp takes a piece for the text's first, and drops the space that it begins with. */
  #hasTextBefore: boolean;
  /**
   * Tokens whose last character is not whole, or that have no text yet at the very start, and how much of their text
   * was given.
   */
  #held: Token[] = [];
  #given = 0;

  constructor(
    private readonly model: Pick<LlamaModel, 'detokenize'>,
    prompt: readonly Token[],
    private readonly controlText: (token: Token) => string | null,
  ) {
    this.#before = prompt.slice(-CONTEXT);
    this.#hasTextBefore = this.#before.length > 0 && model.detokenize(this.#before) !== '';
  }

  add(token: Token): string {
    const tokens = [...this.#held, token];
    const control = this.controlText(token);
    if (control !== null) {
      const text = this.tail + control;
      this.#settle(tokens);
      this.#hasTextBefore = this.model.detokenize(this.#before) !== '';
      return text;
    }
    const text = this.model.detokenize(tokens, false, this.#before);
    if (text === '') {
      if (!this.#hasTextBefore) this.#held = tokens;
      return '';
    }
    const tail = tokens.length < MOST_UNFINISHED ? /\ufffd*$/.exec(text)![0] : '';
    const added = text.slice(this.#given, text.length - tail.length);
    if (tail === '') this.#settle(tokens);
    else {
      this.#held = tokens;
      this.#given += added.length;
      this.tail = tail;
    }
    return added;
  }

  #settle(tokens: readonly Token[]): void {
    this.#before = [...this.#before, ...tokens].slice(-CONTEXT);
    this.#hasTextBefore = true;
    this.#held = [];
    this.#given = 0;
    this.tail = '';
  }
}
