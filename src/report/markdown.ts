import { codeSpan, proseText } from './hostile.ts';
import { joined, name, type Foreign, type Text } from './text.ts';

/** The comment's hidden first line, by which it is found again; `id` names one of several configurations. */
export const markerLine = (id: string): string => `<!-- joulegate-comment ${id.replace(/[^A-Za-z0-9._/-]/g, '_')} -->`;

/** Where everything that is not ours becomes fit for Markdown. */
const escaped = ({ foreign, as }: Foreign): string => (as === 'prose' ? proseText(foreign) : codeSpan(foreign));

export const md = (text: Text): string => joined(text, escaped);

/** Somebody's name for something. */
export const span = (foreign: string): string => escaped(name(foreign));

export const folded = (title: string, body: string): string =>
  `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** `align`: one of `-` (left), `>` (right), `^` (centre) a column. */
export function table(columns: readonly string[], align: string, rows: readonly (readonly string[])[]): string {
  const rules = [...align].map((a) => (a === '>' ? '--:' : a === '^' ? ':-:' : '---'));
  return [
    `${columns.map((c) => (c === '' ? '| ' : `| ${c} `)).join('')}|`,
    `|${rules.join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}
