import { join } from 'node:path';
import { canonicalJson } from './canonical-json.ts';
import { JouleGateError } from './errors.ts';
import { readBounded } from './files.ts';
import { sha256 } from './hash.ts';

/** A command that grades answers in the place of tests, as a configuration names it (`workload.checker`). */
export interface CheckerSource {
  /** Program and arguments; `{answer}` and `{task}` stand for the files that it gets. */
  command: readonly string[];
  /** What it reads of the repository: paths from `folder`, with `/`. */
  files: readonly string[];
  /** Most seconds for one answer. */
  seconds: number;
  /** Where its files are read. */
  folder: string;
  /** A folder whose programs must not be taken for the command's: a pull request's checkout. `null` for none. */
  foreign: string | null;
}

/** The same with its files read: what stands on disk later changes nothing of it. */
export interface Checker extends Pick<CheckerSource, 'command' | 'seconds' | 'foreign'> {
  files: readonly CheckerFile[];
}

export interface CheckerFile {
  name: string;
  bytes: Buffer;
  sha256: string;
}

/** Beside the command every answer's folder gets all of them. */
const MOST_BYTES = 64 * 2 ** 20;

/** Names of the two files that are laid beside a checker's own. */
export const ANSWER_FILE = 'answer.txt';
export const TASK_FILE = 'task.json';

/** Reads the files of a checker. @throws JouleGateError `checker-invalid` */
export async function readChecker({ command, files, seconds, folder, foreign }: CheckerSource): Promise<Checker> {
  const read = async (name: string): Promise<CheckerFile> => {
    try {
      const bytes = await readBounded(join(folder, name), MOST_BYTES);
      return { name, bytes, sha256: sha256(bytes) };
    } catch (cause) {
      throw new JouleGateError(
        'checker-invalid',
        `the checker's file ${name} cannot be read: ${(cause as Error).message}`,
        "name files (no folders) in workload.checker.files, from the configuration's own folder",
        { cause },
      );
    }
  };
  const found: CheckerFile[] = [];
  for (const name of files) found.push(await read(name));
  return { command, seconds, foreign, files: found };
}

/** SHA-256 of all that decides how a checker grades: command, limit, and its files by name and content. */
export const checkerDigest = ({ command, seconds, files }: Checker): string =>
  sha256(canonicalJson({ command, seconds, files: Object.fromEntries(files.map((f) => [f.name, f.sha256])) }));
