import type { ArmName } from '../common/phases.ts';

/** One pass: every task once, for one subject in one arm. */
export interface Pass {
  block: number;
  subject: number;
  arm: ArmName;
}

/**
 * The passes of one block. Cells (subject × arm) run forwards in even blocks and backwards in odd ones (ABBA),
 * so that a linear drift cancels between every two cells.
 */
export function passesOf(block: number, subjects: number, arms: readonly ArmName[]): Pass[] {
  const cells: Pass[] = [];
  for (const arm of arms) for (let subject = 0; subject < subjects; subject++) cells.push({ block, subject, arm });
  return block % 2 === 0 ? cells : cells.reverse();
}
