import { escaped } from './escape.ts';
import { PythonLexer, type LexedLine } from './lexer.ts';
import { beginsDefinition, isPreamble, isStatement } from './python-lines.ts';

/** Code outside of any fence, told from the prose around it: it begins behind the last line of prose. */
export class LooseCode {
  /** Where it begins; -1 while there is only prose. */
  start: number;
  /** A definition, an import or a body has begun: what follows is code, whatever it looks like. */
  begun = false;
  readonly #name: RegExp;
  #lexer = new PythonLexer();

  /** @param at where the text outside of fences begins. */
  constructor(at: number, entryPoint: string) {
    this.start = at;
    this.#name = new RegExp(`^${escaped(entryPoint)}[ \\t]*(?::[^=]*)?=(?!=)`);
  }

  /** Inside a triple-quoted string: a fence there is text. */
  get inString(): boolean {
    return this.begun && this.#lexer.inString;
  }

  take(line: string, at: number): LexedLine {
    const bare = line.trim();
    if (!this.begun && !this.#lexer.open && bare !== '') {
      this.begun = this.#begins(line, bare);
      if (!this.begun && !isPreamble(bare)) {
        this.start = -1;
        this.#lexer = new PythonLexer();
        return new PythonLexer().feed(line);
      }
      if (this.start < 0) this.start = at;
    }
    return this.#lexer.feed(line);
  }

  #begins(line: string, bare: string): boolean {
    if (beginsDefinition(bare) || this.#name.test(bare)) return true;
    return isStatement(bare) && !bare.startsWith('#') && (/^[ \t]/.test(line) || /^(?:return|yield)\b/.test(bare));
  }
}
