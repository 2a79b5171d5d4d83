import { programOf, type AnswerContext } from './answer.ts';
import { couldBeComplete } from './completeness.ts';
import type { StopRule } from './types.ts';

/** The last line end, where the program could be complete there; the whole answer at its end. */
export function cutAtLineEnd(context: AnswerContext, text: string, ended: boolean): number | null {
  if (ended) return text.length;
  const cut = text.lastIndexOf('\n') + 1;
  return cut > 0 && couldBeComplete(programOf({ ...context, text: text.slice(0, cut) })) ? cut : null;
}

/** A rule's own cut, or the one at line ends. */
export function cutOf(rule: StopRule, context: AnswerContext, text: string, ended: boolean): number | null {
  return rule.cut ? rule.cut(context, text, ended) : cutAtLineEnd(context, text, ended);
}
