import type { Scenario } from '../../common/generated/qualification.ts';
import type { BlockSums } from '../blocks.ts';

/** What is done to head's blocks before a gate sees them. */
export interface Injection {
  name: Scenario['name'];
  /** +0.05 is 5 % more. */
  change: number;
  into: (block: BlockSums) => BlockSums;
}

/** All joules of a block, with their errors, times `factor`; `phases` picks some. */
function scaled(b: BlockSums, factor: number, phases: readonly (keyof BlockSums['joules'])[]): BlockSums {
  const joules = { ...b.joules };
  const errors = { ...b.errors };
  for (const phase of phases) {
    const own = joules[phase];
    joules[phase] = own === null ? null : own * factor;
    errors[phase] *= factor;
  }
  return { ...b, joules, errors };
}

const dearer = (change: number): Injection => ({
  name: 'joules',
  change,
  into: (b) => scaled(b, 1 + change, ['prefill', 'decode', 'check']),
});

/** Answers that are longer by a share: every step costs what that block's steps cost. */
const longer = (change: number): Injection => ({
  name: 'output-tokens',
  change,
  into: (b) => ({
    ...scaled(b, 1 + change, ['decode']),
    outputTokens: b.outputTokens * (1 + change),
    decodeSteps: b.decodeSteps * (1 + change),
  }),
});

/** A subject against itself, and regressions that are known. */
export const INJECTIONS: readonly Injection[] = [
  { name: 'nothing', change: 0, into: (b) => b },
  dearer(0.02),
  dearer(0.05),
  dearer(0.1),
  longer(0.1),
];
