import { monotonicNs } from '../common/clock.ts';
import type { BlockReading, Repeat } from '../common/generated/run-result.ts';
import type { SensorFindings } from '../energy/sensor-findings.ts';
import { sha256 } from '../common/hash.ts';
import type { AnswerForm, Completion, Judge } from '../judge/types.ts';
import { reasoningOf, tokensWithin } from '../suppression/index.ts';
import type { Task } from '../workload/types.ts';
import type { MeasuredPass, PassAnswer } from './pass.ts';
import type { Pass } from './plan.ts';
import { repeatOf, type GradedAnswer } from './repeat.ts';
import type { Answer } from './request.ts';
import type { SubjectRun } from './types.ts';

/** What stays of a pass once it is graded. */
export interface GradedPass<T extends Task> {
  pass: Pass<SubjectRun<T>>;
  reading: BlockReading;
  sensor: SensorFindings;
  /** By task id. */
  repeats: Map<string, Repeat>;
}

/** Finding where answers were complete may take so long in all: 1 s for each different one, but at least this. */
const LEAST_COMPLETION_SECONDS = 120;

const UNKNOWN: Completion = { babbleTokens: null, babbleKinds: null, stopStringTokens: null, completeTokens: null };

function reasoningTokens(form: AnswerForm, { text, tokenEnds }: Answer): number {
  const thoughts = reasoningOf(form, text);
  if (!thoughts) return 0;
  // A control token without text goes with what stands before it.
  return tokenEnds.filter((end) => end <= thoughts.start).length + tokensWithin(tokenEnds, thoughts.end, text.length);
}

/**
 * Grades a session's blocks one after another: every answer by its judge, and where each was complete. Equal answers
 * are looked at once in the session; past a bound in all, what is left of the second part stays unknown, and that is
 * said.
 */
export class Grading<T extends Task> {
  readonly #judge: Judge<T>;
  readonly #onProgress: (line: string) => void;
  readonly #signal: AbortSignal | undefined;
  /** By subject, arm's wholeness, task and text; `null` for what the bound left out. */
  readonly #completions = new Map<string, Promise<Completion> | null>();
  #completionSeconds = 0;

  constructor(judge: Judge<T>, onProgress: (line: string) => void, signal?: AbortSignal) {
    this.#judge = judge;
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  /** Grades the passes of one block. Up to minutes long; never inside a phase. */
  async block(passes: readonly MeasuredPass<T>[]): Promise<GradedPass<T>[]> {
    const graded = await this.#graded(passes);
    const answerOf = (pass: Pass<SubjectRun<T>> | null, task: string): GradedAnswer<T> | null =>
      (pass && graded.get(pass)?.get(task)) ?? null;
    return passes.map(({ pass, reading, sensor, answers }) => ({
      pass,
      reading,
      sensor,
      repeats: new Map(
        answers.map(({ task }) => [
          task.id,
          repeatOf(pass.block, answerOf(pass, task.id)!, answerOf(pass.plain, task.id), this.#judge.scoreName),
        ]),
      ),
    }));
  }

  async #graded(passes: readonly MeasuredPass<T>[]): Promise<Map<Pass<SubjectRun<T>>, Map<string, GradedAnswer<T>>>> {
    const judgements = await this.#judgements(passes);
    this.#sayBound(passes);
    let unknown = 0;
    const graded = new Map<Pass<SubjectRun<T>>, Map<string, GradedAnswer<T>>>();
    for (const { pass, answers } of passes) {
      const byTask = new Map<string, GradedAnswer<T>>();
      for (const answer of answers) {
        this.#signal?.throwIfAborted();
        const completion = await this.#completion(pass, answer);
        if (completion === null) unknown++;
        byTask.set(answer.task.id, {
          ...answer,
          judgement: judgements.get(answer)!,
          completion: completion ?? UNKNOWN,
          reasoningTokens: reasoningTokens(pass.subject.form, answer.answer),
        });
      }
      graded.set(pass, byTask);
    }
    if (unknown > 0)
      this.#onProgress(`${unknown} answers: where they were complete is unknown, for the bound is reached`);
    return graded;
  }

  async #judgements(passes: readonly MeasuredPass<T>[]) {
    const answers = passes.flatMap(({ pass, answers: of }) =>
      of.map((given) => ({ given, task: given.task, text: given.answer.text, form: pass.subject.form })),
    );
    const judgements = await this.#judge.judge(answers, this.#onProgress);
    return new Map(answers.map(({ given }, i) => [given, judgements[i]!]));
  }

  #sayBound(passes: readonly MeasuredPass<T>[]): void {
    const keys = passes.flatMap(({ pass, answers }) =>
      pass.subject.rules === null ? [] : answers.map((a) => keyOf(pass, a)),
    );
    const fresh = new Set(keys.filter((key) => !this.#completions.has(key)));
    if (fresh.size > 0)
      this.#onProgress(
        `at most ${this.#boundSeconds(fresh.size).toFixed(0)} s in all to find where they were complete`,
      );
  }

  #boundSeconds(more: number): number {
    return Math.max(LEAST_COMPLETION_SECONDS, this.#completions.size + more);
  }

  /** `null` where the bound leaves it out. */
  async #completion(pass: Pass<SubjectRun<T>>, answer: PassAnswer<T>): Promise<Completion | null> {
    const { rules } = pass.subject;
    if (rules === null) return UNKNOWN;
    const key = keyOf(pass, answer);
    const known = this.#completions.get(key);
    if (known !== undefined) return await known;
    const inTime = this.#completionSeconds < this.#boundSeconds(1);
    const begin = monotonicNs();
    const found = inTime ? rules.completion(answer.task, answer.answer, pass.arm === 'plain') : null;
    this.#completions.set(key, found);
    await found;
    this.#completionSeconds += (monotonicNs() - begin) / 1e9;
    return await found;
  }
}

/** Equal for answers of which the same is found. */
const keyOf = <T extends Task>({ subject, arm }: Pass<SubjectRun<T>>, { task, answer }: PassAnswer<T>): string =>
  sha256(JSON.stringify([subject.name, arm === 'plain', task.id, answer.text]));
