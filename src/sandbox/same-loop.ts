/** Programs that are remembered for one key. */
const MAX_KEPT = 50;

const indentOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;
const isBlank = (line: string): boolean => /^\s*(#.*)?$/.test(line);

/** The indentation of the outermost loop that is still open at the end of a program; none: infinity. */
function openLoop(source: string): number {
  let inner = Infinity;
  let loop = Infinity;
  for (const line of source
    .split('\n')
    .filter((l) => !isBlank(l))
    .reverse()) {
    const indent = indentOf(line);
    if (indent >= inner) continue;
    inner = indent;
    if (/^[ \t]*(async[ \t]+)?(while|for)\b/.test(line)) loop = indent;
    if (indent === 0) break;
  }
  return loop;
}

const NAMES = /[A-Za-z_]\w*/g;
/** Statements that read names and bind none. */
const READS =
  /^(print\s*\(|assert\b|return\b|raise\b|if\b|elif\b|else\b|while\b|try\b|finally\b|pass\b|break\b|continue\b)/;

/** Names that a statement's line may bind or change: of what is not plainly harmless, every one. */
function touched(line: string): string[] {
  const text = line.trim();
  const defined = /^(?:async\s+def|def|class)\s+(\w+)/.exec(text);
  if (defined) return [defined[1]!];
  if (isBlank(text) || (READS.test(text) && !/:=|\bas\b/.test(text))) return [];
  return text.match(NAMES) ?? [];
}

/** Names that more text may bind where the text before it sees them; what a new function does inside is its own. */
function touchedBy(more: string): string[] {
  let inside = false;
  return more.split('\n').flatMap((line) => {
    if (isBlank(line)) return [];
    if (indentOf(line) === 0) inside = /^(async\s+def|def|class)\b/.test(line);
    else if (inside) return [];
    return touched(line);
  });
}

/**
 * Whether `program` is `endless` with more behind it that cannot have changed its loop: it goes on outside of every
 * open loop, makes no generator of a function, and binds no name that the loop's program knows. Said only where it is
 * sure.
 */
export function containsLoopOf(endless: string, program: string): boolean {
  const known = endless.trimEnd();
  if (program.trimEnd() === known) return true;
  if (!program.startsWith(`${known}\n`)) return false;
  const more = program.slice(known.length + 1);
  const first = more.split('\n').find((l) => !isBlank(l));
  if (first === undefined) return true;
  if (
    indentOf(first) > openLoop(known) ||
    /\b(yield|global|nonlocal|from __future__|exec|eval|globals|setattr|sys)\b/.test(more)
  )
    return false;
  const words = new Set(known.match(NAMES) ?? []);
  return !touchedBy(more).some((name) => words.has(name));
}

/** Statements that end whatever they are given: names, literals, and nothing done with them. */
const ENDS = /^[ \t]*(return\b|pass\b|[A-Za-z_]\w*[ \t]*=(?!=))[ \t]*[\w \t"'.]*$/;

/** A program that did not end, less what stands behind its loop and cannot be what did not end. */
export function endlessPart(program: string): string {
  const lines = program.trimEnd().split('\n');
  while (lines.length > 1 && (isBlank(lines.at(-1)!) || ENDS.test(lines.at(-1)!))) {
    const shorter = lines.slice(0, -1).join('\n');
    // What it binds may be what the loop reads; what stands in an open block is a part of it.
    const last = lines.at(-1)!;
    const bound = /^[ \t]*(\w+)[ \t]*=/.exec(last)?.[1];
    if (
      !isBlank(last) &&
      (indentOf(last) > openLoop(shorter) || (bound !== undefined && new RegExp(`\\b${bound}\\b`).test(shorter)))
    )
      break;
    if (!isBlank(last) && /:[ \t]*(#.*)?$/.test(shorter)) break;
    lines.pop();
  }
  return lines.join('\n');
}

/**
 * Programs that ran into the time limit, by what asked for them: what contains such a loop is answered without being
 * run.
 */
export class SameLoop {
  readonly #endless = new Map<string, string[]>();

  /** @param key whatever decides, beside the program, whether it ends: its test, a time limit */
  has(key: string, program: string): boolean {
    return (this.#endless.get(key) ?? []).some((known) => containsLoopOf(known, program));
  }

  add(key: string, program: string): void {
    const known = this.#endless.get(key) ?? [];
    if (known.length < MAX_KEPT) this.#endless.set(key, [...known, endlessPart(program)]);
  }
}
