import { minutes } from '../common/duration.ts';
import { describeError, JouleGateError } from '../common/errors.ts';
import type { Study, StudyFailure } from '../common/generated/study.ts';
import { machineOf, type Machine } from './forecast.ts';
import type { Matrix } from './matrix.ts';
import { measureUnit } from './measure-unit.ts';
import { failureOf, planStudy, type PlannedUnit } from './plan.ts';
import { StudyStore, type UnitRecord } from './store.ts';
import { studyOf, type MeasuredUnit } from './tables/index.ts';
import { unitsOf, type StudyUnit } from './units.ts';

export interface StudyOptions {
  outDir: string;
  onProgress: (line: string) => void;
  signal?: AbortSignal;
  /** Takes the tables after each unit, and at the end. */
  write: (study: Study) => Promise<void>;
}

/** A study that is planned: what will run, before it does. */
export interface OpenStudy {
  planned: PlannedUnit[];
  machine: Machine;
  /** Measures what is left. @returns the tables, failures in them */
  run(): Promise<Study>;
}

/** Seconds that a unit was forecast to take, against those that it took: later forecasts are corrected by it. */
interface Pace {
  forecast: number;
  took: number;
}

function restOf(planned: readonly PlannedUnit[], pace: Pace): string {
  const left = planned.flatMap((p) => (p.state === 'to-run' && p.forecast ? [p.forecast.seconds] : []));
  const factor = pace.forecast > 0 ? pace.took / pace.forecast : 1;
  const seconds = factor * left.reduce((a, b) => a + b, 0);
  return left.length === 0 ? '' : `; about ${minutes(seconds)} left (an estimate)`;
}

/** Plans a study and hands back what runs it. @throws JouleGateError `config-invalid`; the signal's reason */
export async function openStudy(matrix: Matrix, options: StudyOptions): Promise<OpenStudy> {
  const { outDir, onProgress, signal, write } = options;
  const store = new StudyStore(outDir);
  const machine = machineOf(matrix.value);
  const planned = await planStudy(unitsOf(matrix), store, machine, options);
  const pricePerKwh = matrix.value.usage?.['price-per-kwh'] ?? null;

  const tables = (): Study => {
    const done = planned.filter((p) => p.state === 'done');
    const units = done.map(({ unit, record, results }): MeasuredUnit => {
      const { model, workload, notApplicable } = unit;
      return { model, workload, notApplicable, results, shape: record.shape };
    });
    const failed = planned.flatMap((p): StudyFailure[] => (p.state === 'failed' ? [p.failure] : []));
    return studyOf(units, { createdAt: new Date().toISOString(), pricePerKwh, failed });
  };

  const fail = async (at: number, unit: StudyUnit, failure: StudyFailure): Promise<void> => {
    planned[at] = { unit, state: 'failed', failure, forecast: null };
    await store.fail(unit, failure);
  };

  const run = async (): Promise<Study> => {
    const pace: Pace = { forecast: 0, took: 0 };
    for (const [at, p] of planned.entries()) {
      if (p.state === 'failed') await store.fail(p.unit, p.failure);
      if (p.state !== 'to-run') continue;
      const { unit, forecast } = p;
      onProgress(`unit ${at + 1} of ${planned.length}: ${unit.model} on ${unit.workload}${restOf(planned, pace)}`);
      try {
        await measureUnit(unit, store, options);
        const record = (await store.record(unit))!;
        planned[at] = { unit, state: 'done', record, results: (await store.results(record))! };
        countIn(pace, forecast?.seconds ?? 0, record);
      } catch (error) {
        // Whoever stops the study has not found a failure.
        signal?.throwIfAborted();
        onProgress(`${unit.model} on ${unit.workload} failed: ${describeError(error)}`);
        await fail(at, unit, failureOf(unit, error));
      }
      await write(tables());
    }
    const study = tables();
    await write(study);
    return study;
  };
  return { planned, machine, run };
}

function countIn(pace: Pace, forecast: number, { seconds }: UnitRecord): void {
  if (forecast <= 0) return;
  pace.forecast += forecast;
  pace.took += seconds;
}

/** What a study with failures ends with. */
export function incomplete(failed: readonly StudyFailure[]): JouleGateError {
  const list = failed.map((f) => `${f.model} on ${f.workload} (${f.code})`).join(', ');
  return new JouleGateError(
    'study-incomplete',
    `${failed.length} of the study's units failed: ${list}`,
    'mend what each says (study.md has the whole sentences), and start the same command again: what is done stays done',
  );
}
