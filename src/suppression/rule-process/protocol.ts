import type { CodeTask } from '../../workload/types.ts';

/** What a user's own rule is given at a line end, less `passes`, which is a call back. */
export interface RuleInput {
  task: CodeTask;
  style: 'chat' | 'raw';
  /** The answer so far, up to a line end. */
  text: string;
  /** The program that it stands for. */
  program: string;
}

/** One JSON line from us to the rule's process. */
export type ToRule =
  { ask: number; input: RuleInput } | { tell: number; passed: boolean } | { tell: number; failed: string };

/** One JSON line from the rule's process to us; `cpuSeconds` is what the rule itself took. */
export type FromRule =
  | { ready: true }
  | { broken: string }
  | { answer: number; content: boolean; cpuSeconds: number }
  | { answer: number; error: string }
  | { call: number; ask: number; test: string };
