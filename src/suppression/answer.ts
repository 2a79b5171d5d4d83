import type { Task } from '../workload/types.ts';
import { fencesOf, insideFence, isLabelledOpening, linesOf, openFenceOf } from './fences.ts';

export type AnswerStyle = 'chat' | 'raw';

/** What an answer's text means: the task, how it was asked, and what the assistant's turn was opened with. */
export interface AnswerContext {
  task: Task;
  style: AnswerStyle;
  /** `prompt.answer-prefix`; counted as prompt, no part of the text. Empty for none. */
  answerPrefix: string;
}

/**
 * The program that an answer's text stands for: the one function for rules, grading and `grade`.
 * `raw`: prompt + text. `chat` opened with a fence: prompt + newline + the text up to the first closing fence.
 * An answer with fences of its own: the first block that defines the entry point, else the first block, else
 * prompt + newline + text.
 */
export function programOf({ task, style, answerPrefix, text }: AnswerContext & { text: string }): string {
  if (style === 'raw') return task.prompt + text;
  const open = openFenceOf(answerPrefix);
  if (open !== null) {
    const { code } = insideFence(text, open.opening);
    if (!reopens(code)) return `${task.prompt}\n${open.code}${code}`;
  }
  const blocks = fencesOf(text);
  const block = blocks.find((b) => definesName(b.code, task.entryPoint)) ?? blocks[0];
  return block ? block.code : `${task.prompt}\n${text}`;
}

/** A model that writes its own labelled fence inside the one we opened: no Python has such a line. */
function reopens(code: string): boolean {
  for (const { line } of linesOf(code)) if (line.trim() !== '') return isLabelledOpening(line);
  return false;
}

/** Whether a source text defines a function, class or variable of this name at its top level. */
export function definesName(code: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^(?:(?:async[ \\t]+)?def[ \\t]+${escaped}[ \\t]*[(\\[]|class[ \\t]+${escaped}\\b|${escaped}[ \\t]*(?::[^=\\n]*)?=(?!=))`, 'm').test(code);
}
