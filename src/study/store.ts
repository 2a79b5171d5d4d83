import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttentionShape } from '../common/attention-shape.ts';
import type { StudyFailure } from '../common/generated/study.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { jsonText, writeWhole } from '../common/output.ts';
import { assertRunResult } from '../common/schema.ts';
import { slug, type StudyUnit } from './units.ts';

/** One rule of a finished unit (`null`: plain decoding alone), and the file that holds its result. */
export interface Finished {
  rule: string | null;
  file: string;
  result: RunResult;
}

/** What is known of a unit: measured, or failed. */
export interface UnitRecord {
  digest: string | null;
  results: { rule: string | null; file: string }[];
  /** What a decode step of its model reads, by the model's header. */
  shape: AttentionShape | null;
  /** Seconds that it took, loading included. */
  seconds: number;
  failed: StudyFailure | null;
}

/**
 * A study's folder: `cells/UNIT.json` says what is done, `results/` has the RunResults, `journals/` what is under way.
 */
export class StudyStore {
  constructor(readonly folder: string) {}

  journal(unit: StudyUnit): string {
    return join(this.folder, 'journals', `${unit.id}.jsonl`);
  }

  #record(unit: StudyUnit): string {
    return join(this.folder, 'cells', `${unit.id}.json`);
  }

  /** What is recorded of a unit; `null` where nothing is, or what stands there is none of ours. */
  async record(unit: StudyUnit): Promise<UnitRecord | null> {
    try {
      const value = JSON.parse(await readFile(this.#record(unit), 'utf8')) as UnitRecord;
      return Array.isArray(value.results) ? value : null;
    } catch {
      return null;
    }
  }

  /** The results of a record; `null` where one is missing or is no RunResult: the unit is measured again then. */
  async results(record: UnitRecord): Promise<Finished[] | null> {
    try {
      return await Promise.all(
        record.results.map(async ({ rule, file }) => {
          const result: unknown = JSON.parse(await readFile(join(this.folder, file), 'utf8'));
          assertRunResult(result, file);
          return { rule, file, result };
        }),
      );
    } catch {
      return null;
    }
  }

  /** Writes a unit's results, then the record that counts them: what was cut off between is measured again. */
  async finish(
    unit: StudyUnit,
    results: readonly { rule: string | null; result: RunResult }[],
    record: Pick<UnitRecord, 'digest' | 'shape' | 'seconds'>,
  ): Promise<void> {
    const files: UnitRecord['results'] = [];
    for (const { rule, result } of results) {
      const file = `results/${unit.id}--${slug(rule ?? 'plain')}.json`;
      await writeWhole(join(this.folder, file), jsonText(result));
      files.push({ rule, file });
    }
    await this.#write(unit, { ...record, results: files, failed: null });
  }

  async fail(unit: StudyUnit, failed: StudyFailure): Promise<void> {
    await this.#write(unit, { digest: null, results: [], shape: null, seconds: 0, failed });
  }

  async #write(unit: StudyUnit, record: UnitRecord): Promise<void> {
    await writeWhole(this.#record(unit), jsonText(record));
  }
}
