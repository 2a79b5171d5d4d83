import { appendFile, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { readBounded } from '../common/files.ts';
import { makeFolder } from '../common/folders.ts';
import { atExit } from '../common/leftovers.ts';
import { writeWhole } from '../common/output.ts';
import type { ArmName } from '../common/phases.ts';
import { differingParts, parseJournal, wholeBlocks, type Digests, type JournalLine } from './journal-line.ts';

/** What is said of passes that were measured although their run did not become whole. */
const keptText = (passes: number, path: string): string =>
  `${passes} finished pass${passes === 1 ? '' : 'es'} of this run ${passes === 1 ? 'is' : 'are'} kept in ${path}`;

export interface JournalOptions {
  /** Whether a run that an earlier journal holds is to be continued. */
  resume?: boolean;
}

/**
 * The file that holds each finished pass of a run as a JSON line until the run's result itself is on disk, so that
 * nothing measured is lost to a signal, a crash or a full disk, and a run that was killed can be continued.
 */
export class Journal {
  #passes = 0;
  #broken = false;
  /** What an earlier run left, where it may be continued. */
  #earlier: JournalLine[];
  readonly #withdrawExitNote: () => void;

  private constructor(
    readonly path: string,
    private readonly onProgress: (line: string) => void,
    earlier: JournalLine[],
  ) {
    this.#earlier = earlier;
    this.#withdrawExitNote = atExit(() => {
      if (this.#passes > 0) onProgress(keptText(this.#passes, path));
    });
  }

  /**
   * Opens the journal of a run that begins. What an earlier, unfinished run left there is moved aside, or held for
   * `continueRun` where that is asked for. @throws JouleGateError `file-unreadable`
   */
  static async open(
    path: string,
    onProgress: (line: string) => void,
    { resume = false }: JournalOptions = {},
  ): Promise<Journal> {
    try {
      makeFolder(dirname(path));
      const earlier = resume ? await readEarlier(path) : [];
      if (earlier.length > 0) return new Journal(path, onProgress, earlier);
      if (resume) onProgress(`there is no finished pass in ${path} to go on from: a new run begins`);
      await setAside(path, onProgress);
      await (await open(path, 'wx')).close();
    } catch (cause) {
      throw unwritable(path, cause);
    }
    return new Journal(path, onProgress, []);
  }

  /**
   * Takes up the run that the journal holds where it measured the same as this one, and keeps the lines of its whole
   * blocks alone; one that measured something else is moved aside, and what differs is said.
   * @param cells every subject and arm that a block is whole with
   * @returns the run's id and its whole blocks; `null` where there is none to continue
   * @throws JouleGateError `file-unreadable`
   */
  async continueRun(
    digests: Digests,
    cells: readonly { subject: string; arm: ArmName }[],
  ): Promise<{ measurement: string; blocks: JournalLine[][] } | null> {
    const earlier = this.#earlier;
    this.#earlier = [];
    const first = earlier[0];
    if (first === undefined) return null;
    const parts = [...new Set(earlier.flatMap((line) => differingParts(line.digests, digests)))];
    const ids = new Set(earlier.map((line) => line.measurement));
    try {
      if (parts.length > 0 || ids.size > 1) {
        this.onProgress(
          parts.length > 0
            ? `the run in ${this.path} cannot be continued: ${parts.join(', ')} differ${parts.length === 1 ? 's' : ''}`
            : `the run in ${this.path} cannot be continued: it holds passes of several runs`,
        );
        await setAside(this.path, this.onProgress);
        await (await open(this.path, 'wx')).close();
        return null;
      }
      const blocks = wholeBlocks(earlier, cells);
      const kept = blocks.flat();
      await writeWhole(this.path, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
      this.#passes = kept.length;
      this.onProgress(
        `continuing the run in ${this.path}: ${blocks.length} finished block${blocks.length === 1 ? '' : 's'}`,
      );
      return { measurement: first.measurement, blocks };
    } catch (cause) {
      throw unwritable(this.path, cause);
    }
  }

  /** A pass that cannot be kept is said and goes on counting: the run holds it. */
  async append(line: JournalLine): Promise<void> {
    try {
      await appendFile(this.path, `${JSON.stringify(line)}\n`);
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
    return this.#passes > 0 ? keptText(this.#passes, this.path) : null;
  }

  /** The result is on disk: the journal goes away. */
  async done(): Promise<void> {
    this.#withdrawExitNote();
    await rm(this.path, { force: true });
  }

  /** The run failed: an empty journal goes away, passes stay and are said at the process's end. */
  async abandon(): Promise<void> {
    if (this.#passes === 0 && this.#earlier.length === 0) await this.done();
  }
}

const unwritable = (path: string, cause: unknown): JouleGateError =>
  new JouleGateError(
    'file-unreadable',
    `cannot write the journal ${path}: ${(cause as Error).message}`,
    'results need a folder that may be written: give another',
    { cause },
  );

/** The finished passes of an earlier run; none where there is no such file. */
async function readEarlier(path: string): Promise<JournalLine[]> {
  if ((await stat(path).catch(() => null)) === null) return [];
  return parseJournal((await readBounded(path)).toString('utf8'));
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

/**
 * Runs `work` with a journal at `path`, which goes away once `work` has put its result on disk. @throws what `work`
 * throws
 */
export async function withJournal<T>(
  path: string,
  onProgress: (line: string) => void,
  work: (journal: Journal) => Promise<T>,
  options: JournalOptions = {},
): Promise<T> {
  const journal = await Journal.open(path, onProgress, options);
  try {
    const result = await work(journal);
    await journal.done();
    return result;
  } catch (error) {
    await journal.abandon();
    throw error;
  }
}
