import { appendFile, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { atExit } from '../common/leftovers.ts';

/** What is said of passes that were measured although their run did not become whole. */
const kept = (passes: number, path: string): string =>
  `${passes} finished pass${passes === 1 ? '' : 'es'} of this run ${passes === 1 ? 'is' : 'are'} kept in ${path}`;

/**
 * The file that holds each finished pass of a run as a JSON line until the run's result itself is on disk, so that nothing
 * measured is lost to a signal, a crash or a full disk.
 */
export class Journal {
  #passes = 0;
  #broken = false;
  readonly #forget: () => void;

  private constructor(
    readonly path: string,
    private readonly onProgress: (line: string) => void,
  ) {
    this.#forget = atExit(() => {
      if (this.#passes > 0) onProgress(kept(this.#passes, path));
    });
  }

  /** Opens the journal of a run that begins; what an earlier, unfinished run left there is moved aside. @throws JouleGateError `file-unreadable` */
  static async open(path: string, onProgress: (line: string) => void): Promise<Journal> {
    try {
      makeFolder(dirname(path));
      await setAside(path, onProgress);
      await (await open(path, 'wx')).close();
    } catch (cause) {
      throw new JouleGateError(
        'file-unreadable',
        `cannot write the journal ${path}: ${(cause as Error).message}`,
        'results need a folder that may be written: give another',
        { cause },
      );
    }
    return new Journal(path, onProgress);
  }

  /** A pass that cannot be kept is said and goes on counting: the run holds it. */
  async append(entry: object): Promise<void> {
    try {
      await appendFile(this.path, `${JSON.stringify(entry)}\n`);
      this.#passes++;
    } catch (error) {
      if (!this.#broken)
        this.onProgress(
          `the journal ${this.path} cannot be written (${(error as Error).message}): what is measured is kept in memory alone`,
        );
      this.#broken = true;
    }
  }

  /** What to say of a run that did not become whole; `null` where it finished no pass. */
  get kept(): string | null {
    return this.#passes > 0 ? kept(this.#passes, this.path) : null;
  }

  /** The result is on disk: the journal goes away. */
  async done(): Promise<void> {
    this.#forget();
    await rm(this.path, { force: true });
  }

  /** The run failed: an empty journal goes away, passes stay and are said at the process's end. */
  async abandon(): Promise<void> {
    if (this.#passes === 0) await this.done();
  }
}

/** `journal.jsonl` → `journal.2026-01-31T12-00-00.jsonl`, by the time of its last pass. */
async function setAside(path: string, onProgress: (line: string) => void): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) return;
  if (found.size === 0) return await rm(path);
  const stamp = found.mtime.toISOString().slice(0, 19).replaceAll(':', '-');
  const aside = path.replace(/(\.jsonl)?$/, `.${stamp}$1`);
  await rename(path, aside);
  onProgress(`an earlier run here did not become whole: its finished passes are kept in ${aside}`);
}

/** Runs `work` with a journal at `path`, which goes away once `work` has put its result on disk. @throws what `work` throws */
export async function withJournal<T>(
  path: string,
  onProgress: (line: string) => void,
  work: (journal: Journal) => Promise<T>,
): Promise<T> {
  const journal = await Journal.open(path, onProgress);
  try {
    const result = await work(journal);
    await journal.done();
    return result;
  } catch (error) {
    await journal.abandon();
    throw error;
  }
}
