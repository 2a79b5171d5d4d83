import type { BabbleSide, Comparison } from '../common/generated/comparison.ts';
import { digits, quantity } from './format.ts';

type MaybeSide = BabbleSide | null | undefined;

/** A fact of base and head, in words. */
export interface Pair {
  name: string;
  base: string;
  head: string;
}

/** A rule told from the plain answers, in words. */
export interface RuleView {
  rule: string;
  /** It is a preset of stop strings. */
  stopStrings: boolean;
  tokens: string;
  stopped: string;
  base: string;
  head: string;
}

/** What the babble of the plain answers was, and what suppression saves. */
export interface BabbleView {
  /** Tokens per task by kind; the names of kinds are the document's. */
  kinds: Pair[];
  tokens: Pair | null;
  joules: Pair | null;
  /** What of the answers is no babble by name. */
  answers: Pair[];
  /** `name` is `plain`, or a preset of stop strings. */
  savings: Pair[];
  rules: RuleView[];
}

export const completeOf = (s: MaybeSide): string =>
  s?.answers === undefined || s.complete === undefined ? '–' : `${s.complete} of ${s.answers}`;

const share = (x: number | null | undefined): string => (x === null || x === undefined ? '–' : quantity(x, '1'));
const joulesOf = (s: MaybeSide): string => (s && s.tokensPerTask > 0 ? quantity(s.joulesPerTask, 'J') : '–');

/** A fact that stands only where a side has more than nothing of it. */
function fact(
  name: string,
  { base, head }: { base: BabbleSide | null; head: BabbleSide },
  of: (s: BabbleSide) => number | null | undefined,
  show: (n: number) => string,
): Pair[] {
  if (![base, head].some((s) => s && (of(s) === null || (of(s) ?? 0) > 0))) return [];
  const shown = (s: BabbleSide | null): string =>
    s === null ? '–' : of(s) === null ? 'not-resolvable' : show(of(s) ?? 0);
  return [{ name, base: shown(base), head: shown(head) }];
}

export function babbleView(c: Comparison): BabbleView {
  const plain = c.babble?.find((b) => b.arm === 'plain') ?? null;
  const kinds = plain ? [...new Set([...Object.keys(plain.base?.kinds ?? {}), ...Object.keys(plain.head.kinds)])] : [];
  const pair = (name: string, show: (s: BabbleSide) => string): Pair => ({
    name,
    base: plain?.base ? show(plain.base) : '–',
    head: plain ? show(plain.head) : '–',
  });
  return {
    kinds: kinds.map((kind) => pair(kind, (s) => digits(s.kinds[kind] ?? 0))),
    tokens: plain && pair('all', (s) => digits(s.tokensPerTask)),
    joules: plain && pair('joules (by share of decode steps)', joulesOf),
    answers: plain
      ? [
          ...(plain.head.answers === undefined ? [] : [pair('answers complete', completeOf)]),
          ...fact(
            'tokens per task in loops of answers that were never complete',
            plain,
            (s) => s.unfinishedLoopTokensPerTask,
            digits,
          ),
          ...fact('reasoning tokens per task', plain, (s) => s.reasoningTokensPerTask, digits),
          ...fact(
            'reasoning joules per task (by share of decode steps)',
            plain,
            (s) => s.reasoningJoulesPerTask,
            (j) => quantity(j, 'J'),
          ),
        ]
      : [],
    savings: (c.savings ?? []).map((s) => ({ name: s.against, base: share(s.base), head: share(s.head) })),
    rules: (c.rules ?? []).map((r) => ({
      rule: r.rule,
      stopStrings: r.stopStrings,
      tokens: digits(r.head.tokensPerTask),
      stopped: quantity(r.head.stoppedShare, '1'),
      base: share(r.base?.saving),
      head: share(r.head.saving),
    })),
  };
}
