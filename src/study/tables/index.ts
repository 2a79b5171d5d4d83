import type { AttentionShape } from '../../common/attention-shape.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import type { Study, StudyCell, StudyFailure, StudySuppression } from '../../common/generated/study.ts';
import { amplificationOf, type ModelRuns } from './amplification.ts';
import { cellOf } from './cell.ts';
import { suppressionOf } from './suppression.ts';

/** A unit that was measured: one result a rule, each with the plain arm; `rule: null` is plain decoding alone. */
export interface MeasuredUnit {
  model: string;
  workload: string;
  results: readonly { rule: string | null; file: string; result: RunResult }[];
  /** What a step of its model reads. */
  shape: AttentionShape | null;
  /** Rules that could not be applied. */
  notApplicable: readonly string[];
}

export interface StudyFacts {
  createdAt: string;
  pricePerKwh: number | null;
  failed: readonly StudyFailure[];
}

/** What must be equal for joules of two cells to compare and is not; what one cell does not tell is not unequal. */
function unequal(units: readonly MeasuredUnit[]): string[] {
  const seen = new Map<string, Set<unknown>>();
  for (const { result } of units.flatMap((u) => u.results))
    for (const [key, value] of Object.entries({ ...result.environment, meter: result.meter.kind }))
      seen.set(key, (seen.get(key) ?? new Set()).add(value));
  return [...seen].filter(([, values]) => values.size > 1).map(([key]) => key);
}

/** Prompts that lost their middle: they are not what the workload asks. */
const cutsOf = ({ model, workload }: MeasuredUnit, { findings = [] }: RunResult): string[] =>
  findings.filter((f) => f.code === 'prompts-cut').map((f) => `${f.code}: ${model} on ${workload}: ${f.text}`);

function notesOf(units: readonly MeasuredUnit[], cells: readonly StudyCell[]): string[] {
  const estimated = cells.filter((c) => c.source.estimated).length;
  const differs = unequal(units);
  const once = cells.filter((c) => c.blocks < 2).length;
  const rules = units.filter((u) => u.notApplicable.length > 0).map((u) => `${u.model} on ${u.workload}`);
  return [
    ...(estimated > 0
      ? [`${estimated} of ${cells.length} cells are estimates (CPU time × watts): no sensor was read for them`]
      : []),
    ...(differs.length > 0
      ? [
          `environment-differs: not all cells were measured in one environment (${differs.join(', ')}); their joules do not compare`,
        ]
      : []),
    ...(once > 0 ? [`${once} cells have one block: they have no interval`] : []),
    ...new Set(units.flatMap((u) => u.results.flatMap(({ result }) => cutsOf(u, result)))),
    ...(rules.length > 0
      ? [`rule-not-applicable: no tests tell when an answer is complete, so no rule was run: ${rules.join(', ')}`]
      : []),
  ];
}

/** Everything that a study tells, from its results alone. */
export function studyOf(units: readonly MeasuredUnit[], { createdAt, pricePerKwh, failed }: StudyFacts): Study {
  const cells: StudyCell[] = [];
  const suppression: StudySuppression[] = [];
  const models = new Map<string, ModelRuns>();
  for (const { model, workload, results, shape } of units) {
    const own = { model, workload };
    const [head] = results;
    // Every result of a unit has the same plain arm.
    const plain = head ? cellOf({ ...own, ...head }, head.result, 'plain', pricePerKwh) : null;
    if (plain !== null) {
      cells.push(plain);
      const known = models.get(model) ?? { model, shape, runs: [] };
      known.runs.push({ workload, result: head!.result });
      models.set(model, known);
    }
    for (const { rule, file, result } of results) {
      if (rule === null) continue;
      const suppressed = cellOf({ ...own, rule, file }, result, 'suppressed', pricePerKwh);
      if (suppressed !== null) cells.push(suppressed);
      const row = suppressionOf({ ...own, rule }, result, { plain, suppressed });
      if (row !== null) suppression.push(row);
    }
  }
  const grown = [...models.values()].flatMap((m) => amplificationOf(m) ?? []);
  return {
    schemaVersion: 1,
    createdAt,
    pricePerKwh,
    cells,
    amplification: grown.map((g) => g.amplification),
    tokenCost: grown.flatMap((g) => g.tokenCost),
    suppression,
    failed: [...failed],
    notes: notesOf(units, cells),
  };
}
