/** The phases of one request that carry joules; `idle` is what is left over. */
export const PHASES = ['prefill', 'decode', 'check'] as const;
export type Phase = (typeof PHASES)[number];

export const ARMS = ['plain', 'suppressed'] as const;
export type ArmName = (typeof ARMS)[number];
