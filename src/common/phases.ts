/** The phases of one request that carry joules; `idle` is what is left over. */
export const PHASES = ['prefill', 'decode', 'check'] as const;
export type Phase = (typeof PHASES)[number];
/** What edges may mark: beside those, a server's waiting, whose joules are no part of a request's. */
export const MARKED_PHASES = [...PHASES, 'queue'] as const;
export type MarkedPhase = (typeof MARKED_PHASES)[number];

export const ARMS = ['plain', 'suppressed'] as const;
export type ArmName = (typeof ARMS)[number];

/**
 * Joules of an answer, or of many: prefill + decode, + check where it is metered (`null`: the host is not).
 * `null` where prefill or decode is not resolvable.
 */
export function energyOf(joules: Record<Phase, number | null>): number | null {
  const { prefill, decode, check } = joules;
  return prefill === null || decode === null ? null : prefill + decode + (check ?? 0);
}
