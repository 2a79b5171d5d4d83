import { JouleGateError } from '../common/errors.ts';
import { nearest } from '../common/nearest.ts';

/** The workloads that have a name. */
export const WORKLOAD_NAMES = ['practice', 'humaneval', 'humaneval-full'] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

/** A workload's name as someone typed it; throws `workload-unknown` with the nearest one. */
export function workloadName(text: string): WorkloadName {
  const name = WORKLOAD_NAMES.find((n) => n === text);
  if (name) return name;
  const near = nearest(text, WORKLOAD_NAMES);
  throw new JouleGateError(
    'workload-unknown',
    `there is no workload ${JSON.stringify(text)}`,
    `${near ? `did you mean ${near}? The` : 'the'} names are ${WORKLOAD_NAMES.join(', ')}`,
  );
}
