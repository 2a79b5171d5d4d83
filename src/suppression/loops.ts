import type { TextMatcher } from './types.ts';

export interface LoopOptions {
  /** How often a piece must stand in a row; 4 by default. */
  repeats?: number;
  /** How long the whole repetition must be, in characters; 80 by default. */
  minLength?: number;
}

/** The end of a text that is looked at. */
const WINDOW = 1600;

export interface Loop {
  /** Where the repetition starts, and the length of the piece that repeats. */
  start: number;
  period: number;
}

/**
 * The longest repetition that a text ends in: some piece, at least `repeats` times in a row (the last may be begun
 * only). Blank runs and runs of one character are none: rulers and indentation are not babble yet.
 */
export function loopAtEnd(text: string, { repeats = 4, minLength = 80 }: LoopOptions = {}): Loop | null {
  const end = text.slice(-WINDOW);
  // The failure function of the reversed end gives, for every suffix, its shortest period.
  const reversed = [...Array(end.length).keys()].map((i) => end.charCodeAt(end.length - 1 - i));
  const border = new Int32Array(reversed.length);
  let best: Loop | null = null;
  for (let i = 1, k = 0; i < reversed.length; i++) {
    while (k > 0 && reversed[i] !== reversed[k]) k = border[k - 1] ?? 0;
    if (reversed[i] === reversed[k]) k++;
    border[i] = k;
    const length = i + 1;
    const period = length - k;
    if (period > 1 && length >= minLength && length >= repeats * period) best = { start: text.length - length, period };
  }
  if (best && text.slice(best.start, best.start + best.period).trim() === '') return null;
  return best;
}

/** The loop cut-off: keeps a repetition's first piece. Looks at line ends and every 64 characters. */
export class LoopDetector implements TextMatcher {
  readonly held = 0;
  readonly #options: LoopOptions;
  #looked = 0;

  constructor(options: LoopOptions = {}) {
    this.#options = options;
  }

  offer(text: string): number | null {
    if (text.length - this.#looked < 64 && !text.slice(this.#looked).includes('\n')) return null;
    this.#looked = text.length;
    const loop = loopAtEnd(text, this.#options);
    return loop ? loop.start + loop.period : null;
  }
}
