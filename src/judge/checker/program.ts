import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Checker } from '../../common/checker.ts';
import { JouleGateError } from '../../common/errors.ts';
import { within } from '../../common/inside.ts';

/** Whether a folder is `root` or lies in it, links followed. */
function isInside(root: string, folder: string): boolean {
  try {
    const [above, below] = [realpathSync(root), realpathSync(folder)];
    return above === below || within(above, below) !== null;
  } catch {
    // What is not there has no programs either.
    return true;
  }
}

/**
 * The folders of PATH in which a checker finds programs: absolute ones, and none of a pull request's checkout, whose
 * files are anybody's.
 */
export const searchFolders = (path: string | undefined, foreign: string | null): string[] =>
  (path ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && (foreign === null || !isInside(foreign, folder)));

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The program of a checker as it is started: found in the folders, or by its path among the checker's own files.
 * @throws JouleGateError `checker-invalid`
 */
export function programFor({ command, files }: Pick<Checker, 'command' | 'files'>, folders: readonly string[]): string {
  const name = command[0]!;
  const invalid = (what: string, fix: string): JouleGateError => new JouleGateError('checker-invalid', what, fix);
  if (isAbsolute(name)) {
    if (runs(name)) return name;
    throw invalid(`the checker's program ${name} is none that can be started`, 'install it on this runner');
  }
  if (name.includes('/')) {
    const own = join('.', name);
    if (files.some((f) => f.name === own)) return `./${own}`;
    throw invalid(
      `the checker's program ${name} is not among its files`,
      'list it in workload.checker.files, or name a program on PATH',
    );
  }
  const found = folders.map((folder) => join(folder, name)).find(runs);
  if (found !== undefined) return found;
  throw invalid(
    `there is no program ${name} on PATH for the checker`,
    'install it on this runner, or name a file of workload.checker.files by its path (./check.sh)',
  );
}
