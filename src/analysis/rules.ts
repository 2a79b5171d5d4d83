import type { RuleRow, RuleSide } from '../common/generated/comparison.ts';
import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { energy, energyUpTo, repeatsOf, sum } from './babble.ts';
import { mean } from './statistics.ts';

/** The rules of which a plain answer tells. */
export const rulesOf = (r: Repeat): string[] => [
  ...Object.keys(r.completeTokens ?? {}),
  ...Object.keys(r.stopStringTokens ?? {}),
];

/** Tokens after which a rule would have ended this plain answer; all of them, not stopped, where it would not. */
export function endOf(r: Repeat, rule: string): { tokens: number; stopped: boolean } | null {
  const preset = r.stopStringTokens?.[rule];
  if (preset !== undefined) return { tokens: preset, stopped: preset < r.outputTokens };
  const complete = r.completeTokens?.[rule];
  if (complete === undefined) return null;
  return { tokens: complete ?? r.outputTokens, stopped: complete !== null && complete < r.outputTokens };
}

function side(result: RunResult | null, rule: string): RuleSide | null {
  const repeats = repeatsOf(result?.arms.plain);
  const ends = repeats.flatMap((r) => endOf(r, rule) ?? []);
  if (repeats.length === 0 || ends.length < repeats.length) return null;
  const whole = sum(repeats.map(energy));
  const kept = sum(repeats.map((r, i) => (ends[i]!.stopped ? energyUpTo(r, ends[i]!.tokens) : energy(r))));
  return {
    tokensPerTask: mean(ends.map((e) => e.tokens)),
    stoppedShare: mean(ends.map((e) => (e.stopped ? 1 : 0))),
    saving: whole === null || kept === null || whole <= 0 ? null : 1 - kept / whole,
  };
}

/**
 * Where each rule would have ended the plain answers, and the share of their energy (prefill + decode by share of steps,
 * without checks and overrun) that would have been saved. It is told from the plain answers alone: no extra run.
 */
export function ruleRows(base: RunResult | null, head: RunResult): RuleRow[] {
  const first = head.arms.plain?.tasks[0]?.repeats[0];
  return (first ? rulesOf(first) : []).flatMap((rule) => {
    const after = side(head, rule);
    return after
      ? [{ rule, stopStrings: first!.stopStringTokens?.[rule] !== undefined, base: side(base, rule), head: after }]
      : [];
  });
}
