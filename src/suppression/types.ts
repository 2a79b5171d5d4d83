import type { CheckPool } from '../sandbox/types.ts';
import type { AnswerContext } from './answer.ts';

export interface RuleConfig {
  /** A name of ours, or the absolute path of a JavaScript module. */
  rule: 'none' | 'tests' | 'doctest' | 'syntax' | 'stop-strings' | (string & {});
  /** A preset's name or the strings themselves; only for `stop-strings`, `codex` where none is given. */
  stopStrings?: string | string[];
}

export interface RuleOutcome {
  /** The answer is complete by this rule. */
  content: boolean;
  /** The check ran into its time limit. */
  timedOut?: boolean;
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

/**
 * When an answer is complete: by its text alone (`match`), or by `cut` and `check` in the sandbox; `none` has neither.
 */
export interface StopRule {
  readonly name: string;
  /** A fresh matcher for one answer. */
  match?(context: AnswerContext): TextMatcher;
  /**
   * How much of the text to check, `null` where nothing could be complete; synchronous and cheap. What is cut off is an
   * unfinished line, or what begins after the function. Without it: up to the last line end, where that could be
   * complete.
   * @param ended whether the text is the whole answer.
   */
  cut?(context: AnswerContext, text: string, ended: boolean): number | null;
  /** @param text the answer up to the cut. Runs beside decoding. */
  check?(context: AnswerContext, text: string, pool: CheckPool, limitSeconds: number): Promise<RuleOutcome>;
  /** Ends the process that the rule runs in, where it has one; it tells nothing afterwards. */
  close?(): Promise<void>;
}
