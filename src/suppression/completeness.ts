import { linesOf } from './fences.ts';

/** Where a Python source text stands at its end. */
interface EndState {
  /** Inside brackets, a triple-quoted string, or after a backslash. */
  open: boolean;
  /** Logical lines of code: comments and blank lines are none. */
  lines: { text: string; indent: number }[];
}

const QUOTES = ['"""', "'''"];

/** A rough Python lexer: enough to know that a text cannot end here. It may say complete where Python would not. */
function endState(source: string): EndState {
  const lines: EndState['lines'] = [];
  let depth = 0;
  let quote: string | null = null;
  let current: { text: string; indent: number } | null = null;
  let continued = false;
  for (const { line } of linesOf(source)) {
    if (current === null && line.trim() !== '' && quote === null) {
      current = { text: '', indent: line.length - line.trimStart().length };
    }
    let code = '';
    let at = 0;
    while (at < line.length) {
      if (quote !== null) {
        if (line[at] === '\\') at += 2;
        else if (line.startsWith(quote, at)) {
          at += quote.length;
          quote = null;
        } else at++;
        continue;
      }
      const c = line.charAt(at);
      if (c === '#') break;
      const triple = QUOTES.find((q) => line.startsWith(q, at));
      if (triple !== undefined || c === '"' || c === "'") {
        quote = triple ?? c;
        at += quote.length;
        code += 's';
        continue;
      }
      if ('([{'.includes(c)) depth++;
      if (')]}'.includes(c)) depth = Math.max(0, depth - 1);
      code += c;
      at++;
    }
    if (quote !== null && quote.length === 1 && !line.endsWith('\\')) quote = null;
    continued = quote === null && code.trimEnd().endsWith('\\');
    if (current !== null) current.text += code.trim();
    if (quote === null && depth === 0 && !continued && current !== null) {
      if (current.text !== '') lines.push(current);
      current = null;
    }
  }
  return { open: quote !== null || depth > 0 || continued, lines };
}

/**
 * Whether a program could be finished at this line end: no open bracket, string or block header, and not amid the body
 * of a `while` loop, whose missing rest would often make it run for ever. Cheap, so that only such texts are checked.
 */
export function couldBeComplete(program: string): boolean {
  const { open, lines } = endState(program);
  const last = lines.at(-1);
  if (open || last === undefined) return false;
  if (last.text.endsWith(':') || last.text.startsWith('@')) return false;
  if (/^(def|class|async def) /.test(last.text) && last.text.endsWith(':')) return false;
  return !amidWhile(lines);
}

function amidWhile(lines: EndState['lines']): boolean {
  const last = lines.at(-1);
  if (last === undefined || /^(return|break|raise|yield)\b/.test(last.text)) return false;
  let indent = last.indent;
  for (let i = lines.length - 2; i >= 0 && indent > 0; i--) {
    const line = lines[i];
    if (line === undefined || line.indent >= indent) continue;
    indent = line.indent;
    if (/^while\b/.test(line.text)) return true;
    if (/^(async )?def\b/.test(line.text)) return false;
  }
  return false;
}

/** The program without what changes nothing: comment lines, blank lines and spaces at its end. */
export function withoutTail(program: string): string {
  let end = program.length;
  while (end > 0) {
    const start = program.lastIndexOf('\n', end - 1) + 1;
    const line = program.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) break;
    end = Math.max(0, start - 1);
  }
  return program.slice(0, end).trimEnd();
}
