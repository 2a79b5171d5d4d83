import { escaped } from './escape.ts';
import { linesOf } from './fences.ts';
import { PythonLexer } from './lexer.ts';
import { isStatement } from './python-lines.ts';

interface Statement {
  /** Code without strings (`s` each) and comments. */
  text: string;
  indent: number;
}

/** How a piece of code gives the entry point what it needs. */
export type Entry =
  /** It defines it, with everything indented by so much. */
  | { kind: 'definition'; indent: number }
  /** It is the body of the prompt's own function. */
  | { kind: 'body' };

const indentOf = (line: string): number => line.length - line.trimStart().length;
/** Statements that solve nothing alone: a docstring, a stub, an import. */
const isStub = (text: string): boolean =>
  /^(?:[rRbBuUfF]{0,2}s(?:\s*[rRbBuUfF]{0,2}s)*|pass|\.\.\.|(?:import|from)\b.*)$/.test(text);

/** The logical lines of a piece of code; comments and blank lines are none. */
function statementsOf(code: string): Statement[] {
  const found: Statement[] = [];
  const lexer = new PythonLexer();
  let current: Statement | null = null;
  for (const { line } of linesOf(code)) {
    const lexed = lexer.feed(line);
    if (!lexed.continued) {
      current = null;
      if (lexed.code.trim() !== '') found.push((current = { text: lexed.code.trim(), indent: indentOf(line) }));
    } else if (current) current.text += lexed.code.trim();
  }
  return found;
}

/** What a header has on its own line behind its colon, the first outside of brackets; empty for nothing. */
function behindHeader(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ':' && depth === 0) return text.slice(i + 1).trim();
  }
  return '';
}

/** At which statement the block of header `at`, or its own line, becomes more than a stub; -1 for never. */
function bodyAt(statements: readonly Statement[], at: number): number {
  const header = statements[at]!;
  const inline = behindHeader(header.text);
  if (inline !== '') return isStub(inline) ? -1 : at;
  for (const [i, { text, indent }] of statements.entries()) {
    if (i <= at) continue;
    if (indent <= header.indent) return -1;
    if (!isStub(text)) return i;
  }
  return -1;
}

/**
 * Whether code defines the entry point with a body of its own, or is such a body; `null` where it is neither (yet).
 * What comes first decides, so that the answer is the same however much follows. A header, its docstring or a stub
 * alone completes nothing: the prompt has as much.
 */
export function entryOf(code: string, name: string): Entry | null {
  const statements = statementsOf(code);
  const first = statements[0];
  if (!first) return null;
  const body = bodyFrom(statements);
  const header = new RegExp(
    `^(?:(?:async[ \\t]+)?def[ \\t]+${escaped(name)}[ \\t]*[(\\[]|class[ \\t]+${escaped(name)}\\b)`,
  );
  const variable = new RegExp(`^${escaped(name)}[ \\t]*(?::[^=]*)?=(?!=)\\s*\\S`);
  for (const [i, { text, indent }] of statements.entries()) {
    if (body >= 0 && i > body) break;
    if (indent !== 0 && indent !== first.indent) continue;
    const at = header.test(text) ? bodyAt(statements, i) : variable.test(text) ? i : -1;
    if (at >= 0 && (body < 0 || at <= body)) return { kind: 'definition', indent };
  }
  return body < 0 ? null : { kind: 'body' };
}

const opensBlock = (text: string): boolean => text.endsWith(':') || /^(?:(?:async\s+)?def|class)\b|^@/.test(text);

/** The first statement that returns, or yields, outside of any inner function; -1 for none. */
function returnAt(statements: readonly Statement[]): number {
  let inner: number | null = null;
  return statements.findIndex(({ text, indent }) => {
    if (inner !== null && indent > inner) return false;
    inner = /^(?:(?:async\s+)?def|class)\b/.test(text) ? indent : null;
    return /^(?:return|yield)\b|^(?:if|elif|else|for|while|with|try|except|finally)\b.*:\s*(?:return|yield)\b/.test(
      text,
    );
  });
}

/** At which statement it is plain that these are a function's body; -1 for never. */
function bodyFrom(statements: readonly Statement[]): number {
  const [first, second] = statements;
  if (!first) return -1;
  if (first.indent > 0)
    return statements.findIndex((s) => s.indent > 0 && !isStub(s.text) && !opensBlock(s.text) && isStatement(s.text));
  const at = returnAt(statements);
  return at >= 0 && lostIndent(first, second) !== null ? Math.max(1, at) : at;
}

/** The indentation that a body's first line lost, where the others kept theirs; told by the second line alone. */
function lostIndent(first: Statement, second: Statement | undefined): number | null {
  if (!second || second.indent === 0 || /^(?:(?:async\s+)?def|class|return|yield)\b|^@/.test(first.text)) return null;
  if (!first.text.endsWith(':')) return second.indent;
  return second.indent >= 8 ? second.indent / 2 : null;
}

/** The indentation of the prompt's own function, by its last line; `null` where that is its header. */
function promptIndent(prompt: string): string | null {
  const last = prompt.trimEnd().split('\n').at(-1) ?? '';
  return /^[ \t]+/.exec(last)?.[0] ?? null;
}

/** Puts a body's lines at the indentation of the prompt's function; one that stands there already stays as it is. */
export function asBody(code: string, prompt: string): string {
  const statements = statementsOf(code);
  const [first, second] = statements;
  if (!first) return code;
  const wanted = promptIndent(prompt);
  const lost = first.indent === 0 ? lostIndent(first, second) : null;
  const from = lost ?? first.indent;
  if (lost === null && from > 0 && (wanted === null || from === wanted.length)) return code;
  const to = wanted ?? ' '.repeat(from || 4);
  const lexer = new PythonLexer();
  let out = '';
  let begun = false;
  for (const { line, start, next } of linesOf(code)) {
    const { inString, code: text } = lexer.feed(line);
    const whole = code.slice(start, next);
    const isFirst: boolean = !begun && text.trim() !== '';
    begun ||= isFirst;
    if (inString || line.trim() === '') out += whole;
    else if (isFirst && lost !== null) out += to + whole;
    else if (indentOf(line) >= from) out += to + whole.slice(from);
    else out += whole;
  }
  return out;
}

/** The code less an indentation that all of it has. */
export function dedented(code: string, by: number): string {
  if (by === 0) return code;
  let out = '';
  for (const { line, start, next } of linesOf(code)) out += code.slice(start + Math.min(by, indentOf(line)), next);
  return out;
}
