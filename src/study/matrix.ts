import { dirname, resolve } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import type { MatrixFile } from '../common/generated/matrix.ts';
import { schemaErrors } from '../common/schema.ts';
import { isModule } from '../config/defaults.ts';
import { explainErrors } from '../config/explain.ts';
import { isPullRequest } from '../config/event.ts';
import { readConfigFile } from '../config/load.ts';

/** A study's matrix, its shape checked; what its keys hold is checked with each unit's configuration. */
export interface Matrix {
  file: string;
  /** What its paths are relative to. */
  directory: string;
  value: MatrixFile;
}

const invalid = (file: string, lines: readonly string[]): JouleGateError =>
  new JouleGateError(
    'config-invalid',
    `${file} has mistakes:\n  ${lines.join('\n  ')}`,
    'mend each line named; the keys are explained in docs/study.md',
  );

function doubled(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

/** How tables call a workload. */
export const labelOf = ({ name, label }: MatrixFile['workloads'][number]): string => label ?? name;

/** Checks a parsed matrix. @throws JouleGateError `config-invalid` */
export function checkMatrix(value: unknown, file: string): Matrix {
  const errors = schemaErrors('matrix', value ?? {});
  if (errors.length > 0) throw invalid(file, explainErrors(errors));
  const matrix = value as MatrixFile;
  const twice = [
    ...doubled(matrix.models.map((m) => m.name)).map((n) => `models: two are named ${JSON.stringify(n)}`),
    ...doubled(matrix.workloads.map(labelOf)).map(
      (n) => `workloads: two are named ${JSON.stringify(n)}; give each a "label"`,
    ),
  ];
  if (twice.length > 0) throw invalid(file, twice);
  return { file, directory: dirname(file), value: matrix };
}

/**
 * That a matrix brings no code and no server of its own into a pull request, where both come from the base branch
 * alone: a study has no base. @throws JouleGateError `config-invalid`
 */
export function requireHarmless({ file, value }: Matrix, env: NodeJS.ProcessEnv): void {
  if (!isPullRequest(env)) return;
  const { models, workloads, suppression, engine } = value;
  const found = [
    ...workloads.flatMap((w) => (w['checker'] === undefined ? [] : [`workloads: ${labelOf(w)} has a checker`])),
    ...(suppression?.rules ?? []).flatMap((r) => (isModule(r) ? [`suppression.rules: ${r} is a rule module`] : [])),
    ...[engine, ...models.map((m) => m.engine)].flatMap((e) =>
      e?.['url'] === undefined ? [] : [`engine.url: ${String(e['url'])} is a server`],
    ),
  ];
  if (found.length > 0)
    throw new JouleGateError(
      'config-invalid',
      `in a pull request ${file} may bring no code and no server of its own:\n  ${found.join('\n  ')}`,
      'run this study on a branch of the repository (workflow_dispatch, push), or leave these out',
    );
}

/** Reads a matrix file (YAML or JSON). @throws JouleGateError `config-unreadable`, `config-invalid` */
export async function loadMatrix(path: string): Promise<Matrix> {
  const file = resolve(path);
  const value = await readConfigFile(file, 'matrix', 'give its path with --matrix; docs/study.md shows one');
  return checkMatrix(value, file);
}
