import { resolvePath } from '../common/paths.ts';

/**
 * What a result is compared with: nothing, a stored baseline (`path` is absolute), the nearest accepted ancestor on a
 * branch that keeps results (`branch` is its name), or base's subject, read with git and measured beside head; `asked`
 * where the configuration says so, and not only its default.
 */
export type BaselineSpec =
  | { kind: 'none' }
  | { kind: 'file'; path: string }
  | { kind: 'branch'; branch: string }
  | { kind: 'base'; asked: boolean };

const FILE = 'file:';
const BRANCH = 'branch:';

/** The key `baseline`, which the schema has checked: `none`, `base`, `branch:NAME`, or `file:PATH` in `directory`. */
export function parseBaseline(text: string | undefined, directory: string): BaselineSpec {
  if (text?.startsWith(BRANCH)) return { kind: 'branch', branch: text.slice(BRANCH.length) };
  if (text?.startsWith(FILE)) return { kind: 'file', path: resolvePath(directory, text.slice(FILE.length)) };
  return text === 'none' ? { kind: 'none' } : { kind: 'base', asked: text === 'base' };
}

/** The same key with an absolute path: how an option or input, which is relative to another folder, overrides it. */
export const absoluteBaseline = (text: string, directory: string): string =>
  text.startsWith(FILE) ? `${FILE}${resolvePath(directory, text.slice(FILE.length))}` : text;
