import { answerStart, type AnswerContext } from './answer.ts';
import { linesOf, openFenceOf } from './fences.ts';
import { loopAtEnd } from './loops.ts';
import { isSentence } from './python-lines.ts';

/** What babble can be, in the order in which a line is tried. */
export const BABBLE_KINDS = ['loop', 'blank', 'test', 'call', 'definition', 'prose', 'code'] as const;
export type BabbleKind = (typeof BABBLE_KINDS)[number];

export interface BabbleSegment {
  kind: BabbleKind;
  /** Offsets in the answer's text. */
  start: number;
  end: number;
}

const TEST =
  /^(?:assert\b|>>>|def\s+(?:check|test)\w*\s*\(|class\s+\w*Test\w*|@pytest\b|(?:import|from)\s+(?:unittest|pytest|doctest)\b|unittest\.|doctest\.|check\s*\(|METADATA\b|self\.assert|#\s*(?:test|assert))/i;
const CALL = /^(?:print\s*\(|if\s+__name__\s*==|main\s*\(|input\s*\(|#\s*(?:example|usage|output|expected|=>|->))/i;
const DEFINITION = /^(?:async\s+def|def|class|import|from\s+\w[\w.]*\s+import|@\w)/;
const CODE =
  /^(?:[A-Za-z_][\w.]*\s*(?:[-+*/%|&^]|\*\*|\/\/)?=(?!=)|(?:for|while|if|with|try|return|raise|elif|else|except|finally|pass|break|continue|del|global|lambda)\b.*[:\w)\]]?$|[A-Za-z_][\w.]*\s*[([]|[)\]}#])/;

/**
 * Sorts an answer's text after `from` (where it was complete) into kinds, line by line; a block's body belongs to what
 * opened it. A pure function of the text: a model's prose that looks like code is called code.
 */
export function classifyBabble(context: AnswerContext, text: string, from: number): BabbleSegment[] {
  const loop = loopAtEnd(text);
  const loopFrom = loop ? Math.max(from, loop.start + loop.period) : text.length;
  let fenced = context.style === 'raw' || fenceOpenAt(context, text.slice(0, from));
  let opener: BabbleKind | null = null;
  const found: BabbleSegment[] = [];
  for (const { line, start, next } of linesOf(text.slice(from, loopFrom))) {
    const isFence = /^\s*(?:`{3,}|~{3,})/.test(line);
    const kind: BabbleKind = isFence ? 'prose' : kindOf(line, fenced, opener, context.task.entryPoint);
    if (isFence) {
      fenced = context.style === 'raw' ? fenced : !fenced;
      opener = null;
    } else if (kind !== 'blank' && !/^\s/.test(line)) opener = kind;
    push(found, { kind, start: from + start, end: from + next });
  }
  if (loopFrom < text.length) push(found, { kind: 'loop', start: loopFrom, end: text.length });
  return found;
}

/** Where the loop begins that a text behind its thoughts ends in; its first piece is no loop yet. `null` for none. */
export function loopFrom(context: AnswerContext, text: string): number | null {
  const from = answerStart(context, text);
  const loop = from === null ? null : loopAtEnd(text.slice(from));
  return loop ? from! + loop.start + loop.period : null;
}

function fenceOpenAt(context: AnswerContext, before: string): boolean {
  let open = openFenceOf(context.answerPrefix) !== null;
  for (const { line } of linesOf(before)) if (/^\s*(?:`{3,}|~{3,})/.test(line)) open = !open;
  return open;
}

function kindOf(line: string, fenced: boolean, opener: BabbleKind | null, entryPoint: string): BabbleKind {
  const bare = line.trim();
  if (bare === '') return 'blank';
  // A body goes with its header: `def test_x():` and the asserts below are one test.
  if (/^\s/.test(line) && opener !== null && opener !== 'prose') return opener;
  if (TEST.test(bare)) return 'test';
  if (CALL.test(bare) || bare.startsWith(`${entryPoint}(`)) return 'call';
  if (DEFINITION.test(bare)) return 'definition';
  if (isSentence(bare)) return 'prose';
  if (CODE.test(bare)) return 'code';
  return fenced ? 'code' : 'prose';
}

function push(found: BabbleSegment[], segment: BabbleSegment): void {
  const last = found.at(-1);
  if (last && last.kind === segment.kind && last.end === segment.start) last.end = segment.end;
  else found.push(segment);
}

/** How many tokens end behind `from` and at or before `to`. @param tokenEnds text length after each token. */
export const tokensWithin = (tokenEnds: readonly number[], from: number, to: number): number =>
  tokenEnds.filter((end) => end > from && end <= to).length;

/**
 * Tokens of each kind. A token belongs to the kind that its last character falls into.
 * @param tokenEnds text length after each token of the answer.
 */
export function babbleTokens(segments: BabbleSegment[], tokenEnds: number[]): Record<BabbleKind, number> {
  const counts = Object.fromEntries(BABBLE_KINDS.map((k) => [k, 0])) as Record<BabbleKind, number>;
  let at = 0;
  for (const [i, end] of tokenEnds.entries()) {
    // A token without text (half of a character) goes with the next.
    if (end === (i > 0 ? tokenEnds[i - 1] : 0)) continue;
    while (at < segments.length && (segments[at]?.end ?? 0) < end) at++;
    const segment = segments[at];
    if (segment && segment.start < end) counts[segment.kind]++;
  }
  return counts;
}
