import { JouleGateError } from '../common/errors.ts';
import type { StudyFailure } from '../common/generated/study.ts';
import { forecastOf, nominalForecast, type Forecast, type Machine } from './forecast.ts';
import { prepare, type PreparedUnit } from './prepare.ts';
import type { Finished, StudyStore, UnitRecord } from './store.ts';
import type { StudyUnit } from './units.ts';

/** A unit as it stands before the study goes on. */
export type PlannedUnit =
  | { unit: PreparedUnit; state: 'done'; record: UnitRecord; results: Finished[] }
  | { unit: PreparedUnit; state: 'to-run'; forecast: Forecast | null }
  | { unit: StudyUnit; state: 'failed'; failure: StudyFailure; forecast: Forecast | null };

/** A failure as the study records it. */
export function failureOf({ model, workload }: StudyUnit, error: unknown): StudyFailure {
  const own = { model, workload };
  if (error instanceof JouleGateError) return { ...own, code: error.code, message: error.message, fix: error.fix };
  return { ...own, code: 'internal-error', message: error instanceof Error ? error.message : String(error) };
}

/**
 * What of a study is done, and what is to be run: a unit counts as done where its record has the digest of what is
 * asked for now and all its results are there. @throws the signal's reason
 */
export async function planStudy(
  units: readonly StudyUnit[],
  store: StudyStore,
  machine: Machine,
  { onProgress, signal }: { onProgress: (line: string) => void; signal?: AbortSignal },
): Promise<PlannedUnit[]> {
  const planned: PlannedUnit[] = [];
  for (const unit of units) {
    signal?.throwIfAborted();
    try {
      const prepared = await prepare(unit, onProgress);
      const record = await store.record(unit);
      const same = record !== null && record.failed === null && record.digest === prepared.digest;
      const results = same ? await store.results(record) : null;
      if (record !== null && record.failed === null && record.digest !== prepared.digest)
        onProgress(`${unit.model} on ${unit.workload} is another than what was measured here: it is measured anew`);
      planned.push(
        results === null
          ? { unit: prepared, state: 'to-run', forecast: forecastOf(prepared, machine) }
          : { unit: prepared, state: 'done', record: record!, results },
      );
    } catch (error) {
      signal?.throwIfAborted();
      const failure = failureOf(unit, error);
      // What is not here yet may be tomorrow.
      const forecast = failure.code === 'download-failed' ? nominalForecast(unit, machine) : null;
      planned.push({ unit, state: 'failed', failure, forecast });
    }
  }
  return planned;
}
