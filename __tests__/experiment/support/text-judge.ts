import type { AnswerToJudge, Judge, Judgement } from '../../../src/judge/types.ts';
import type { TextTask } from '../../../src/workload/types.ts';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\w+/g) ?? [];

/** F1 of the words that an answer and a reference share, each as often as it stands in both. */
export function f1(answer: string, reference: string): number {
  const wanted = wordsOf(reference);
  const given = wordsOf(answer);
  const left = [...wanted];
  let shared = 0;
  for (const word of given) {
    const at = left.indexOf(word);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return shared === 0 ? 0 : (2 * shared) / (given.length + wanted.length);
}

/**
 * Scores text by the best F1 over a task's references: no hidden tests, so nothing passes and no rule can stop an
 * answer.
 */
export class TextJudge implements Judge<TextTask> {
  readonly scoreName = 'f1';
  readonly environment = {};
  judged = 0;

  async ready(): Promise<void> {}

  facts(): Record<string, string[]> {
    return {};
  }

  async judge(answers: readonly AnswerToJudge<TextTask>[]): Promise<Judgement[]> {
    this.judged += answers.length;
    return answers.map(({ task, text }) => ({
      passed: null,
      score: Math.max(...task.references.map((r) => f1(text, r))),
    }));
  }

  async rules(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {}
}
