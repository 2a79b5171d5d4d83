import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../common/output.ts';
import type { Edge } from '../intervals.ts';
import { markersText } from '../markers.ts';
import { samplesText, type SamplesHeader } from '../samples-file.ts';
import type { Series } from '../series.ts';
import type { MeterOptions } from '../types.ts';

/**
 * Raw samples and edges of blocks, to be attributed again: block-N.samples.jsonl and block-N.edges.jsonl in the folder
 * that was named (`keepSamples`). An invalid block is always kept, without a name in a new folder of the temporary one,
 * and its path is said. What cannot be kept is said too, and costs no run.
 */
export class KeptBlocks {
  readonly #options: MeterOptions;
  #folder: string | null;
  #blocks = 0;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#folder = options.keepSamples ?? null;
  }

  async write(
    series: Series[],
    edges: Edge[],
    header: Omit<SamplesHeader, 'joulegate' | 'version'>,
    invalid: boolean,
  ): Promise<void> {
    const block = this.#blocks++;
    if (this.#options.keepSamples === undefined && !invalid) return;
    let file: string;
    try {
      this.#folder ??= keptFolder();
      file = join(this.#folder, `block-${block}`);
      await writeWhole(`${file}.samples.jsonl`, samplesText(series, { joulegate: 'samples', version: 1, ...header }));
      await writeWhole(`${file}.edges.jsonl`, markersText(edges));
    } catch (error) {
      this.#options.onProgress?.(
        `warning: the raw samples of block ${block} cannot be kept: ${(error as Error).message}`,
      );
      return;
    }
    if (invalid)
      this.#options.onProgress?.(
        `the block is invalid: its raw samples are kept in ${file}.samples.jsonl, its edges in ${file}.edges.jsonl`,
      );
  }
}

/** A new folder in the temporary one, this user's own. */
export function keptFolder(): string {
  return mkdtempSync(join(tmpdir(), 'joulegate-samples-kept-'));
}
