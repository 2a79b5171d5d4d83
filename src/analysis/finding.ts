import type { Finding, FindingCode } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { meaningOf } from '../common/findings.ts';

/** A finding of the comparison's own; `where` names the side, arm, metric or task that it is about. */
export const finding = (code: FindingCode, text: string, where: Omit<Finding, 'code' | 'text'> = {}): Finding => ({
  code,
  ...where,
  text,
});

/** Warnings of one side's measurement, each code once: they are shown and decide nothing. */
export function warnings(result: RunResult | null, side: 'base' | 'head'): Finding[] {
  if (result === null) return [];
  const validities = [result.validity, ...(result.blocks ?? []).map((b) => b.validity)];
  const codes = new Set(validities.flatMap((v) => (v?.status === 'warning' ? v.reasons : [])));
  return [...codes].map((code) => ({ code, side, text: meaningOf(code) ?? '' }));
}
