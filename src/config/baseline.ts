import { resolvePath } from '../common/paths.ts';

/**
 * What a result is compared with: nothing, a stored baseline (`path` is absolute), or base's subject, read with git and
 * measured beside head; `asked` where the configuration says so, and not only its default.
 */
export type BaselineSpec = { kind: 'none' } | { kind: 'file'; path: string } | { kind: 'base'; asked: boolean };

const FILE = 'file:';

/** The key `baseline` (checked by the schema: `none`, `base` or `file:PATH`, relative to `directory`). */
export function parseBaseline(text: string | undefined, directory: string): BaselineSpec {
  if (text?.startsWith(FILE)) return { kind: 'file', path: resolvePath(directory, text.slice(FILE.length)) };
  return text === 'none' ? { kind: 'none' } : { kind: 'base', asked: text === 'base' };
}

/** The same key with an absolute path: how an option or input, which is relative to another folder, overrides it. */
export const absoluteBaseline = (text: string, directory: string): string =>
  text.startsWith(FILE) ? `${FILE}${resolvePath(directory, text.slice(FILE.length))}` : text;
