/** One member of a line's object, as it stands there. */
export interface Member {
  key: string;
  /** Where its value begins and ends in the line. */
  start: number;
  end: number;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** Python writes and reads the three that JSON has not. */
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity/y;
const MAX_DEPTH = 1000;

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  match(form: RegExp): string | null {
    form.lastIndex = this.at;
    const found = form.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  next(): string {
    this.match(SPACE);
    return this.#text[this.at] ?? '';
  }

  take(character: string): void {
    if (this.next() !== character) throw new SyntaxError(`position ${this.at + 1}: ${character} expected`);
    this.at++;
  }

  value(depth: number): void {
    const first = this.next();
    if (depth > MAX_DEPTH) throw new SyntaxError(`position ${this.at + 1}: nested too deeply`);
    if (first === '{') this.members(() => this.value(depth + 1));
    else if (first === '[') this.list('[', ']', () => this.value(depth + 1));
    else if (this.match(first === '"' ? STRING : SCALAR) === null)
      throw new SyntaxError(`position ${this.at + 1}: a value expected`);
  }

  members(each: (key: string) => void): void {
    this.list('{', '}', () => {
      this.next();
      const key = this.match(STRING);
      if (key === null) throw new SyntaxError(`position ${this.at + 1}: a name expected`);
      this.take(':');
      this.next();
      each(JSON.parse(key) as string);
    });
  }

  list(open: string, close: string, item: () => void): void {
    this.take(open);
    for (let more = this.next() !== close; more; more = this.next() === ',') {
      if (this.#text[this.at] === ',') this.at++;
      item();
    }
    this.take(close);
  }
}

/**
 * The members of a JSON object in a line's text, in order and with duplicates, none of them turned into a value:
 * numbers keep their digits, and NaN and Infinity (which Python writes) are let stand. Throws SyntaxError where it is
 * no object.
 */
export function membersOf(line: string): Member[] {
  const reader = new Reader(line);
  const found: Member[] = [];
  reader.members((key) => {
    const start = reader.at;
    reader.value(1);
    found.push({ key, start, end: reader.at });
  });
  reader.next();
  if (reader.at < line.length) throw new SyntaxError(`position ${reader.at + 1}: more text behind the object`);
  return found;
}

/** The string of a member, the last of its name as in Python; `null` where it is missing or no string. */
export function stringMember(line: string, members: readonly Member[], key: string): string | null {
  const member = members.findLast((m) => m.key === key);
  if (!member || line[member.start] !== '"') return null;
  return JSON.parse(line.slice(member.start, member.end)) as string;
}
