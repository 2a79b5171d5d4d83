/** A Python literal at the start of a text. */
export interface Literal {
  /** As Python writes it: `true` and `false` of prompts are made `True` and `False`. */
  code: string;
  /** Offset after it. */
  end: number;
}

const NUMBER = /^[-+]?(?:0[xX][\da-fA-F]+|0[bB][01]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)j?/;
const NAME = /^(?:True|False|None|true|false)\b/;
const CLOSING: Record<string, string> = { '[': ']', '(': ')', '{': '}' };
const MAX_DEPTH = 50;

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text.charAt(at))) at++;
  return at;
}

/**
 * The literal that `text` has at `at` (after spaces), `null` where there is none: numbers, strings, containers,
 * constants.
 */
export function literalAt(text: string, at: number, depth = 0): Literal | null {
  at = skipSpace(text, at);
  const c = text.charAt(at);
  if (depth > MAX_DEPTH) return null;
  if (c in CLOSING) return containerAt(text, at, CLOSING[c] ?? '', depth);
  const string = stringAt(text, at);
  if (string) return string;
  const rest = text.slice(at, at + 400);
  const name = NAME.exec(rest)?.[0];
  if (name !== undefined) return { code: name.charAt(0).toUpperCase() + name.slice(1), end: at + name.length };
  const number = NUMBER.exec(rest)?.[0];
  if (number === undefined) return null;
  // A sentence's full stop is no decimal point.
  const cut = number.endsWith('.') && !/\d/.test(text.charAt(at + number.length)) ? number.slice(0, -1) : number;
  return cut === '' || /^[-+]?0\d/.test(cut.replace(/^([-+]?)0+(?=\.|$)/, '$1'))
    ? null
    : { code: cut, end: at + cut.length };
}

function stringAt(text: string, at: number): Literal | null {
  const match = /^(?:[rbuRBU]{0,2})("""|'''|"|')/.exec(text.slice(at, at + 6));
  const quote = match?.[1];
  if (match === null || quote === undefined) return null;
  for (let i = at + match[0].length; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '\n' && quote.length === 1) return null;
    else if (text.startsWith(quote, i)) return { code: text.slice(at, i + quote.length), end: i + quote.length };
  }
  return null;
}

function containerAt(text: string, at: number, closing: string, depth: number): Literal | null {
  let code = text.charAt(at);
  at = skipSpace(text, at + 1);
  while (text[at] !== closing) {
    const item = literalAt(text, at, depth + 1);
    if (!item) return null;
    code += item.code;
    at = skipSpace(text, item.end);
    if (closing === '}' && text[at] === ':') {
      const value = literalAt(text, at + 1, depth + 1);
      if (!value) return null;
      code += `: ${value.code}`;
      at = skipSpace(text, value.end);
    }
    if (text[at] === ',') {
      code += ', ';
      at = skipSpace(text, at + 1);
    } else if (text[at] !== closing) return null;
  }
  return { code: code + closing, end: at + 1 };
}
