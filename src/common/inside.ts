import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** A path as one inside `root`, with `/`; `null` where it lies outside. */
export const within = (root: string, path: string): string | null => {
  const inside = relative(root, path);
  return inside === '' || /^\.\.(?:[/\\]|$)/.test(inside) || isAbsolute(inside) ? null : inside.split(sep).join('/');
};

/** A path with every link followed, as far as it exists. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
