import { resolvePath } from '../common/paths.ts';

/** Where a baseline is kept: `path` is absolute. */
export type BaselineSpec = { kind: 'none' } | { kind: 'file'; path: string };

const FILE = 'file:';

/** The key `baseline` (checked by the schema: `none` or `file:PATH`, relative to `directory`). */
export function parseBaseline(text: string, directory: string): BaselineSpec {
  return text.startsWith(FILE)
    ? { kind: 'file', path: resolvePath(directory, text.slice(FILE.length)) }
    : { kind: 'none' };
}

/** The same key with an absolute path: how an option or input, which is relative to another folder, overrides it. */
export const absoluteBaseline = (text: string, directory: string): string =>
  text.startsWith(FILE) ? `${FILE}${resolvePath(directory, text.slice(FILE.length))}` : text;
