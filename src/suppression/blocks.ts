import { entryOf } from './entry.ts';
import { closes, closesBehind, codeSpan, linesOf, openingInside, openingOf, type Opening } from './fences.ts';
import { PythonLexer } from './lexer.ts';
import { LooseCode } from './loose.ts';

/** A piece of an answer that may be its program. Offsets are the text's. */
export interface Block {
  fenced: boolean;
  /** Where its fence begins, and where its code does. */
  opened: number;
  start: number;
  end: number;
  /** False where the text ends (so far) inside it. */
  closed: boolean;
  /** Spaces that its lines have because its fence has them. */
  indent: number;
}

interface Open {
  block: Block;
  opening: Opening;
  lexer: PythonLexer;
}

/** Splits an answer, line by line, into fenced blocks and the code outside of any. */
class Splitter {
  readonly found: Block[] = [];
  readonly #text: string;
  readonly #entryPoint: string;
  /** Blocks that stand in one another; the last is the one that lines belong to. */
  readonly #open: Open[] = [];
  #loose: LooseCode;

  constructor(text: string, entryPoint: string, from: number) {
    this.#text = text;
    this.#entryPoint = entryPoint;
    this.#loose = new LooseCode(from, entryPoint);
  }

  take(line: string, start: number, next: number): void {
    const open = this.#open.at(-1);
    if (open) this.#inside(open, line, start, next);
    else this.#outside(line, start, next);
  }

  end(at: number): Block[] {
    for (const { block } of this.#open) if (!block.closed) block.end = at;
    this.#endLoose(at, false);
    return this.found;
  }

  #inside({ opening, lexer, block }: Open, line: string, start: number, next: number): void {
    if (!lexer.inString) {
      if (closes(line, opening)) return this.#close(start, next);
      const second = openingOf(line);
      const nested = second !== null && (opening.length > second.length || opening.mark !== second.mark);
      // No Python has such a line: a block stands in this one, or was opened without closing this one.
      if (second && (nested || second.info !== '' || second.codeAt >= 0)) {
        if (!block.closed) block.end = start;
        block.closed = true;
        if (!nested) this.#open.pop();
        return this.#begin(second, start, next);
      }
    }
    const at = closesBehind(line, opening, lexer.feed(line).ticks);
    if (at >= 0) this.#close(start + at, next);
  }

  #outside(line: string, start: number, next: number): void {
    const loose = this.#loose;
    if (loose.inString) return void loose.take(line, start);
    const opening = openingOf(line);
    if (opening) {
      // Behind a finished function a bare fence closes a block that nobody opened.
      const unpaired = opening.info === '' && opening.codeAt < 0 && this.#completes(start);
      this.#endLoose(start, true);
      if (unpaired) this.#loose = new LooseCode(next, this.#entryPoint);
      else this.#begin(opening, start, next);
      return;
    }
    const { ticks } = loose.take(line, start);
    if (ticks < 0) return;
    if (this.#completes(start + ticks)) {
      this.#endLoose(start + ticks, true);
      this.#loose = new LooseCode(next, this.#entryPoint);
      return;
    }
    const inside = openingInside(line);
    const span = inside ? null : codeSpan(line);
    if (inside) {
      this.#endLoose(start, true);
      this.#begin(inside, start, next);
    } else if (span)
      this.found.push({
        fenced: true,
        opened: start,
        start: start + span.start,
        end: start + span.end,
        closed: true,
        indent: 0,
      });
  }

  /** Whether the code outside of fences gives the entry point all that it needs before `end`. */
  #completes(end: number): boolean {
    const { begun, start } = this.#loose;
    return begun && entryOf(this.#text.slice(start, end), this.#entryPoint) !== null;
  }

  #endLoose(at: number, closed: boolean): void {
    const { begun, start } = this.#loose;
    if (begun) this.found.push({ fenced: false, opened: start, start, end: at, closed, indent: 0 });
    this.#loose = new LooseCode(at, this.#entryPoint);
  }

  #begin(opening: Opening, start: number, next: number): void {
    const at = opening.codeAt >= 0 ? start + opening.codeAt : next;
    const block: Block = { fenced: true, opened: start, start: at, end: at, closed: false, indent: opening.indent };
    const lexer = new PythonLexer();
    this.found.push(block);
    this.#open.push({ block, opening, lexer });
    if (opening.codeAt < 0) return;
    lexer.feed(this.#text.slice(at, next));
    // No backticks stand behind a fence of backticks: only one of tildes may close on its own line.
    const end = closesBehind(this.#text.slice(start, next).trimEnd(), opening, -1);
    if (end > opening.codeAt) this.#close(start + end, next);
  }

  #close(at: number, next: number): void {
    const { block } = this.#open.pop()!;
    if (!block.closed) block.end = at;
    block.closed = true;
    if (this.#open.length === 0) this.#loose = new LooseCode(next, this.#entryPoint);
  }
}

/** The pieces of `text` between two offsets that may be a program, in order. */
export function blocksOf(text: string, from: number, to: number, entryPoint: string): Block[] {
  const splitter = new Splitter(text, entryPoint, from);
  for (const { line, start, next } of linesOf(text.slice(from, to))) splitter.take(line, from + start, from + next);
  return splitter.end(to);
}
