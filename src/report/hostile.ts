// Text that is not ours – answers, names, reasons, values of a document that anybody may have written – on its way into
// Markdown or HTML. One file, so that nothing else in this room decides what is safe. (Terminals and logs:
// common/plain-text.)

/** Control characters, other line ends, direction marks, what has no width: nothing that is to be shown needs them. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;
/** The same in text of many lines, where tabs and line ends are to be seen. */
const UNSEEN_IN_LINES =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Half of a character: no text that a host or a browser takes. */
const HALF = /\p{Surrogate}/gu;

const oneLine = (text: string, most: number): string => {
  const flat = text.replace(UNSEEN, ' ').replace(HALF, '�').trim();
  return flat.length > most ? `${flat.slice(0, most - 3).replace(HALF, '')}...` : flat;
};

/** One line of plain text: nothing that a runner would take for a command, nothing unseen. */
export const plainLine = (text: string, most: number): string =>
  oneLine(text.replaceAll(/:{2,}/g, ':').replaceAll('##[', '# ['), most);

/** On one line of Markdown, as a code span: no mention, link, table break or HTML survives in it. */
export function codeSpan(text: string): string {
  const flat = oneLine(text.replaceAll('`', "'").replaceAll('|', '¦'), 120);
  return flat === '' ? '–' : `\`${flat}\``;
}

const WORD_JOINER = '\u2060';
/** What GitHub acts on in plain text, behind which a word joiner parts it; pass@1 is nobody. */
const ACTS = /@(?!(?<=\bpass@)\d+(?![\w.-]))|#(?=\d)|\bGH-(?=\d)|:(?=\S)|www(?=\.)|[0-9a-f]{6}(?=[0-9a-f])/gi;

/**
 * Inside a line of Markdown, as the text that it is: what could be markup is escaped, and what GitHub makes of plain
 * text after Markdown is done (mentions, addresses, numbers of issues, commits, emoji) is parted by a word joiner,
 * which nobody sees. A dollar sign is no mathematics inside a span, as GitHub's documentation says.
 */
export function proseText(text: string): string {
  return oneLine(text, 600)
    .replace(ACTS, `$&${WORD_JOINER}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]#!|~]/g, '\\$&')
    .replaceAll('$', '<span>$$</span>')
    .replace(/^(?=[-+=]|\d{1,9}[.)])/, WORD_JOINER);
}

/** As a fenced block whose fence is longer than any run of backticks in it. */
export function fenced(text: string, most = 1200): string {
  const cut = text.length > most ? `${text.slice(0, most)}\n… (${text.length - most} more characters)` : text;
  const clean = cut.replace(UNSEEN_IN_LINES, '�').replace(HALF, '�');
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${clean}\n${fence}`;
}

/** As HTML: everything that could be markup is escaped, control and direction characters are shown. */
export function escapeHtml(text: string): string {
  return text
    .replace(UNSEEN_IN_LINES, '�')
    .replace(HALF, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
