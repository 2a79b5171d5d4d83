/** A fenced block of a Markdown answer. */
export interface Fence {
  /** The lines between the fences, each with its line end, relieved of the opening fence's indentation. */
  code: string;
  /** False where the answer ends (so far) inside the block. */
  closed: boolean;
  /** Offset of the first character after the opening fence's line. */
  start: number;
  /** Offset of the closing fence's line, or the end of the text. */
  end: number;
}

interface Opening {
  indent: number;
  mark: string;
  length: number;
}

/** A fence that may open: ``` or ~~~, three or more, with or without an info string. */
function openingOf(line: string): Opening | null {
  const match = /^([ \t]*)(`{3,}|~{3,})([^\n]*)$/.exec(line);
  if (!match) return null;
  const [, indent = '', marks = '', info = ''] = match;
  if (marks.startsWith('`') && info.includes('`')) return null;
  return { indent: indent.length, mark: marks.charAt(0), length: marks.length };
}

/** Whether a line closes the block that `opening` opened: the same mark, at least as many, nothing after it. */
function closes(line: string, opening: Opening): boolean {
  const match = /^([ \t]*)(`{3,}|~{3,})[ \t\r]*$/.exec(line);
  if (!match) return false;
  const [, indent = '', marks = ''] = match;
  return marks.startsWith(opening.mark) && marks.length >= opening.length && indent.length <= opening.indent + 3;
}

/** The lines of a text with their offsets; the last may have no line end. */
export function* linesOf(text: string): Generator<{ line: string; start: number; next: number }> {
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf('\n', start);
    const next = at < 0 ? text.length : at + 1;
    yield { line: text.slice(start, at < 0 ? next : at), start, next };
    start = next;
  }
}

/** Every fenced block of an answer, in order; the last may be open. */
export function fencesOf(text: string): Fence[] {
  const found: Fence[] = [];
  let opening: Opening | null = null;
  let start = 0;
  let code = '';
  for (const { line, start: at, next } of linesOf(text)) {
    if (opening === null) {
      opening = openingOf(line);
      start = next;
      code = '';
    } else if (closes(line, opening)) {
      found.push({ code, closed: true, start, end: at });
      opening = null;
    } else {
      code += dedent(text.slice(at, next), opening.indent);
    }
  }
  if (opening !== null) found.push({ code, closed: false, start, end: text.length });
  return found;
}

function dedent(line: string, by: number): string {
  let cut = 0;
  while (cut < by && (line[cut] === ' ' || line[cut] === '\t')) cut++;
  return line.slice(cut);
}

/** Splits a text that starts inside a ``` block at the first closing fence. */
export function insideFence(text: string, opening: Opening = { indent: 0, mark: '`', length: 3 }): { code: string; closed: boolean } {
  for (const { line, start } of linesOf(text)) {
    if (closes(line, opening)) return { code: text.slice(0, start), closed: true };
  }
  return { code: text, closed: false };
}

/** What an answer prefix leaves open: the fence and any code after its line; `null` where it opens none. */
export function openFenceOf(prefix: string): { opening: Opening; code: string } | null {
  let opening: Opening | null = null;
  let after = 0;
  for (const { line, next } of linesOf(prefix)) {
    if (opening === null) {
      opening = openingOf(line);
      after = next;
    } else if (closes(line, opening)) opening = null;
  }
  return opening === null ? null : { opening, code: prefix.slice(after) };
}

/** Whether a line opens a block and says of which language: inside an open block that is a second opening. */
export function isLabelledOpening(line: string): boolean {
  return openingOf(line) !== null && /[^`~\s]/.test(line);
}
