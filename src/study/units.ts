import type { MatrixFile } from '../common/generated/matrix.ts';
import { sha256 } from '../common/hash.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { checkConfig } from '../config/load.ts';
import { studyCapOf, WORKLOADS, type WorkloadName } from '../common/workloads.ts';
import type { Config } from '../config/types.ts';
import { labelOf, type Matrix } from './matrix.ts';

/** One subject of a unit: the plain one, or one rule. */
export interface UnitSubject {
  /** For progress and the journal. */
  name: string;
  /** `null` for plain decoding. */
  rule: string | null;
  arms: readonly ArmName[];
  config: Config;
}

/**
 * One model on one workload: what is measured in one session, plain decoding once and every rule beside it, so that
 * each rule is paired with the same plain answers block by block.
 */
export interface StudyUnit {
  /** Names its files. */
  id: string;
  model: string;
  workload: string;
  subjects: UnitSubject[];
}

/** A study is not cut short: how long it takes is said before. */
const NO_BUDGET = { seconds: 1e9 };
const DEFAULT_RULES = ['tests', 'doctest', 'syntax', 'stop-strings'];

/** A name as part of a file's name; what that leaves out is told by a digest. */
export function slug(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+/, '');
  return plain === text ? plain : `${plain}-${sha256(text).slice(0, 8)}`;
}

function configValue(
  matrix: MatrixFile,
  { prompt, context, engine, ...model }: MatrixFile['models'][number],
  workload: MatrixFile['workloads'][number],
  suppression: Record<string, unknown>,
): Record<string, unknown> {
  const { label: _, 'max-tokens': own, ...task } = workload;
  const known = Object.hasOwn(WORKLOADS, workload.name);
  const official = workload['official'] === true;
  const studyCap = known ? studyCapOf(workload.name as WorkloadName, official) : undefined;
  const cap = own ?? matrix.sampling?.['max-tokens'] ?? studyCap;
  const asked = { ...matrix.prompt, ...prompt };
  // A workload that asks in its own words takes a prompt's style alone.
  const ownWords = official || (known && WORKLOADS[workload.name as WorkloadName].ownPrompt);
  const given = Object.fromEntries(
    (['arms', 'repeats', 'meter', 'sandbox', 'environment'] as const).flatMap((key) =>
      matrix[key] === undefined ? [] : [[key, matrix[key]]],
    ),
  );
  const size = context ?? matrix.context;
  return {
    ...given,
    model,
    prompt: ownWords ? (asked['style'] === undefined || official ? {} : { style: asked['style'] }) : asked,
    sampling: { ...matrix.sampling, ...(cap === undefined ? {} : { 'max-tokens': cap }) },
    ...(size === undefined ? {} : { context: size }),
    engine: { ...matrix.engine, ...engine },
    workload: task,
    suppression,
    budget: NO_BUDGET,
  };
}

/** Every unit of a matrix, model by model. @throws JouleGateError `config-invalid`, naming the unit */
export function unitsOf({ value: matrix, directory, file }: Matrix): StudyUnit[] {
  const arms = ARMS.filter((arm) => (matrix.arms ?? ARMS).includes(arm));
  const { rules = DEFAULT_RULES, ...suppression } = matrix.suppression ?? {};
  return matrix.models.flatMap((model) =>
    matrix.workloads.map((workload): StudyUnit => {
      const label = labelOf(workload);
      const config = (of: Record<string, unknown>): Config =>
        checkConfig(configValue(matrix, model, workload, of), `${file} (${model.name} on ${label})`, directory);
      const plain = (): UnitSubject => ({
        name: 'plain',
        rule: null,
        arms: ['plain'],
        config: config({ rule: 'none' }),
      });
      const ruled = (rule: string): UnitSubject => ({
        name: rule,
        rule,
        arms: ['suppressed'],
        config: config({ ...suppression, rule }),
      });
      return {
        id: `${slug(model.name)}--${slug(label)}`,
        model: model.name,
        workload: label,
        subjects: [
          ...(arms.includes('plain') ? [plain()] : []),
          ...(arms.includes('suppressed') ? rules.map(ruled) : []),
        ],
      };
    }),
  );
}
