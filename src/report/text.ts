/**
 * Text that is not ours – a document's names, reasons, values – and how it stands: `prose` inside a sentence, `name` as
 * a name in a table or list, `code` as one that is shown as code, `quote` as somebody's own words.
 */
export interface Foreign {
  foreign: string;
  as: 'prose' | 'name' | 'code' | 'quote';
}

/** What a view says: our own words as they are, others' apart, so that each format escapes them in its one place. */
export type Text = readonly (string | Foreign)[];

export const prose = (foreign: string): Foreign => ({ foreign, as: 'prose' });
export const name = (foreign: string): Foreign => ({ foreign, as: 'name' });
export const code = (foreign: string): Foreign => ({ foreign, as: 'code' });
export const quote = (foreign: string): Foreign => ({ foreign, as: 'quote' });

/** Texts one behind the other. */
export const listed = (items: readonly Text[], between = ', '): Text =>
  items.flatMap((item, i) => [...(i > 0 ? [between] : []), ...item]);

/** A text in one string, with what is not ours as `show` lets it stand. */
export const joined = (
  text: Text,
  show: (foreign: Foreign) => string,
  own = (words: string): string => words,
): string => text.map((piece) => (typeof piece === 'string' ? own(piece) : show(piece))).join('');
