import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const bundled = !here.endsWith(join('src', 'common'));

/** The folder with `package.json`, `schema` and `assets`. */
export const packageRoot = bundled ? dirname(here) : dirname(dirname(here));

/** A file that is started as a process of its own; always the built one (`npm run build`). */
export function entryFile(name: 'cli' | 'action' | 'sampler' | 'sandbox' | 'opening' | 'rule'): string {
  return join(packageRoot, 'dist', `${name}.js`);
}

/** A path of a configuration or an option, absolute: relative to `directory`, with `~` for the user's own folder. */
export function resolvePath(directory: string, path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : resolve(directory, path);
}
