import type { Repeat } from '../common/generated/run-result.ts';
import type { Completion, Judgement } from '../judge/types.ts';
import { stopErrors } from '../suppression/index.ts';
import type { Task } from '../workload/types.ts';
import type { PassAnswer } from './pass.ts';

/** An answer that was judged. */
export interface GradedAnswer<T extends Task> extends PassAnswer<T> {
  judgement: Judgement;
  completion: Completion;
  /** Of the answer's tokens, those of its thoughts; 0 for none. */
  reasoningTokens: number;
}

/**
 * What of a graded answer stays: one repeat of its task.
 * @param plain the same task's answer in the plain pass of this block and subject, for an answer that could be stopped
 * @param scoreName what the judge's score is, `null` where it gives none
 */
export function repeatOf<T extends Task>(
  block: number,
  graded: GradedAnswer<T>,
  plain: GradedAnswer<T> | null,
  scoreName: string | null,
): Repeat {
  const { answer, completion, judgement } = graded;
  const { babbleTokens, babbleKinds, stopStringTokens, completeTokens } = completion;
  return {
    block,
    promptTokens: answer.promptTokens,
    outputTokens: answer.outputTokens,
    decodeSteps: answer.decodeSteps,
    babbleTokens,
    overrunTokens: answer.overrunTokens,
    passed: judgement.passed,
    ...(scoreName === null ? {} : { score: judgement.score, scoreName }),
    stopReason: answer.stopReason,
    ...(answer.edgeClocks ? { edgeClocks: { ...answer.edgeClocks } } : {}),
    ...(answer.draft ? { draftTokens: answer.draft.proposed, acceptedDraftTokens: answer.draft.accepted } : {}),
    text: answer.text,
    ...(stopStringTokens ? { stopStringTokens } : {}),
    ...(completeTokens ? { completeTokens } : {}),
    ...(babbleKinds ? { babbleKinds } : {}),
    ...(graded.reasoningTokens > 0
      ? { reasoningTokens: graded.reasoningTokens, reasoningJoules: reasoningJoules(graded) }
      : {}),
    ...(plain ? errorsOf(graded, plain) : {}),
    phases: graded.phases,
  };
}

/** Whether the stop was false or missed; nothing where either answer was not graded. */
function errorsOf<T extends Task>(
  { answer, completion, judgement }: GradedAnswer<T>,
  plain: GradedAnswer<T>,
): Pick<Repeat, 'falseStop' | 'missedStop'> {
  if (plain.judgement.passed === null || judgement.passed === null) return {};
  return stopErrors({
    plainPassed: plain.judgement.passed,
    stopped: answer.stopReason === 'rule' || answer.stopReason === 'stop-string',
    stoppedPassed: judgement.passed,
    completeEarly: (completion.babbleTokens ?? 0) > 0,
  });
}

/** Net joules of the thoughts: their share of the decode steps. The first token is the prefill's. */
function reasoningJoules<T extends Task>({ reasoningTokens, answer, phases }: GradedAnswer<T>): number | null {
  const joules = phases.decode.netJoules;
  if (joules === null) return null;
  return answer.decodeSteps === 0 ? 0 : joules * Math.min(1, (reasoningTokens - 1) / answer.decodeSteps);
}
