import type { Babble, BabbleSide } from '../common/generated/comparison.ts';
import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { ARMS } from '../common/phases.ts';
import { answersOf, endIsTold } from './answers.ts';
import { sum } from './nulls.ts';

/** Joules of an answer's last `tokens` tokens: their share of its decode steps. An attribution by count. */
export function decodeShare(r: Repeat, tokens: number): number | null {
  const joules = r.phases.decode.netJoules;
  if (joules === null) return null;
  return r.decodeSteps === 0 ? 0 : joules * Math.min(1, tokens / r.decodeSteps);
}

/** Net joules of an answer had it ended after so many tokens: prefill, and decode up to there by steps. */
export function energyUpTo(r: Repeat, tokens: number): number | null {
  return sum([r.phases.prefill.netJoules, decodeShare(r, Math.max(0, tokens - 1))]);
}

function side(answers: readonly Repeat[]): BabbleSide | null {
  const n = answers.length;
  if (n === 0) return null;
  const complete = answers.filter((r) => r.babbleTokens !== null);
  const each = (joules: number | null): number | null => (joules === null ? null : joules / n);
  const total = (some: readonly Repeat[], of: (r: Repeat) => number | undefined): number =>
    some.reduce((all, r) => all + (of(r) ?? 0), 0);
  const loops = total(answers, (r) => (r.babbleTokens === null ? r.babbleKinds?.['loop'] : 0));
  const reasoning = total(answers, (r) => r.reasoningTokens);
  const kinds = new Set(complete.flatMap((r) => Object.keys(r.babbleKinds ?? {})));
  return {
    tokensPerTask: total(complete, (r) => r.babbleTokens!) / n,
    joulesPerTask: each(sum(complete.map((r) => decodeShare(r, r.babbleTokens!)))),
    kinds: Object.fromEntries([...kinds].map((kind) => [kind, total(complete, (r) => r.babbleKinds?.[kind]) / n])),
    answers: n,
    complete: complete.length,
    ...(loops > 0 ? { unfinishedLoopTokensPerTask: loops / n } : {}),
    ...(reasoning > 0
      ? {
          reasoningTokensPerTask: reasoning / n,
          // An answer without thoughts has no such key.
          reasoningJoulesPerTask: each(
            sum(answers.map((r) => (r.reasoningJoules === undefined ? 0 : r.reasoningJoules))),
          ),
        }
      : {}),
  };
}

/** What the babble of each arm was, in tokens and joules per task; nothing of answers of which no test tells. */
export function babbleOf(base: RunResult | null, head: RunResult): Babble[] {
  return ARMS.flatMap((arm) => {
    const answers = answersOf(head, arm);
    const after = answers.some(endIsTold) ? side(answers) : null;
    return after ? [{ arm, base: side(answersOf(base, arm)), head: after }] : [];
  });
}
