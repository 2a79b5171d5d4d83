/**
 * What a terminal or a log would obey instead of showing: control characters but tab and line end (escape sequences,
 * carriage returns, C1), direction marks and overrides, other line ends, and invisible characters that hide text.
 */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** What a GitHub runner takes for a command: `::name` at the start of a line, `##[name]` anywhere in one. */
const COMMAND = /^([^\S\n]*):(?=:)|#(?=#\[)/gm;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Any text as a terminal or a job's log may have it, with what is not to be obeyed written as `\uXXXX`, so that JSON
 * stays the same JSON. The one function of those two media: everything that this process writes there passes it.
 */
export function plainText(text: string): string {
  return text
    .replace(UNSEEN, escaped)
    .replace(COMMAND, (found, indent: string | undefined) =>
      found.endsWith(':') ? `${indent ?? ''}\\u003a` : '\\u0023',
    );
}
