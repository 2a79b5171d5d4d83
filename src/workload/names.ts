import { JouleGateError } from '../common/errors.ts';
import { nearest } from '../common/nearest.ts';
import { WORKLOAD_NAMES, type WorkloadName } from '../common/workloads.ts';

export { WORKLOAD_NAMES, type WorkloadName };

/** The workloads whose tasks are code in HumanEval's format. */
export const CODE_WORKLOADS = [
  'practice',
  'humaneval',
  'humaneval-full',
  'humaneval-2-shot',
  'humaneval-cot',
] as const satisfies WorkloadName[];
export type CodeWorkloadName = (typeof CODE_WORKLOADS)[number];

function named<N extends string>(text: string, names: readonly N[]): N {
  const name = names.find((n) => n === text);
  if (name) return name;
  const near = nearest(text, names);
  throw new JouleGateError(
    'workload-unknown',
    `there is no workload ${JSON.stringify(text)}`,
    `${near ? `did you mean ${near}? The` : 'the'} names are ${names.join(', ')}`,
  );
}

/** A workload's name as someone typed it; throws `workload-unknown` with the nearest one. */
export const workloadName = (text: string): WorkloadName => named(text, WORKLOAD_NAMES);

/** The same of those whose samples the sandbox grades. */
export const codeWorkloadName = (text: string): CodeWorkloadName => named(text, CODE_WORKLOADS);
