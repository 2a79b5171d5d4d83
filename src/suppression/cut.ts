import { parseAnswer, type AnswerContext } from './answer.ts';
import { couldBeComplete } from './completeness.ts';
import type { StopRule } from './types.ts';

/** The last line end, where the program could be complete there; the whole answer at its end. Nothing amid thoughts. */
export function cutAtLineEnd(context: AnswerContext, text: string, ended: boolean): number | null {
  const cut = ended ? text.length : text.lastIndexOf('\n') + 1;
  if (cut === 0) return null;
  const { program, defines, thinking } = parseAnswer({ ...context, text: text.slice(0, cut) });
  if (thinking) return null;
  return ended || (defines && couldBeComplete(program)) ? cut : null;
}

/** A rule's own cut, or the one at line ends. */
export function cutOf(rule: StopRule, context: AnswerContext, text: string, ended: boolean): number | null {
  return rule.cut ? rule.cut(context, text, ended) : cutAtLineEnd(context, text, ended);
}
