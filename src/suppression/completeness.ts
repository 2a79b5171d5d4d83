import { linesOf } from './fences.ts';
import { PythonLexer } from './lexer.ts';

/** Where a Python source text stands at its end. */
interface EndState {
  /** Inside brackets, a triple-quoted string, or after a backslash. */
  open: boolean;
  /** Logical lines of code: comments and blank lines are none. */
  lines: { text: string; indent: number }[];
}

function endState(source: string): EndState {
  const lines: EndState['lines'] = [];
  const lexer = new PythonLexer();
  let current: { text: string; indent: number } | null = null;
  for (const { line } of linesOf(source)) {
    const { code, inString } = lexer.feed(line);
    if (current === null && line.trim() !== '' && !inString)
      current = { text: '', indent: line.length - line.trimStart().length };
    if (current === null) continue;
    current.text += code.trim();
    if (lexer.open) continue;
    if (current.text !== '') lines.push(current);
    current = null;
  }
  return { open: lexer.open, lines };
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
