import { sha256 } from '../../common/hash.ts';
import { boundText, Equipments, startCheckPool, startGrader } from '../../sandbox/index.ts';
import type { CheckPool, Grader, Program, RingPolicy } from '../../sandbox/types.ts';
import { idsWithoutExample, programOf } from '../../suppression/index.ts';
import type { CodeTask } from '../../workload/types.ts';
import type { AnswerForm, AnswerToJudge, Judge, Judgement, Rules, SuppressionConfig } from '../types.ts';
import { codeRules } from './rules.ts';

/** The program that an answer stands for, with its task's hidden test. */
export const codeProgram = ({ task, text, form }: AnswerToJudge<CodeTask>): Program => ({
  source: programOf({ ...form, task, text }),
  test: task.test,
  entryPoint: task.entryPoint,
  prompt: task.prompt,
});

export interface CodeJudgeOptions {
  policy: RingPolicy;
  onProgress: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** Grades Python by hidden tests in the sandbox, and tells where it was complete. */
export class CodeJudge implements Judge<CodeTask> {
  readonly scoreName = null;
  readonly #options: CodeJudgeOptions;
  /** One process confirms the passes of checks and of grades: they are never asked at the same time. */
  readonly #equipments: Equipments;
  readonly #pool: CheckPool;
  #grader: Grader | null = null;
  readonly #rules: Rules<CodeTask>[] = [];
  /** SHA-256 of every program that was graded. */
  readonly #graded = new Set<string>();

  /** Starts the sandbox's warm workers, beside whatever else is opened; the grader starts once it is waited for. */
  constructor(options: CodeJudgeOptions) {
    const { policy, onProgress, signal } = options;
    this.#options = options;
    this.#equipments = new Equipments(signal, onProgress);
    this.#pool = startCheckPool({ policy, onWarning: onProgress, signal, equipments: this.#equipments });
  }

  async ready(): Promise<void> {
    const { policy, signal } = this.#options;
    this.#grader ??= await startGrader({ policy, signal, equipments: this.#equipments });
    await this.#pool.ready;
  }

  get environment(): Record<string, string> {
    return this.#grader === null ? {} : { python: this.#grader.pythonVersion };
  }

  facts(tasks: readonly CodeTask[]): { tasksWithoutExample: string[] } {
    return { tasksWithoutExample: idsWithoutExample(tasks) };
  }

  async judge(answers: readonly AnswerToJudge<CodeTask>[], onProgress: (line: string) => void): Promise<Judgement[]> {
    await this.ready();
    const grader = this.#grader!;
    const programs = answers.map(codeProgram);
    const known = this.#graded.size;
    for (const p of programs) this.#graded.add(sha256(JSON.stringify([p.source, p.test])));
    const fresh = this.#graded.size - known;
    if (fresh > 0) onProgress(boundText(fresh, grader));
    let tenths = 0;
    const results = await grader.grade(programs, (done, total) => {
      const tenth = Math.floor((10 * done) / total);
      // Where nearly all are known, it is over at once.
      if (10 * fresh >= total && tenth > tenths) onProgress(`grading: ${done} of ${total} answers`);
      tenths = Math.max(tenths, tenth);
    });
    const lost = results.filter((r) => r.notGraded);
    if (lost.length > 0) onProgress(`${lost.length} answers could not be graded: ${lost[0]!.result}`);
    return results.map((r) => ({ passed: r.notGraded ? null : r.passed, score: null }));
  }

  async rules(form: AnswerForm, config: SuppressionConfig): Promise<Rules<CodeTask>> {
    const rules = await codeRules(form, config, this.#pool);
    this.#rules.push(rules);
    return rules;
  }

  async close(): Promise<void> {
    for (const rules of this.#rules) await rules.close?.();
    await this.#grader?.close().catch(() => undefined);
    await this.#pool.close();
    await this.#equipments.close();
  }
}
