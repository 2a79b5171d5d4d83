import type { Babble, BabbleSide, Saving } from '../common/generated/comparison.ts';
import type { Arm, Repeat, RunResult } from '../common/generated/run-result.ts';
import { ARMS } from '../common/phases.ts';

export const repeatsOf = (arm: Arm | undefined): Repeat[] => (arm?.tasks ?? []).flatMap((t) => t.repeats);

/** Joules of an answer's last `tokens` tokens: their share of its decode steps. An attribution by count. */
export function decodeShare(r: Repeat, tokens: number): number | null {
  const joules = r.phases.decode.netJoules;
  if (joules === null) return null;
  return r.decodeSteps === 0 ? 0 : joules * Math.min(1, tokens / r.decodeSteps);
}

function side(repeats: Repeat[]): BabbleSide | null {
  if (repeats.length === 0) return null;
  const kinds: Record<string, number> = {};
  let tokens = 0;
  let joules: number | null = 0;
  let complete = 0;
  let loops = 0;
  let reasoning = 0;
  let reasoningJoules: number | null = 0;
  for (const r of repeats) {
    reasoning += r.reasoningTokens ?? 0;
    reasoningJoules =
      reasoningJoules === null || r.reasoningJoules === null ? null : reasoningJoules + (r.reasoningJoules ?? 0);
    if (r.babbleTokens === null) {
      loops += r.babbleKinds?.['loop'] ?? 0;
      continue;
    }
    complete++;
    tokens += r.babbleTokens;
    const share = decodeShare(r, r.babbleTokens);
    joules = joules === null || share === null ? null : joules + share;
    for (const [kind, n] of Object.entries(r.babbleKinds ?? {})) kinds[kind] = (kinds[kind] ?? 0) + n;
  }
  const n = repeats.length;
  return {
    tokensPerTask: tokens / n,
    joulesPerTask: joules === null ? null : joules / n,
    kinds: Object.fromEntries(Object.entries(kinds).map(([k, v]) => [k, v / n])),
    answers: n,
    complete,
    ...(loops > 0 ? { unfinishedLoopTokensPerTask: loops / n } : {}),
    ...(reasoning > 0
      ? {
          reasoningTokensPerTask: reasoning / n,
          reasoningJoulesPerTask: reasoningJoules === null ? null : reasoningJoules / n,
        }
      : {}),
  };
}

/** What the babble of each arm was, in tokens and joules per task. */
export function babbleOf(base: RunResult | null, head: RunResult): Babble[] {
  return ARMS.flatMap((arm) => {
    const after = side(repeatsOf(head.arms[arm]));
    return after ? [{ arm, base: base ? side(repeatsOf(base.arms[arm])) : null, head: after }] : [];
  });
}

/** `null` as soon as one of them is. */
export const sum = (values: (number | null)[]): number | null =>
  values.reduce<number | null>((a, b) => (a === null || b === null ? null : a + b), 0);

/** Net joules of an answer, its checks where they are metered. */
export const energy = (r: Repeat): number | null => {
  const { prefill, decode, check } = r.phases;
  return prefill.netJoules === null || decode.netJoules === null
    ? null
    : prefill.netJoules + decode.netJoules + (check.netJoules ?? 0);
};

/** Net joules of an answer had it ended after so many tokens: prefill, and decode up to there by steps. */
export function energyUpTo(r: Repeat, tokens: number): number | null {
  return sum([r.phases.prefill.netJoules, decodeShare(r, Math.max(0, tokens - 1))]);
}

/** Energy of a plain answer had a preset of stop strings ended it. */
function stoppedEnergy(r: Repeat, preset: string): number | null {
  const kept = r.stopStringTokens?.[preset];
  return kept === undefined ? null : energyUpTo(r, kept);
}

function savingAgainst(result: RunResult | null, against: string): number | null {
  const plain = repeatsOf(result?.arms.plain);
  const suppressed = repeatsOf(result?.arms.suppressed);
  if (plain.length === 0 || suppressed.length === 0) return null;
  const reference = sum(plain.map((r) => (against === 'plain' ? energy(r) : stoppedEnergy(r, against))));
  const spent = sum(suppressed.map(energy));
  if (reference === null || spent === null || reference <= 0) return null;
  return 1 - spent / suppressed.length / (reference / plain.length);
}

/** What suppression saves against plain decoding and against each preset of stop strings. */
export function savings(base: RunResult | null, head: RunResult): Saving[] {
  if (!head.arms.suppressed || !head.arms.plain) return [];
  const presets = Object.keys(repeatsOf(head.arms.plain)[0]?.stopStringTokens ?? {});
  return ['plain', ...presets].map((against) => ({
    against,
    base: savingAgainst(base, against),
    head: savingAgainst(head, against),
  }));
}
