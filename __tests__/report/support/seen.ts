/** A comment whose fenced lines say nothing: what stands in a fence opens and closes no fold. */
function withoutFenced(comment: string): string {
  let fence = '';
  return comment
    .split('\n')
    .map((l) => {
      if (fence === '') fence = /^`{3,}(?=text$)/.exec(l)?.[0] ?? '';
      else if (l === fence) fence = '';
      else return l.trim() === '' ? '' : 'fenced';
      return l;
    })
    .join('\n');
}

const FOLD = /^<details>[\s\S]*?^<\/details>$/gm;

/** What of a comment stands in folds, with the lines that open and close them. */
export const foldsOf = (comment: string): string => (withoutFenced(comment).match(FOLD) ?? []).join('\n');

/** What a reader sees before he unfolds anything: without folds and the hidden marker. */
export const seenOf = (comment: string): string =>
  withoutFenced(comment)
    .replace(FOLD, '')
    .replace(/^<!-- joulegate-comment .*-->$/m, '');

/** Lines that are rendered: not the empty ones, not the rule under a table's head. */
export const linesOf = (text: string): string[] =>
  text.split('\n').filter((l) => l.trim() !== '' && !/^\|(?: ?:?-+:? ?\|)+$/.test(l));

/** The line that begins so. */
export const lineOf = (comment: string, start: string): string =>
  linesOf(comment).find((l) => l.startsWith(start)) ?? `no line begins with ${start}`;

/** The cells of the table's row that begins so; spaces that do not break are spaces. */
export const rowOf = (comment: string, start: string): string[] =>
  lineOf(comment, `| ${start}`)
    .replaceAll('\u00a0', ' ')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
