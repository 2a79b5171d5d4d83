import type { CheckPool } from '../sandbox/types.ts';
import type { AnswerContext } from './answer.ts';

export interface RuleConfig {
  rule: 'none' | 'tests' | 'doctest' | 'syntax' | 'stop-strings' | (string & {});
  /** A preset's name or the strings themselves; only for `stop-strings`. */
  stopStrings?: string | string[];
}

export interface RuleOutcome {
  /** The answer is complete by this rule. */
  content: boolean;
  cpuSeconds: number;
  wallSeconds: number;
}

/** Watches a growing text for a stop, token by token. */
export interface TextMatcher {
  /** @param text the whole answer so far. Gives the length to keep once a stop is found. */
  offer(text: string): number | null;
  /** Characters at the end of the text that may yet become a stop. */
  readonly held: number;
}

/** When an answer is complete. One of `match` (by text alone) and `check` (in the sandbox), or neither (`none`). */
export interface StopRule {
  readonly name: string;
  /** A fresh matcher for one answer. */
  match?(context: AnswerContext): TextMatcher;
  /** @param text the answer up to a line end. Runs beside decoding. */
  check?(context: AnswerContext, text: string, pool: CheckPool, limitSeconds: number): Promise<RuleOutcome>;
  /** Whether this text is worth a check at all; synchronous and cheap. Without it, every line end is. */
  worthChecking?(context: AnswerContext, text: string): boolean;
}
