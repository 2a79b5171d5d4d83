import type { RunResult } from '../../common/generated/run-result.ts';

type Fields = Record<string, unknown>;
type Subject = RunResult['subject'];

/** Parts of a subject that leave the cost of a token alone: they change which tokens there are. */
const FREE: readonly string[] = ['prompt', 'sampling', 'suppression'];

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Names of the keys in which two parts of a document differ, from the top: `engine.threads`. */
function differing(key: string, base: unknown, head: unknown): string[] {
  if (base === head) return [];
  if (!isFields(base) || !isFields(head) || Array.isArray(base) || Array.isArray(head))
    return JSON.stringify(base) === JSON.stringify(head) ? [] : [key];
  const names = new Set([...Object.keys(base), ...Object.keys(head)]);
  return [...names].flatMap((name) => differing(`${key}.${name}`, base[name], head[name]));
}

/** A model is its bytes: its hash tells, not its name or path. */
function modelDiffers(base: Subject, head: Subject): string[] {
  const [b, h] = [base.model?.sha256, head.model?.sha256];
  return b === undefined || h === undefined ? ['model.sha256 (not recorded)'] : b === h ? [] : ['model.sha256'];
}

/** Environment fields and the meter; a field that one version did not record says nothing. */
function surroundingsDiffer(base: RunResult, head: RunResult): string[] {
  const fields = Object.keys(base.environment).filter(
    (k) => Object.hasOwn(head.environment, k) && base.environment[k] !== head.environment[k],
  );
  return [
    ...fields.map((k) => `environment.${k}`),
    ...(base.meter.kind === head.meter.kind ? [] : ['meter']),
    ...(base.workload.digest === head.workload.digest ? [] : ['workload']),
  ];
}

/** Names in which two subjects differ, `prompt.template` and the like. */
export const subjectDiffers = (base: Subject, head: Subject): string[] =>
  [...new Set([...Object.keys(base), ...Object.keys(head)])].flatMap((k) => differing(k, base[k], head[k]));

/**
 * What of two results may change the cost of a token, by name: anything but prompt, answer prefix, sampling, stop
 * strings and rule. Empty where they can be priced at equal rates.
 */
export function costDiffers(base: RunResult, head: RunResult): string[] {
  const keys = new Set([...Object.keys(base.subject), ...Object.keys(head.subject)]);
  const held = [...keys].filter((k) => k !== 'model' && !FREE.includes(k));
  return [
    ...modelDiffers(base.subject, head.subject),
    ...held.flatMap((k) => differing(k, base.subject[k], head.subject[k])),
    ...surroundingsDiffer(base, head),
  ];
}
