import type { Repeat, Subject } from '../common/generated/run-result.ts';
import type { Reasoning } from '../common/reasoning-tags.ts';
import type { Task } from '../workload/types.ts';

/** What a subject's answers mean beside their text: how they were asked, what opened them, the model's thoughts. */
export interface AnswerForm {
  style: 'chat' | 'raw';
  /** Counted as prompt, no part of the text; empty for none. */
  answerPrefix: string;
  reasoning?: Reasoning | undefined;
}

/** Where a line of an answer ends, or the answer itself. */
export interface LineEnd {
  /** Tokens up to and with the one that holds the line end. */
  tokens: number;
  /** Offset in the text. */
  end: number;
}

/** The text of an answer up to its stop, and how it came. */
export interface AnswerText {
  text: string;
  /** Every line end in order, and the answer's end as the last. */
  lineEnds: LineEnd[];
  /** Text length after each token. */
  tokenEnds: number[];
}

export interface AnswerToJudge<T extends Task> {
  task: T;
  text: string;
  form: AnswerForm;
}

/** What an answer is worth. */
export interface Judgement {
  /** By hidden tests; `null` where the kind of task has none, or the answer could not be graded. */
  passed: boolean | null;
  /** 0 to 1, by the judge's `scoreName`; `null` where it gives none. */
  score: number | null;
}

/** Where an answer was complete, and what the tokens behind that were (schema: repeat). */
export type Completion = Required<
  Pick<Repeat, 'babbleTokens'> & {
    babbleKinds: Record<string, number> | null;
    /** Only for whole answers. */
    stopStringTokens: Record<string, number> | null;
    completeTokens: Record<string, number | null> | null;
  }
>;

/** The edges of the checks beside one answer. */
export interface CheckEdges {
  begin(): void;
  /** @param cpuSeconds what the sandbox used for this check */
  end(cpuSeconds: number): void;
}

/** What watches one answer beside decoding, and may stop it. */
export interface Watcher {
  /** Takes the answer so far; returns at once. */
  offer(text: string, tokens: number, lineEnd: boolean): void;
  /** Whether every token is to be offered, or only those that end a line. */
  readonly everyToken: boolean;
  /** Where the answer was complete, once that is known: its tokens, and the text that is kept. */
  readonly decided: { tokens: number; text: string } | null;
  readonly reason: Repeat['stopReason'];
  /** Waits for a check still under way. */
  settle(): Promise<void>;
}

/** The `suppression` key of a configuration. */
export interface SuppressionConfig {
  rule: string;
  stopStrings: string | string[] | null;
  loopCutOff: boolean;
}

/** The rules that can tell when one subject's answers are complete. */
export interface Rules<T extends Task> {
  /** What of them goes into the subject. */
  readonly recorded: NonNullable<Subject['suppression']>;
  /** Watches an answer to this task; `null` where the subject is not to be stopped at all. */
  readonly watch: ((task: T, checks: CheckEdges) => Watcher) | null;
  /**
   * Where an answer was complete; up to seconds long, so between blocks only. @param whole whether nothing has stopped
   * it
   */
  completion(task: T, answer: AnswerText, whole: boolean): Promise<Completion>;
  /** Ends what they run in beside the judge, which closes them with itself. */
  close?(): Promise<void>;
}

/** Judges the answers to one kind of task; opened once for all subjects of a session. */
export interface Judge<T extends Task> {
  /** What `score` is, e.g. `f1`; `null` where there is none. */
  readonly scoreName: string | null;
  /** Waits until it can judge; its rules can be asked for before. @throws JouleGateError `sandbox-unavailable` */
  ready(): Promise<void>;
  /** What of it goes into the environment of a result, once it is ready. */
  readonly environment: Record<string, string>;
  /** What of the tasks goes into the workload of a result. */
  facts(tasks: readonly T[]): Record<string, string[]>;
  /** In input order; equal answers to a task are judged once in this judge's life. What it may cost is said first. */
  judge(answers: readonly AnswerToJudge<T>[], onProgress: (line: string) => void): Promise<Judgement[]>;
  /**
   * @throws JouleGateError `rule-invalid`. `null` where no rule can tell when such an answer is complete: there is no
   * arm `suppressed` then.
   */
  rules(form: AnswerForm, config: SuppressionConfig): Promise<Rules<T> | null>;
  close(): Promise<void>;
}
