import { change, digits, quantity } from '../format.ts';
import type { Foreign } from '../text.ts';

export type Cell = string | Foreign;

/** A table in words, for any format; the first `left` columns are words. */
export interface StudyTable {
  title: string;
  note: string;
  columns: readonly string[];
  left: number;
  rows: Cell[][];
}

export const share = (x: number | null | undefined): string =>
  x === null || x === undefined ? 'not-resolvable' : quantity(x, '1');
/** An interval of shares behind its value; nothing where there is none. */
export const shares = (i: readonly number[] | null | undefined): string =>
  i ? ` [${share(i[0])} … ${share(i[1])}]` : '';
export const times = (x: number | null | undefined): string => (x === null || x === undefined ? '–' : digits(x));
export const percent = (x: number | null | undefined): string =>
  x === null || x === undefined ? '–' : change(x, 'relative');
export const percents = (i: readonly number[] | null | undefined): string =>
  i ? ` [${percent(i[0])} … ${percent(i[1])}]` : '';
