import type { RuleRow, RuleSide } from '../common/generated/comparison.ts';
import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { energyOf } from '../common/phases.ts';
import { answersOf, netJoules } from './answers.ts';
import { energyUpTo } from './babble.ts';
import { saved } from './metrics.ts';
import { sum } from './nulls.ts';
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
  const ended = answersOf(result, 'plain').map((answer) => ({ answer, end: endOf(answer, rule) }));
  const known = ended.flatMap(({ answer, end }) => {
    if (end === null) return [];
    const whole = energyOf(netJoules(answer));
    return [{ end, whole, kept: end.stopped ? energyUpTo(answer, end.tokens) : whole }];
  });
  if (ended.length === 0 || known.length < ended.length) return null;
  return {
    tokensPerTask: mean(known.map((k) => k.end.tokens)),
    stoppedShare: mean(known.map((k) => (k.end.stopped ? 1 : 0))),
    saving: saved(sum(known.map((k) => k.whole)), sum(known.map((k) => k.kept))),
  };
}

/**
 * Where each rule would have ended the plain answers, and the share of their energy (prefill + decode by share of
 * steps, without checks and overrun) that would have been saved. The plain answers alone tell it: no extra run.
 */
export function ruleRows(base: RunResult | null, head: RunResult): RuleRow[] {
  const first = answersOf(head, 'plain')[0];
  return (first ? rulesOf(first) : []).flatMap((rule) => {
    const after = side(head, rule);
    return after
      ? [{ rule, stopStrings: first!.stopStringTokens?.[rule] !== undefined, base: side(base, rule), head: after }]
      : [];
  });
}
