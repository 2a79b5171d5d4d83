import { canonicalJson } from '../../common/canonical-json.ts';
import type { HistorySeries } from '../../common/generated/index.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import { sha256 } from '../../common/hash.ts';

/** What tells which stored results may be compared with one that is still to be measured. */
export type Measured = Pick<RunResult, 'workload' | 'environment' | 'meter'>;

/** The series that a result belongs to: equal tasks, environment (with `method`) and kind of meter. */
export function seriesOf({ workload, environment, meter }: Measured): HistorySeries {
  return {
    id: sha256(canonicalJson([workload.digest, environment, meter.kind])).slice(0, 16),
    workload: { name: workload.name, digest: workload.digest },
    environment,
    meter: meter.kind,
  };
}

/**
 * Whether a comparison of the two would be valid: as `analysis` has it, a field that one of them did not record says
 * nothing, and `allow` names fields that may differ.
 */
export function comparable(a: HistorySeries, b: HistorySeries, allow: readonly string[]): boolean {
  if (a.workload.digest !== b.workload.digest || (a.meter !== b.meter && !allow.includes('meter'))) return false;
  return Object.keys(a.environment).every(
    (field) =>
      allow.includes(field) ||
      !Object.hasOwn(b.environment, field) ||
      Object.is(a.environment[field], b.environment[field]),
  );
}
