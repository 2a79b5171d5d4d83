import { isDeepStrictEqual } from 'node:util';
import { meaningOf } from '../common/findings.ts';
import type { Finding } from '../common/generated/comparison.ts';
import type { Reason, RunResult } from '../common/generated/run-result.ts';
import { tasksOf, validitiesOf } from './answers.ts';
import { finding } from './finding.ts';
import { misshapen } from './trust.ts';

/** A field that the document itself has: `constructor` is nobody's. */
const own = (fields: RunResult['environment'], field: string): RunResult['environment'][string] | undefined =>
  Object.hasOwn(fields, field) ? fields[field] : undefined;

const short = (digest: string): string => digest.slice(0, 12);

/** Other tasks, or, for an equal subject, other tokens of the same tasks. */
function otherWorkload(base: RunResult, head: RunResult): Finding[] {
  if (base.workload.digest !== head.workload.digest)
    return [
      finding(
        'workload-differs',
        `base ran ${base.workload.name} (${short(base.workload.digest)}), head ${head.workload.name} (${short(head.workload.digest)})`,
      ),
    ];
  const [b, h] = [base.prompts?.digest, head.prompts?.digest];
  // An older result has none; of different subjects the prompts may differ.
  if (b === undefined || h === undefined || b === h || !isDeepStrictEqual(base.subject, head.subject)) return [];
  return [
    finding(
      'workload-differs',
      `the subjects are equal and their prompts are not: tokens ${short(b)} against ${short(h)} (another day in a chat template, or another tokenizer)`,
    ),
  ];
}

/** Environment fields and the kind of meter, which must be equal but for those that `allow` names. */
function otherEnvironment(base: RunResult, head: RunResult, allow: readonly string[]): Finding[] {
  const differing: string[] = [];
  for (const field of new Set([...Object.keys(base.environment), ...Object.keys(head.environment)])) {
    if (allow.includes(field)) continue;
    const [b, h] = [own(base.environment, field), own(head.environment, field)];
    // A field that one version did not record yet says nothing.
    if (b === undefined || h === undefined || b === h) continue;
    differing.push(`${field}: ${String(b)} → ${String(h)}`);
  }
  if (base.meter.kind !== head.meter.kind && !allow.includes('meter'))
    differing.push(`meter: ${base.meter.kind} → ${head.meter.kind}`);
  return differing.length > 0 ? [finding('environment-differs', differing.join('; '))] : [];
}

/** Why two results may not be compared; empty where they may. `allow` names environment fields that may differ. */
export function incomparable(base: RunResult, head: RunResult, allow: readonly string[]): Finding[] {
  const workload = otherWorkload(base, head);
  // Of other workloads the tasks differ as they must.
  return [...workload, ...otherEnvironment(base, head, allow), ...(workload.length > 0 ? [] : misshapen(base, head))];
}

/**
 * Named reasons for which a measurement may not be trusted: of the whole, of a block, or of one phase of one answer.
 */
export function untrusted(result: RunResult, side: 'base' | 'head'): Finding[] {
  const validities = [
    result.validity,
    ...(result.blocks ?? []).map((block) => block.validity),
    ...tasksOf(result).flatMap((t) => t.answers.flatMap(validitiesOf)),
  ];
  const reasons = new Set<Reason>(validities.flatMap((v) => (v?.status === 'invalid' ? v.reasons : [])));
  return [...reasons].map((code) => ({
    code,
    side,
    text: `the measurement of ${side} may not be trusted: ${meaningOf(code) ?? code}`,
  }));
}
