import { FilesImage } from './files-image.ts';
import type { PyodideModule } from './pyodide-module.ts';

/** Memory that has grown past this is cheaper to give up with its process than to clear. */
const MAX_GROWTH = 256 * 2 ** 20;

/**
 * A copy of the interpreter's memory and files, to put back between answers: patched builtins, imported modules, open
 * and written files are gone afterwards. It must be taken and put back at the same stack depth.
 */
export class MemoryImage {
  readonly #m: PyodideModule;
  readonly #heap: Uint8Array;
  readonly #stack: number;
  readonly #files: FilesImage;

  constructor(module: PyodideModule) {
    this.#m = module;
    this.#heap = new Uint8Array(module.HEAPU8);
    this.#stack = module.stackSave();
    this.#files = new FilesImage(module.FS);
  }

  /** False where the process should be replaced instead. */
  restore(): boolean {
    const m = this.#m;
    if (m.HEAPU8.length - this.#heap.length > MAX_GROWTH) return false;
    m.HEAPU8.set(this.#heap);
    // The allocator takes memory that it has not asked for yet to be zero.
    m.HEAPU8.fill(0, this.#heap.length);
    m.stackRestore(this.#stack);
    this.#files.restore();
    return true;
  }
}
