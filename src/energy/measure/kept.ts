import { join } from 'node:path';
import { writeWhole } from '../../common/output.ts';
import type { Edge } from '../intervals.ts';
import { markersText } from '../markers.ts';
import { keptFolder } from '../meters/kept.ts';

interface Where {
  samplesOut?: string | undefined;
  out?: string | undefined;
  onProgress?: ((line: string) => void) | undefined;
}

/**
 * Raw samples (text) and edges of one `measure`, to be attributed again: where `--samples` says, else beside `--out`
 * (OUT.samples.jsonl), else in a folder of the temporary one. Edges go to `.edges.jsonl` after the same name, unless
 * they stand in a file of the user's own (`edges` null).
 */
export class KeptPair {
  readonly #where: Where;
  readonly #samples: string;
  readonly #edges: Edge[] | null;
  #file: string | null = null;

  constructor(where: Where, samples: string, edges: Edge[] | null) {
    this.#where = where;
    this.#samples = samples;
    this.#edges = edges;
  }

  /**
   * Writes them, once; returns the samples' file. Where that fails it is said, and null: what was measured is worth
   * more.
   */
  async write(): Promise<string | null> {
    if (this.#file !== null) return this.#file;
    try {
      this.#file = await this.#write();
    } catch (error) {
      this.#where.onProgress?.(`warning: the raw samples cannot be kept: ${(error as Error).message}`);
    }
    return this.#file;
  }

  async #write(): Promise<string> {
    const { samplesOut, out } = this.#where;
    const file = samplesOut ?? (out === undefined ? join(keptFolder(), 'samples.jsonl') : `${out}.samples.jsonl`);
    await writeWhole(file, this.#samples);
    if (this.#edges !== null) await writeWhole(`${file}.edges.jsonl`, markersText(this.#edges));
    return file;
  }

  /** Writes them and says where they are. */
  async keep(why: string): Promise<void> {
    const file = await this.write();
    if (file === null) return;
    this.#where.onProgress?.(
      `${why}: the raw samples are kept in ${file}${this.#edges === null ? '' : `, the edges in ${file}.edges.jsonl`}`,
    );
  }
}
