import type { Validity } from './generated/run-result.ts';

const GRAVITY = ['ok', 'warning', 'not-resolvable', 'invalid'] as const;

/** The gravest status of some validities, with the reasons of all. */
export function worstValidity(validities: readonly Validity[]): Validity {
  const status = GRAVITY[Math.max(0, ...validities.map((v) => GRAVITY.indexOf(v.status)))]!;
  return { status, reasons: [...new Set(validities.flatMap((v) => v.reasons))] };
}
