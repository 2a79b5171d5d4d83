import type { MarkedPhase } from '../common/phases.ts';

/**
 * The name by which a fit knows a phase. Cells (a subject in an arm) that share a record have phases of their own, each
 * with its own power: one for all would make two models' powers equal.
 */
export const phaseName = (phase: MarkedPhase, cell?: string): string =>
  cell === undefined ? phase : `${phase}@${cell}`;

/** The phase that such a name is one of; any other name is itself. */
export const phaseOf = (name: string): string => name.split('@', 1)[0]!;
