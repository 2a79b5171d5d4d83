import { definesName, programOf, type AnswerContext } from './answer.ts';
import { couldBeComplete } from './completeness.ts';
import type { StopRule } from './types.ts';

/** The last line end, where the program could be complete there; the whole answer at its end. */
export function cutAtLineEnd(context: AnswerContext, text: string, ended: boolean): number | null {
  if (ended) return text.length;
  const cut = text.lastIndexOf('\n') + 1;
  if (cut === 0) return null;
  const program = programOf({ ...context, text: text.slice(0, cut) });
  return couldSolve(context, program) && couldBeComplete(program) ? cut : null;
}

/** A chat answer must define the entry point, or go on with the prompt's own function: prose does neither. */
function couldSolve({ task, style }: AnswerContext, program: string): boolean {
  if (style === 'raw') return true;
  const own = program.startsWith(task.prompt) ? program.slice(task.prompt.length) : program;
  return definesName(own, task.entryPoint) || /^\s*\n[ \t]+\S/.test(`\n${own}`);
}

/** A rule's own cut, or the one at line ends. */
export function cutOf(rule: StopRule, context: AnswerContext, text: string, ended: boolean): number | null {
  return rule.cut ? rule.cut(context, text, ended) : cutAtLineEnd(context, text, ended);
}
