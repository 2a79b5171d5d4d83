import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** The names in a folder, sorted; none where it does not exist. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A file's text without its line end; null where it cannot be read. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, 'latin1').trim();
  } catch {
    return null;
  }
}

/** A number that sysfs makes anew at every read, through one open file. NaN where it does not answer. */
export class SysfsNumber {
  readonly #fd: number;
  readonly #buffer = Buffer.alloc(32);

  constructor(file: string) {
    this.#fd = openSync(file, 'r');
  }

  /** Null where the file cannot be opened. */
  static open(file: string): SysfsNumber | null {
    try {
      return new SysfsNumber(file);
    } catch {
      return null;
    }
  }

  read(): number {
    try {
      return Number.parseInt(this.#buffer.toString('latin1', 0, readSync(this.#fd, this.#buffer, 0, 32, 0)), 10);
    } catch {
      return NaN;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}
