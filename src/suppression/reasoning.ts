import { KNOWN_TAGS, type Reasoning, type ReasoningTags } from '../common/reasoning-tags.ts';

const FINAL_CHANNEL = /<\|channel\|>final\b[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/g;
const OTHER_CHANNEL = /(?:<\|start\|>[a-z]*)?<\|channel\|>(?!final)/;
const MESSAGE_END = /<\|(?:end|return|call|start)\|>/;
/** What some models put around the answer once they have thought. */
const WRAPPED = /^\s*<(answer|response|output)>[ \t]*\n?/;
const QUOTES = '"\'`';

export interface Parted {
  /** Where the answer begins and ends in the text; all else is reasoning. */
  start: number;
  end: number;
  /** The text ends inside the thoughts. */
  thinking: boolean;
}

/** The end of the last closing tag; one in quotes is only spoken of. */
function lastClosing(text: string, tag: string): number {
  for (let at = text.lastIndexOf(tag); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(tag, at - 1)) {
    const quoted =
      at > 0 &&
      QUOTES.includes(text.charAt(at - 1)) &&
      at + tag.length < text.length &&
      QUOTES.includes(text.charAt(at + tag.length));
    if (!quoted) return at + tag.length;
  }
  return 0;
}

/** Where thoughts begin in `text`: an opening tag at a line's start; -1 for nowhere. */
function firstOpening(text: string, tags: readonly ReasoningTags[]): number {
  let found = -1;
  for (const { open } of tags) {
    for (let at = text.indexOf(open); at >= 0 && (found < 0 || at < found); at = text.indexOf(open, at + 1)) {
      if (text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '') found = at;
    }
  }
  const channel = OTHER_CHANNEL.exec(text);
  return channel && (found < 0 || channel.index < found) ? channel.index : found;
}

const tagsOf = (reasoning: Reasoning | undefined): readonly ReasoningTags[] =>
  reasoning?.tags ? [...reasoning.tags, ...KNOWN_TAGS] : KNOWN_TAGS;

/**
 * Parts a model's turn into thoughts and answer: all up to the last closing tag, and all from an opening tag that is
 * not closed, is thought.
 */
export function partReasoning(turn: string, reasoning?: Reasoning): Parted {
  const tags = tagsOf(reasoning);
  let start = 0;
  for (const { close } of tags) start = Math.max(start, lastClosing(turn, close));
  let final = 0;
  for (const match of turn.matchAll(FINAL_CHANNEL)) final = match.index + match[0].length;
  start = Math.max(start, final);
  if (start === 0 && reasoning?.opened) return { start: turn.length, end: turn.length, thinking: true };
  let end = turn.length;
  if (start > 0) {
    const wrapped = WRAPPED.exec(turn.slice(start));
    if (wrapped) {
      start += wrapped[0].length;
      const closing = turn.indexOf(`</${wrapped[1]}>`, start);
      if (closing >= 0) end = closing;
    }
    const over = final === start ? MESSAGE_END.exec(turn.slice(start)) : null;
    if (over) end = start + over.index;
  }
  const again = firstOpening(turn.slice(start, end), tags);
  return again < 0 ? { start, end, thinking: false } : { start, end: start + again, thinking: true };
}

/**
 * Whether a text without anything else may yet become an opening tag, of thoughts or of the answer: too early to stop
 * it, or to call it an answer.
 */
export function mayOpen(text: string, reasoning?: Reasoning): boolean {
  const bare = text.trimStart();
  return (
    bare === '' ||
    [...tagsOf(reasoning).map((t) => t.open), '<|start|>', '<|channel|>', '<answer>', '<response>', '<output>'].some(
      (open) => open.startsWith(bare),
    )
  );
}
