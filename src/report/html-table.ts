import { escapeHtml } from './hostile.ts';

const e = escapeHtml;

/** A column of numbers is set to the right. */
export interface Column {
  name: string;
  number?: boolean;
}

export const text = (name: string): Column => ({ name });
export const number = (name: string): Column => ({ name, number: true });
export const tag = (kind: 'td' | 'th', c: Column | undefined, body: string): string =>
  `<${kind}${c?.number ? ' class="n"' : ''}>${body}</${kind}>`;

export const body = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  `<tbody>${rows.map((cells) => `<tr>${cells.map((x, i) => tag('td', columns[i], x)).join('')}</tr>`).join('')}</tbody>`;
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${columns.map((c) => tag('th', c, e(c.name))).join('')}</tr></thead>${body(columns, rows)}</table>`;
export const wide = (inner: string): string => `<div class="wide">${inner}</div>`;
export const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
export const section = (title: string, inner: string): string => `<h2>${title}</h2>${inner}`;
