import type { ArmName } from '../common/phases.ts';
import type { Config } from '../config/types.ts';

/** How a session measures, whatever its subjects are. */
export interface Plan {
  workload: Config['workload'];
  arms: readonly ArmName[];
  meter: Config['meter'];
  sandbox: Config['sandbox'];
  /** What must hold of the machine; `null` where nothing is expected. */
  expect: Config['expect'];
}

/** How long a driver goes on: so many blocks, or until the budget is spent. */
export interface Extent {
  blocks: number;
  budget: { seconds: number; joules: number | null };
}

/** What of a configuration is the plan's. */
export const planOf = ({ workload, arms, meter, sandbox, expect }: Config): Plan => ({
  workload,
  arms,
  meter,
  sandbox,
  expect,
});

/** How far a configuration without a verdict to reach goes. */
export const extentOf = ({ repeats, budget }: Pick<Config, 'repeats' | 'budget'>): Extent => ({
  blocks: Math.min(repeats, budget.blocks ?? Infinity),
  budget: { seconds: budget.seconds, joules: budget.joules },
});

/** One pass: every task once, for one subject in one arm. */
export interface Pass<S> {
  readonly block: number;
  readonly subject: S;
  readonly arm: ArmName;
  /**
   * The plain pass of the same block and subject, which a suppressed one is compared with; `null` where there is none.
   */
  readonly plain: Pass<S> | null;
}

/**
 * The passes of one block. Cells (subject × arm) run forwards in even blocks and backwards in odd ones (ABBA),
 * so that a linear drift cancels between every two cells.
 */
export function passesOf<S>(block: number, subjects: readonly S[], arms: readonly ArmName[]): Pass<S>[] {
  const plain = new Map<S, Pass<S>>();
  if (arms.includes('plain'))
    for (const subject of subjects) plain.set(subject, { block, subject, arm: 'plain', plain: null });
  const cells = arms.flatMap((arm) =>
    subjects.map((subject): Pass<S> => {
      const twin = plain.get(subject) ?? null;
      return arm === 'plain' && twin ? twin : { block, subject, arm, plain: twin };
    }),
  );
  return block % 2 === 0 ? cells : cells.reverse();
}
