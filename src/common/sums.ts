import type { Phase } from './phases.ts';

/** Sums over answers, of one block or of several; what metrics are made of. */
export interface Sums {
  answers: number;
  promptTokens: number;
  outputTokens: number;
  decodeSteps: number;
  /** An answer that was never complete has none. */
  babbleTokens: number;
  /** Net joules by phase; `null` where one answer's are not resolvable, `check` where the host is not metered. */
  joules: Record<Phase, number | null>;
  /** Of prefill and decode. */
  seconds: number;
  passed: number;
  /** Answers of which is unknown whether they pass. */
  notGraded: number;
  falseStops: number;
  missedStops: number;
}
