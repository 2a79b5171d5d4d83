import { escaped } from './escape.ts';
import { literalAt, type Literal } from './literals.ts';
import type { CodeTask } from '../workload/types.ts';

/** One example of a prompt: an expression, and what it shall give. */
export interface Example {
  /** Which way of writing it was. */
  form: 'doctest' | 'arrow' | 'for' | 'input-output';
  call: string;
  /** A Python literal, or (doctest only) the text that `repr` gives. */
  want: string;
  literal: boolean;
}

const RELATION =
  /^[ \t]*(?:#[ \t]*)?(?:==>|=>|->|➞|→|⇒|===?|=|(?:should[ \t]+)?(?:returns?|be|give[s]?|equals?|outputs?|evaluates? to|is)\b:?)[ \t]*/i;

/** Every example in a task's prompt that can be run; empty where it has none (such tasks are reported). */
export function examplesOf(task: CodeTask): Example[] {
  const text = docOf(task);
  const found = [
    ...doctests(text),
    ...arrows(withoutDoctests(text), task.entryPoint),
    ...fors(text, task.entryPoint),
    ...inputOutputs(text, task.entryPoint),
  ];
  const seen = new Set<string>();
  return found.filter(({ call, want }) => {
    const key = `${call}\n${want}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** What follows the last header of the entry point: its docstring. */
function docOf(task: CodeTask): string {
  const at = task.prompt.lastIndexOf(`def ${task.entryPoint}`);
  const header = at < 0 ? 0 : at;
  const quote = /"""|'''/.exec(task.prompt.slice(header));
  const doc = task.prompt.slice(quote ? header + quote.index + 3 : header);
  return doc.replace(/(?:"""|''')\s*$/, '');
}

const PROMPT = /^[ \t]*>>>[ \t]?/;

/** `>>> f(x)` with its continuation lines, and what is printed below. */
function doctests(text: string): Example[] {
  const lines = text.split('\n');
  const found: Example[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!PROMPT.test(lines[i] ?? '')) continue;
    let call = (lines[i] ?? '').replace(PROMPT, '').trim();
    while (/^[ \t]*\.\.\.[ \t]?/.test(lines[i + 1] ?? ''))
      call += `\n${(lines[++i] ?? '').replace(/^[ \t]*\.\.\.[ \t]?/, '')}`;
    const want: string[] = [];
    while (i + 1 < lines.length && lines[i + 1]?.trim() !== '' && !PROMPT.test(lines[i + 1] ?? ''))
      want.push((lines[++i] ?? '').trim());
    const printed = want.join('\n');
    // `>>> f(x) == y` with nothing printed below means that it holds.
    if (printed === '' && /\)[ \t]*(?:==|is)[ \t]/.test(call))
      found.push({ form: 'doctest', call, want: 'True', literal: true });
    if (printed === '' || printed.startsWith('Traceback')) continue;
    const literal = literalAt(printed, 0);
    const whole = literal !== null && printed.slice(literal.end).trim() === '';
    found.push({ form: 'doctest', call, want: whole ? literal.code : printed, literal: whole });
  }
  return found;
}

const withoutDoctests = (text: string): string => text.replace(/^[ \t]*>>>.*$/gm, '');

/** `f(x) ➞ y` with any of the arrows, `==`, `=`, "returns", "should return". */
function arrows(text: string, name: string): Example[] {
  const found: Example[] = [];
  for (const match of text.matchAll(new RegExp(`(?<![\\w.])${escaped(name)}[ \\t]*\\(`, 'g'))) {
    const open = match.index + match[0].length - 1;
    const args = argumentsAt(text, open);
    if (!args) continue;
    const rest = text.slice(args.end).split('\n', 1)[0] ?? '';
    const want = wantOf(rest);
    if (want !== null) found.push({ form: 'arrow', call: `${name}(${args.code})`, want, literal: true });
  }
  return found;
}

/** `(1, [2], k=3)` where every argument is a literal. */
function argumentsAt(text: string, open: number): Literal | null {
  const parts: string[] = [];
  let at = open + 1;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    if (text[at] === ')') return { code: parts.join(', '), end: at + 1 };
    const keyword = /^[A-Za-z_]\w*[ \t]*=(?!=)/.exec(text.slice(at, at + 80))?.[0] ?? '';
    const value = literalAt(text, at + keyword.length);
    if (!value) return null;
    parts.push(keyword.replace(/\s/g, '') + value.code);
    at = value.end;
    while (/\s/.test(text.charAt(at))) at++;
    if (text[at] === ',') at++;
    else if (text[at] !== ')') return null;
  }
}

/** The value after the relation on the rest of a line: a literal, or of `1 + 9 = 10` what stands last. */
function wantOf(rest: string): string | null {
  const relation = RELATION.exec(rest);
  if (!relation) return null;
  const value = rest.slice(relation[0].length);
  const literal = literalAt(value, 0);
  if (literal && /^\s*$|^\s*[.,;#]|^\s+[("'A-Za-z]/.test(value.slice(literal.end))) return literal.code;
  const last = /^[-+*/%() \d.]+=[ \t]*([^=]+)$/.exec(value)?.[1];
  const result = last === undefined ? null : literalAt(last, 0);
  return last !== undefined && result && last.slice(result.end).trim() === '' ? result.code : null;
}

/** `For lst = [1], k = 2 the output should be 3`. */
function fors(text: string, name: string): Example[] {
  const found: Example[] = [];
  for (const line of text.split('\n')) {
    const start = /\bfor[ \t]+(?=[A-Za-z_]\w*[ \t]*=(?!=))/i.exec(line);
    if (!start) continue;
    const args = assignmentsAt(line, start.index + start[0].length);
    const relation =
      args &&
      /(?:output|result|answer)[ \t]+(?:should[ \t]+be|is|will[ \t]+be)[ \t]*|\b(?:should[ \t]+)?returns?[ \t]*/i.exec(
        line.slice(args.end),
      );
    // Not "will be": "the sum of digits will be 1 the output should be …".
    const want = relation && args ? literalAt(line, args.end + relation.index + relation[0].length) : null;
    if (args && want) found.push({ form: 'for', call: `${name}(${args.code})`, want: want.code, literal: true });
  }
  return found;
}

/** `Input: arr = [1], k = 2` (or one `name : value` a line below it), and `Output: 3` on a later line. */
function inputOutputs(text: string, name: string): Example[] {
  const found: Example[] = [];
  let args: string[] | null = null;
  for (const line of text.split('\n')) {
    const input = /^[ \t*-]*Input:[ \t]*/i.exec(line);
    const output = /^[ \t*-]*Output:[ \t]*/i.exec(line);
    const below = /^[ \t]*[A-Za-z_]\w*[ \t]*:[ \t]*/.exec(line);
    if (input) {
      const rest = line.slice(input[0].length);
      const given = assignmentsAt(rest, 0) ?? argumentsAt(`(${rest})`, 0);
      args = given && given.code !== '' ? [given.code] : [];
    } else if (output && args !== null && args.length > 0) {
      const want = literalAt(line, output[0].length);
      if (want)
        found.push({ form: 'input-output', call: `${name}(${args.join(', ')})`, want: want.code, literal: true });
      args = null;
    } else if (below && args !== null) {
      const value = literalAt(line, below[0].length);
      if (value) args.push(value.code);
    }
  }
  return found;
}

function assignmentsAt(text: string, at: number): Literal | null {
  const values: string[] = [];
  for (;;) {
    const head = /^[ \t]*(?:and[ \t]+)?[A-Za-z_]\w*[ \t]*=(?!=)/.exec(text.slice(at));
    const value = head ? literalAt(text, at + head[0].length) : null;
    if (!head || !value) return values.length > 0 ? { code: values.join(', '), end: at } : null;
    values.push(value.code);
    at = value.end;
    if (/^[ \t]*,/.test(text.slice(at))) at = text.indexOf(',', at) + 1;
  }
}

/** The ids of tasks whose prompt has no example: rule `doctest` never ends their answers. */
export const idsWithoutExample = (tasks: readonly CodeTask[]): string[] =>
  tasks.filter((t) => examplesOf(t).length === 0).map((t) => t.id);
