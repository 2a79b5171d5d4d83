import { JouleGateError } from '../common/errors.ts';
import { answerStart, type AnswerContext } from './answer.ts';
import { blocksOf } from './blocks.ts';
import { escaped } from './escape.ts';
import type { StopRule, TextMatcher } from './types.ts';

export interface StopPreset {
  source: string;
  raw: string[];
  /** For answers as Markdown, where the harness has a list of its own. */
  chat?: string[];
}

const EVALPLUS = ['<|endoftext|>', '<|endofmask|>', '</s>', '\nif __name__', '\ndef main(', '\nprint('];

/** The stop strings that harnesses use, with where they stand. */
export const STOP_PRESETS: Record<string, StopPreset> = {
  codex: {
    source: 'Chen et al. 2021 (arXiv 2107.03374), section 2.1; lm-evaluation-harness, tasks/humaneval',
    raw: ['\nclass', '\ndef', '\n#', '\nif', '\nprint'],
  },
  bigcode: {
    source: 'bigcode-evaluation-harness, bigcode_eval/tasks/humaneval.py',
    raw: ['\nclass', '\ndef', '\n#', '\n@', '\nprint', '\nif', '\n```', '<file_sep>'],
  },
  evalplus: {
    source:
      'evalplus, evalplus/provider/utility.py (EOS, extra_eos_for_direct_completion; chat: evalplus/provider/*.py)',
    raw: [...EVALPLUS, '\ndef ', '\nclass ', '\nimport ', '\nfrom ', '\nassert '],
    chat: [...EVALPLUS, '\n```\n'],
  },
};

/** The strings for an answer's style. Throws `rule-invalid` for an unknown preset or an empty list. */
export function stopStringsOf(stops: string | string[], style: 'chat' | 'raw'): string[] {
  if (typeof stops !== 'string') {
    if (stops.length > 0 && stops.every((s) => s !== '')) return stops;
    throw new JouleGateError(
      'rule-invalid',
      'the list of stop strings is empty or holds an empty string',
      'give at least one string, or a preset',
    );
  }
  const preset = Object.hasOwn(STOP_PRESETS, stops) ? STOP_PRESETS[stops] : undefined;
  if (!preset) {
    const names = Object.keys(STOP_PRESETS).join(', ');
    throw new JouleGateError(
      'rule-invalid',
      `no preset of stop strings is named ${JSON.stringify(stops)}`,
      `use one of ${names}, or a list of strings`,
    );
  }
  return style === 'chat' ? (preset.chat ?? preset.raw) : preset.raw;
}

/**
 * Finds the stop that is complete first (of several at one place, the one that starts first), however the text arrives.
 */
export class StopMatcher implements TextMatcher {
  readonly #stops: string[];
  readonly #armedFrom: (text: string) => number | null;
  readonly #longest: number;
  #seen = 0;
  #found: number | null = null;
  held = 0;

  /** @param armedFrom offset from which a stop may begin, `null` for not yet; it never moves once given. */
  constructor(stops: string[], armedFrom: (text: string) => number | null = () => 0) {
    this.#stops = stops;
    this.#armedFrom = armedFrom;
    this.#longest = Math.max(...stops.map((s) => s.length));
  }

  offer(text: string): number | null {
    if (this.#found !== null) return this.#found;
    const armed = this.#armedFrom(text);
    if (armed === null) return null;
    const from = Math.max(armed, this.#seen - this.#longest);
    let best: { start: number; end: number } | null = null;
    for (const stop of this.#stops) {
      const start = text.indexOf(stop, from);
      if (start < 0) continue;
      const end = start + stop.length;
      if (best === null || end < best.end || (end === best.end && start < best.start)) best = { start, end };
    }
    this.#seen = text.length;
    this.#found = best?.start ?? null;
    this.held = best ? 0 : this.#heldIn(text, armed);
    return this.#found;
  }

  #heldIn(text: string, armed: number): number {
    const most = Math.min(this.#longest - 1, text.length - armed);
    for (let n = most; n > 0; n--) {
      const end = text.slice(text.length - n);
      if (this.#stops.some((s) => s.startsWith(end))) return n;
    }
    return 0;
  }
}

/**
 * From where an answer may be stopped, never amid thoughts. A raw completion: at once. A chat answer: once the entry
 * point's `def` line is there (prose, the opening fence, imports and helpers come before it), or the first block has
 * closed without one.
 */
export function armedFrom(context: AnswerContext): (text: string) => number | null {
  const name = escaped(context.task.entryPoint);
  const header = new RegExp(`^(?:.*\`\`\`)?[ \\t]*(?:async[ \\t]+)?def[ \\t]+${name}[ \\t]*\\(`, 'm');
  const prefix = context.answerPrefix.length;
  let armed: number | null = null;
  return (text) => {
    if (armed !== null) return armed;
    const from = answerStart(context, text);
    if (from === null) return null;
    if (context.style === 'raw') return (armed = from);
    const found = header.exec(text.slice(from));
    if (found) armed = from + found.index + found[0].length;
    else {
      const turn = context.answerPrefix + text;
      const block = blocksOf(turn, from === 0 ? 0 : prefix + from, turn.length, context.task.entryPoint).find(
        (b) => b.fenced,
      );
      if (block?.closed) armed = Math.max(0, block.end - 1 - prefix);
    }
    return armed;
  };
}

/** The rule `stop-strings`. */
export function stopStringsRule(stops: string | string[]): StopRule {
  stopStringsOf(stops, 'raw');
  return {
    name: 'stop-strings',
    match: (context) => new StopMatcher(stopStringsOf(stops, context.style), armedFrom(context)),
  };
}
