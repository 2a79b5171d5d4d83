import type { BabbleSide, Comparison, Metric } from '../common/generated/comparison.ts';
import { digits, quantity } from './format.ts';

const completeOf = (s: BabbleSide | null | undefined): string =>
  s?.answers === undefined || s.complete === undefined ? '–' : `${s.complete} of ${s.answers}`;

/** Only a complete answer has babble: how many of head's were, for the name of its share. */
export function besideBabble(m: Metric, babble: Comparison['babble']): string {
  const side = m.id === 'babble-share' ? babble?.find((b) => b.arm === m.arm)?.head : undefined;
  return side?.answers === undefined ? '' : ` (${completeOf(side)} answers complete)`;
}

/** What of the plain answers is no babble by name: [fact, base, head]. */
export function answerFacts(c: Comparison): [string, string, string][] {
  const plain = c.babble?.find((b) => b.arm === 'plain');
  if (!plain) return [];
  const { base, head } = plain;
  const row = (
    name: string,
    of: (s: BabbleSide) => number | null | undefined,
    show: (n: number) => string,
  ): [string, string, string][] =>
    [base, head].some((s) => s && (of(s) === null || (of(s) ?? 0) > 0))
      ? [
          [
            name,
            ...([base, head].map((s) => (s ? (of(s) === null ? 'not-resolvable' : show(of(s) ?? 0)) : '–')) as [
              string,
              string,
            ]),
          ],
        ]
      : [];
  return [
    ...(head.answers === undefined
      ? []
      : [['answers complete', completeOf(base), completeOf(head)] as [string, string, string]]),
    ...row(
      'tokens per task in loops of answers that were never complete',
      (s) => s.unfinishedLoopTokensPerTask,
      digits,
    ),
    ...row('reasoning tokens per task', (s) => s.reasoningTokensPerTask, digits),
    ...row(
      'reasoning joules per task (by share of decode steps)',
      (s) => s.reasoningJoulesPerTask,
      (j) => quantity(j, 'J'),
    ),
  ];
}
