import { sha256 } from '../../common/hash.ts';
import { reasoningOf } from '../../suppression/index.ts';
import type { TextScore, TextTask } from '../../workload/types.ts';
import type { AnswerForm, AnswerToJudge, Judge, Judgement } from '../types.ts';
import { codeSimilarity, similarity } from './code-similarity.ts';

/** The best of the references; a whole answer is compared without the blank space around it. */
const SCORES: Record<TextScore, ((answer: string, references: readonly string[]) => number) | null> = {
  'code-similarity': codeSimilarity,
  similarity: (answer, references) => Math.max(0, ...references.map((r) => similarity(answer.trim(), r.trim()))),
  none: null,
};

/** An answer without the model's thoughts, which are never judged. */
function withoutThoughts(form: AnswerForm, text: string): string {
  const thoughts = reasoningOf(form, text);
  return thoughts ? text.slice(thoughts.start, thoughts.end) : text;
}

/**
 * Scores texts by their references, 0 to 1. No test says that one is right, so nothing passes; and no rule can tell
 * when one is complete, so that there is no arm `suppressed`.
 */
export class TextJudge implements Judge<TextTask> {
  readonly environment = {};
  readonly #known = new Map<string, number>();

  constructor(readonly scoreName: TextScore) {}

  async ready(): Promise<void> {}

  facts(): Record<string, string[]> {
    return {};
  }

  async judge(answers: readonly AnswerToJudge<TextTask>[]): Promise<Judgement[]> {
    return answers.map((answer) => ({ passed: null, score: this.#scoreOf(answer) }));
  }

  #scoreOf({ task, text, form }: AnswerToJudge<TextTask>): number | null {
    const score = SCORES[this.scoreName];
    if (score === null || task.references.length === 0) return null;
    const answer = withoutThoughts(form, text);
    const key = sha256(JSON.stringify([task.sha256, answer]));
    const known = this.#known.get(key) ?? score(answer, task.references);
    this.#known.set(key, known);
    return known;
  }

  async rules(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {}
}
