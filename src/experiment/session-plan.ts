import { JouleGateError } from '../common/errors.ts';
import { sha256 } from '../common/hash.ts';
import type { ArmName } from '../common/phases.ts';
import type { Task } from '../workload/types.ts';
import type { Digests } from './journal-line.ts';
import { environmentOf, type SubjectRecord } from './result.ts';
import type { Bench, SubjectRun } from './types.ts';

/** The arms that can be run: without a rule that can tell when an answer is complete there is nothing to suppress. */
export function applicableArms<T extends Task>(
  bench: Bench<T>,
  subjects: readonly SubjectRun<T>[],
): readonly ArmName[] {
  if (subjects.every((s) => s.rules !== null)) return bench.arms;
  const arms = bench.arms.filter((arm) => arm !== 'suppressed');
  if (arms.length > 0) return arms;
  throw new JouleGateError(
    'rule-invalid',
    `no rule can tell when an answer to ${bench.workload.name} is complete, and no other arm is asked for`,
    'set "arms" to [plain]',
  );
}

/** What the session measures, by part; not how many blocks of it, which changes none. */
export function digestsOf<T extends Task>(
  bench: Bench<T>,
  records: ReadonlyMap<SubjectRun<T>, SubjectRecord<T>>,
  arms: readonly ArmName[],
): Digests {
  const digest = (value: unknown): string => sha256(JSON.stringify(value));
  const { workload, meter, commit } = bench;
  return {
    workload: digest([workload.name, workload.digest]),
    arms: digest(arms),
    commit: digest([commit, ...[...records.keys()].map((s) => s.commit)]),
    meter: digest([meter.info.kind, meter.info.hostKind]),
    ...Object.fromEntries(
      [...records].flatMap(([s, { prompts }]) => [
        [s.name, digest([s.subject, prompts.digest])],
        [`environment of ${s.name}`, digest(environmentOf(bench, s))],
      ]),
    ),
  };
}
