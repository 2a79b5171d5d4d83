import { appendFile, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Appends each finished pass as a JSON line; the file goes away once the result itself is written. */
export class Journal {
  readonly #path: string | null;
  #begun = false;

  constructor(path: string | null) {
    this.#path = path;
  }

  async append(entry: object): Promise<void> {
    if (this.#path === null) return;
    if (!this.#begun) {
      await mkdir(dirname(this.#path), { recursive: true });
      await rm(this.#path, { force: true });
      this.#begun = true;
    }
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`);
  }
}
