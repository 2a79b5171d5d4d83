import type { Checker } from '../../common/checker.ts';
import { sha256 } from '../../common/hash.ts';
import { ownedFolder } from '../../common/owned-folder.ts';
import { firstBlock, reasoningOf } from '../../suppression/index.ts';
import type { TextTask } from '../../workload/types.ts';
import type { AnswerForm, AnswerToJudge, Judge, Judgement } from '../types.ts';
import { environmentFor, layOut } from './folder.ts';
import { programFor, searchFolders } from './program.ts';
import { runGroup } from './run.ts';
import { broken, verdictOf, type CheckerVerdict } from './verdict.ts';

/** What of an answer a checker gets: without the model's thoughts, and of an answer with a fence its first block. */
export function checkedText(form: AnswerForm, text: string): string {
  const thoughts = reasoningOf(form, text);
  return thoughts ? firstBlock(text.slice(thoughts.start, thoughts.end)) : firstBlock(text, form.answerPrefix);
}

export interface CheckerOptions {
  /** Whether a limit on the score asks for one. */
  needsScore: boolean;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * Grades answers in any language by a command of the user's, once for each different one, outside of the sandbox and
 * between blocks. It does not run beside decoding, so nothing tells when an answer is complete: there is no arm
 * `suppressed`.
 */
export class CheckerJudge implements Judge<TextTask> {
  readonly scoreName = 'checker';
  readonly environment = {};
  readonly #known = new Map<string, CheckerVerdict>();
  readonly #folders: string[];
  #parent: ReturnType<typeof ownedFolder> | null = null;

  constructor(
    private readonly checker: Checker,
    private readonly options: CheckerOptions,
  ) {
    this.#folders = searchFolders((options.env ?? process.env)['PATH'], checker.foreign);
  }

  /** @throws JouleGateError `checker-invalid` where there is no such program */
  async ready(): Promise<void> {
    programFor(this.checker, this.#folders);
  }

  facts(): Record<string, string[]> {
    return { checker: [...this.checker.command] };
  }

  async judge(answers: readonly AnswerToJudge<TextTask>[], onProgress: (line: string) => void): Promise<Judgement[]> {
    const asked = answers.map(({ task, text, form }) => {
      const answer = checkedText(form, text);
      return { task, answer, key: sha256(JSON.stringify([task.sha256, answer])) };
    });
    const fresh = new Map(asked.filter(({ key }) => !this.#known.has(key)).map((a) => [a.key, a]));
    if (fresh.size > 0) onProgress(`the checker runs ${fresh.size} times, at most ${this.checker.seconds} s each`);
    for (const [key, { task, answer }] of fresh) this.#known.set(key, await this.#check(task, answer));
    const verdicts = asked.map(({ key }) => this.#known.get(key)!);
    const scores = [...this.#known.values()].some((v) => v.score !== null);
    if (this.options.needsScore && !scores)
      throw broken('gives no answer a score, and thresholds.score is a limit on it');
    // Where it scores answers, one that it had no time to score must not raise their mean by being left out.
    return verdicts.map(({ passed, score }) => ({ passed, score: score ?? (scores ? Number(passed) : null) }));
  }

  async #check(task: TextTask, answer: string): Promise<CheckerVerdict> {
    const { command, files, seconds } = this.checker;
    this.#parent ??= ownedFolder('checker');
    const folder = await layOut(this.#parent.folder, { answer, task: task.line!, files });
    const named = (argument: string): string =>
      argument.replaceAll('{answer}', () => folder.answer).replaceAll('{task}', () => folder.task);
    try {
      const ran = await runGroup({
        program: programFor(this.checker, this.#folders),
        args: command.slice(1).map(named),
        cwd: folder.work,
        env: environmentFor(folder.home, this.#folders),
        seconds,
        signal: this.options.signal,
      });
      return verdictOf(ran);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall?.startsWith('spawn'))
        throw broken(`cannot be started: ${(error as Error).message}`, '', error);
      throw error;
    } finally {
      await folder.remove();
    }
  }

  async rules(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {
    this.#parent?.remove();
  }
}
