import { isDeepStrictEqual } from 'node:util';
import { meaningOf } from '../common/findings.ts';
import type { Finding } from '../common/generated/comparison.ts';
import type { Reason, RunResult } from '../common/generated/run-result.ts';
import { ARMS, PHASES } from '../common/phases.ts';
import { finding } from './finding.ts';

/** A field that the document itself has: `constructor` is nobody's. */
const own = (fields: RunResult['environment'], field: string): RunResult['environment'][string] | undefined =>
  Object.hasOwn(fields, field) ? fields[field] : undefined;

/** Why two results may not be compared; empty where they may. `allow` names environment fields that may differ. */
export function incomparable(base: RunResult, head: RunResult, allow: readonly string[]): Finding[] {
  const out: Finding[] = [];
  if (base.workload.digest !== head.workload.digest) {
    out.push(
      finding(
        'workload-differs',
        `base ran ${base.workload.name} (${base.workload.digest.slice(0, 12)}), head ${head.workload.name} (${head.workload.digest.slice(0, 12)})`,
      ),
    );
  }
  const [b, h] = [base.prompts?.digest, head.prompts?.digest];
  // An older result has none; of different subjects the prompts may differ.
  if (
    b !== undefined &&
    h !== undefined &&
    b !== h &&
    base.workload.digest === head.workload.digest &&
    isDeepStrictEqual(base.subject, head.subject)
  ) {
    out.push(
      finding(
        'workload-differs',
        `the subjects are equal and their prompts are not: tokens ${b.slice(0, 12)} against ${h.slice(0, 12)} (another day in a chat template, or another tokenizer)`,
      ),
    );
  }
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
  if (differing.length > 0) out.push(finding('environment-differs', differing.join('; ')));
  return out;
}

/** Named reasons for which a measurement may not be trusted. */
export function untrusted(result: RunResult, side: 'base' | 'head'): Finding[] {
  const reasons = new Set<Reason>();
  if (result.validity?.status === 'invalid') result.validity.reasons.forEach((r) => reasons.add(r));
  for (const block of result.blocks ?? []) {
    if (block.validity?.status === 'invalid') block.validity.reasons.forEach((r) => reasons.add(r));
  }
  for (const arm of ARMS) {
    for (const task of result.arms[arm]?.tasks ?? []) {
      for (const r of task.repeats) {
        for (const phase of PHASES.map((name) => r.phases[name]))
          if (phase.validity.status === 'invalid') phase.validity.reasons.forEach((x) => reasons.add(x));
      }
    }
  }
  return [...reasons].map((code) => ({
    code,
    side,
    text: `the measurement of ${side} may not be trusted: ${meaningOf(code) ?? code}`,
  }));
}
