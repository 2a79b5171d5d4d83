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
  /** Answers graded by hidden tests or a checker; of these `passed` did, and of `notGraded` it is unknown. */
  tested: number;
  passed: number;
  notGraded: number;
  /** Answers with a score, and the sum of their scores. */
  scored: number;
  score: number;
  falseStops: number;
  missedStops: number;
}
