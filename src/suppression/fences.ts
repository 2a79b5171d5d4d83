/** A fence that has opened a block. */
export interface Opening {
  /** Spaces in front of it, which the block's lines have too. */
  indent: number;
  mark: string;
  length: number;
  /** What stands behind it: a language, mostly. */
  info: string;
  /** Offset in the line of code that follows on the fence's own line; -1 for none. */
  codeAt: number;
}

/** The lines of a text with their offsets; the last may have no line end. */
export function* linesOf(text: string): Generator<{ line: string; start: number; next: number }> {
  for (let start = 0; start < text.length;) {
    const at = text.indexOf('\n', start);
    const next = at < 0 ? text.length : at + 1;
    yield { line: text.slice(start, at < 0 ? next : at), start, next };
    start = next;
  }
}

const CODE_ON_FENCE =
  /^[ \t]*(?:\{?\.?[\w+-]+\}?[ \t]+)?(?=(?:(?:async[ \t]+)?def|class)[ \t]+\w+[ \t]*[(:[]|import[ \t]+\w|from[ \t]+[\w.]+[ \t]+import\b|@\w+[ \t]*$)/;

function openingFrom(indent: number, marks: string, info: string, at: number): Opening | null {
  if (marks.startsWith('`') && info.includes('`')) return null;
  const code = CODE_ON_FENCE.exec(info);
  return {
    indent,
    mark: marks.charAt(0),
    length: marks.length,
    info: (code ? code[0] : info).trim(),
    codeAt: code ? at + code[0].length : -1,
  };
}

/** A fence at a line's start that may open a block: ``` or ~~~, three or more, with or without an info string. */
export function openingOf(line: string): Opening | null {
  const match = /^([ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(`{3,}|~{3,})([^\n]*)$/.exec(line);
  if (!match) return null;
  const [, lead = '', marks = '', info = ''] = match;
  return openingFrom(lead.length, marks, info, lead.length + marks.length);
}

/** A fence that opens inside a sentence: behind it stands a language at most. */
export function openingInside(line: string): Opening | null {
  const match = /^([^`]*[^`\s][ \t]*)(`{3,})([^`]*)$/.exec(line);
  if (!match) return null;
  const [, before = '', marks = '', info = ''] = match;
  const opening = openingFrom(0, marks, info, before.length + marks.length);
  return opening && (opening.codeAt >= 0 || /^[ \t]*\{?\.?[\w+.-]*\}?[ \t\r]*$/.test(info)) ? opening : null;
}

/**
 * Whether a line closes the block that `opening` opened: the same mark, at least as many, nothing after it; however
 * indented, since no code has such a line.
 */
export function closes(line: string, opening: Opening): boolean {
  const match = /^([ \t]*)(`{3,}|~{3,})[ \t\r]*$/.exec(line);
  if (!match) return false;
  const marks = match[2] ?? '';
  return marks.startsWith(opening.mark) && marks.length >= opening.length;
}

/**
 * Where a code line that stands in the block closes it behind the code; -1 where it does not. `ticks` is the lexer's.
 */
export function closesBehind(line: string, opening: Opening, ticks: number): number {
  const run = opening.mark === '`' ? (ticks < 0 ? null : /^`+/.exec(line.slice(ticks))) : /~{3,}[ \t\r]*$/.exec(line);
  if (!run || run[0].trimEnd().length < opening.length) return -1;
  return opening.mark === '`' ? ticks : run.index;
}

/** A one-line function between backticks in a sentence; `null` where there is none. */
export function codeSpan(line: string): { start: number; end: number } | null {
  const match = /(`{3,}[ \t]*(?:(?:python3?|py)[ \t]+)?)((?:async[ \t]+def|def|class)[ \t][^`]*)`{3,}/.exec(line);
  if (!match) return null;
  const start = match.index + match[1]!.length;
  return { start, end: start + match[2]!.length };
}

/** What an answer prefix leaves open: its fence; `null` where it opens none. */
export function openFenceOf(prefix: string): Opening | null {
  let opening: Opening | null = null;
  for (const { line } of linesOf(prefix)) {
    if (opening === null) opening = openingOf(line) ?? openingInside(line);
    else if (closes(line, opening)) opening = null;
  }
  return opening;
}
