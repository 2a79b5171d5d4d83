import { linesOf } from './fences.ts';
import { PythonLexer } from './lexer.ts';

/** `from __future__` imports moved to the front of a program: anywhere else Python refuses them. */
export function futuresFirst(program: string): string {
  if (!program.includes('__future__')) return program;
  const lexer = new PythonLexer();
  let front = '';
  let rest = '';
  let moving = false;
  for (const { line, start, next } of linesOf(program)) {
    if (!lexer.open) moving = /^from[ \t]+__future__[ \t]+import\b/.test(line);
    const whole = program.slice(start, next);
    if (moving) front += whole.endsWith('\n') ? whole : `${whole}\n`;
    else rest += whole;
    lexer.feed(line);
  }
  return front + rest;
}
