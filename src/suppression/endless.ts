import { containsLoopOf, endlessPart } from '../sandbox/same-loop.ts';
import type { AnswerContext } from './answer.ts';
import type { StopRule } from './types.ts';

/** Programs remembered for one task and rule. */
const MAX_KEPT = 50;

/**
 * Programs whose check ran into its time limit, by rule, limit and task: what contains the same loop would only run into
 * it again, and models write many lines behind one.
 */
export class Endless {
  readonly #known = new Map<string, string[]>();

  has(rule: StopRule, { task }: AnswerContext, limitSeconds: number, program: string): boolean {
    return (this.#known.get(key(rule, task.id, task.sha256, limitSeconds)) ?? []).some((known) => containsLoopOf(known, program));
  }

  add(rule: StopRule, { task }: AnswerContext, limitSeconds: number, program: string): void {
    const at = key(rule, task.id, task.sha256, limitSeconds);
    const known = this.#known.get(at) ?? [];
    if (known.length < MAX_KEPT) this.#known.set(at, [...known, endlessPart(program)]);
  }
}

const key = (rule: StopRule, ...rest: (string | number)[]): string => JSON.stringify([rule.name, ...rest]);

/** What this process has learnt so far; a task's answers share it. */
export const endless = new Endless();
