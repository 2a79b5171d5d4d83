const TRIPLES = ['"""', "'''"];

/** One line as Python sees it. */
export interface LexedLine {
  /** The code of the line, strings as `s`, comments left out. */
  code: string;
  /** Offset of the comment's `#`, or the line's length. */
  comment: number;
  /** The line begins inside a triple-quoted string. */
  inString: boolean;
  /** The line begins inside brackets, a string or after a backslash. */
  continued: boolean;
  /** Offset of the first run of three or more backticks outside strings; no Python has one. -1 for none. */
  ticks: number;
}

/** A rough Python lexer, line by line: enough to know where strings, brackets and comments are. */
export class PythonLexer {
  #quote: string | null = null;
  #depth = 0;
  #backslash = false;

  /** Inside a triple-quoted string, brackets, or after a backslash. */
  get open(): boolean {
    return this.#quote !== null || this.#depth > 0 || this.#backslash;
  }

  get inString(): boolean {
    return this.#quote !== null;
  }

  /** Takes a line; its line end (a carriage return too) is no part of it. */
  feed(given: string): LexedLine {
    const line = given.replace(/[\r\n]+$/, '');
    const found: LexedLine = {
      code: '',
      comment: line.length,
      inString: this.inString,
      continued: this.open,
      ticks: -1,
    };
    let at = 0;
    while (at < line.length) {
      if (this.#quote !== null) {
        if (line[at] === '\\') at += 2;
        else if (line.startsWith(this.#quote, at)) {
          at += this.#quote.length;
          this.#quote = null;
        } else at++;
        continue;
      }
      const c = line.charAt(at);
      if (c === '#') {
        found.comment = at;
        const marks = [...line.slice(at).matchAll(/`{3,}/g)];
        // A pair of them in a comment is Markdown; a single one closes the block that the comment stands in.
        if (found.ticks < 0 && marks.length % 2 === 1) found.ticks = at + marks.at(-1)!.index;
        break;
      }
      if (c === '`' && found.ticks < 0 && line.startsWith('```', at)) found.ticks = at;
      const triple = TRIPLES.find((q) => line.startsWith(q, at));
      if (triple !== undefined || c === '"' || c === "'") {
        this.#quote = triple ?? c;
        at += this.#quote.length;
        found.code += 's';
        continue;
      }
      if ('([{'.includes(c)) this.#depth++;
      if (')]}'.includes(c)) this.#depth = Math.max(0, this.#depth - 1);
      found.code += c;
      at++;
    }
    if (this.#quote !== null && this.#quote.length === 1 && !line.endsWith('\\')) this.#quote = null;
    this.#backslash = this.#quote === null && found.code.trimEnd().endsWith('\\');
    return found;
  }
}
