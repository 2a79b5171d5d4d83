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
  /** Metrics that the configuration itself limits: the workload must tell them. */
  limited: Config['limited'];
}

/** How long a driver goes on: so many blocks, or until the budget is spent. */
export interface Extent {
  blocks: number;
  budget: { seconds: number; joules: number | null };
}

/** What of a configuration is the plan's. */
export const planOf = ({ workload, arms, meter, sandbox, expect, limited }: Config): Plan => ({
  workload,
  arms,
  meter,
  sandbox,
  expect,
  limited,
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
   * The plain pass of the same block and subject, which a suppressed one is compared with; of a subject that has no arm
   * plain of its own (a study's rules share one) the block's first. `null` where there is none.
   */
  readonly plain: Pass<S> | null;
}

/**
 * Orders of cells that follow each other within a task: AB and BA for two; for four the rows of a Williams square (E.
 * J. Williams, Australian Journal of Scientific Research A 2, 1949), in which each cell stands once in every place and
 * once right after every other.
 */
const ORDERS: Record<number, readonly (readonly number[])[]> = {
  2: [
    [0, 1],
    [1, 0],
  ],
  4: [
    [0, 1, 3, 2],
    [1, 2, 0, 3],
    [2, 3, 1, 0],
    [3, 0, 2, 1],
  ],
};

/** Whether so many cells can alternate by task: their order must be balanced. */
export const canAlternate = (cells: number): boolean => Object.hasOwn(ORDERS, cells);

/** In which order the cells run a task: rotated by task and block, so that none keeps a place. */
export function orderOf<T>(block: number, task: number, cells: readonly T[]): T[] {
  const orders = ORDERS[cells.length]!;
  return orders[(block + task) % orders.length]!.map((i) => cells[i]!);
}

/**
 * The cells (subject × arm) of one block, a pass each. @param armsOf the arms of a subject that does not run all of
 * them
 */
export function cellsOf<S>(
  block: number,
  subjects: readonly S[],
  arms: readonly ArmName[],
  armsOf: (subject: S) => readonly ArmName[] = () => arms,
): Pass<S>[] {
  const plain = new Map<S, Pass<S>>();
  const [shared] = arms.includes('plain') ? subjects.filter((s) => armsOf(s).includes('plain')) : [];
  if (arms.includes('plain'))
    for (const subject of subjects)
      if (armsOf(subject).includes('plain')) plain.set(subject, { block, subject, arm: 'plain', plain: null });
  return arms.flatMap((arm) =>
    subjects
      .filter((subject) => armsOf(subject).includes(arm))
      .map((subject): Pass<S> => {
        const twin = plain.get(subject) ?? (shared === undefined ? null : plain.get(shared)!);
        return arm === 'plain' ? twin! : { block, subject, arm, plain: twin };
      }),
  );
}

/**
 * A block's cells as passes one after another: forwards in even blocks and backwards in odd ones (ABBA), so that a
 * linear drift cancels between every two cells.
 */
export const inPasses = <S>(cells: readonly Pass<S>[]): readonly Pass<S>[] =>
  (cells[0]?.block ?? 0) % 2 === 0 ? cells : cells.toReversed();
