import type { Finding, FindingCode } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { meaningOf } from '../common/findings.ts';

/** A finding of the comparison's own; `where` names the side, arm, metric or task that it is about. */
export const finding = (code: FindingCode, text: string, where: Omit<Finding, 'code' | 'text'> = {}): Finding => ({
  code,
  ...where,
  text,
});

/** What the measurements themselves have to say; of what both say the side is left out. */
export function remarks(base: RunResult | null, head: RunResult): Finding[] {
  const of = (result: RunResult | null, side: 'base' | 'head'): Finding[] =>
    (result?.findings ?? []).map(({ code, arm, text }) => ({ code, side, ...(arm ? { arm } : {}), text }));
  const [before, after] = [of(base, 'base'), of(head, 'head')];
  const same = (a: Finding, b: Finding): boolean => a.code === b.code && a.arm === b.arm && a.text === b.text;
  const shared = after.filter((a) => before.some((b) => same(a, b)));
  return [
    ...shared.map(({ side: _, ...both }) => both),
    ...before.filter((b) => !shared.some((s) => same(s, b))),
    ...after.filter((a) => !shared.includes(a)),
  ];
}

/** Warnings of one side's measurement, each code once: they are shown and decide nothing. */
export function warnings(result: RunResult | null, side: 'base' | 'head'): Finding[] {
  if (result === null) return [];
  const validities = [result.validity, ...(result.blocks ?? []).map((b) => b.validity)];
  const codes = new Set(validities.flatMap((v) => (v?.status === 'warning' ? v.reasons : [])));
  return [...codes].map((code) => ({ code, side, text: meaningOf(code) ?? '' }));
}
