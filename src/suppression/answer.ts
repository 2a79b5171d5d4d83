import type { Reasoning } from '../common/reasoning-tags.ts';
import type { CodeTask } from '../workload/types.ts';
import { blocksOf, type Block } from './blocks.ts';
import { asBody, dedented, entryOf } from './entry.ts';
import { escaped } from './escape.ts';
import { linesOf } from './fences.ts';
import { futuresFirst } from './futures.ts';
import { PythonLexer } from './lexer.ts';
import { isProse } from './python-lines.ts';
import { mayOpen, partReasoning } from './reasoning.ts';

export type AnswerStyle = 'chat' | 'raw';

/** What an answer's text means: the task, how it was asked, and what the answer was opened with. */
export interface AnswerContext {
  task: CodeTask;
  style: AnswerStyle;
  /**
   * What opens the answer: counted as prompt, no part of the text. `prompt.answer-prefix`, for `raw` with the
   * template's tail before it. Empty for none.
   */
  answerPrefix: string;
  /** What is known of the model's thoughts beside the text. */
  reasoning?: Reasoning | undefined;
}

/** An answer taken apart; offsets are the text's. */
export interface ParsedAnswer {
  /** The program that it stands for: what rules see and what is graded. */
  program: string;
  /** Where the program's own code stands. */
  code: { start: number; end: number; closed: boolean };
  /** Code before any top-level definition is the body of the prompt's function. */
  isBody: boolean;
  /** The entry point begins or gains its body in the answer, so that it may be complete. */
  defines: boolean;
  /** Where the answer itself stands; all before `start`, and behind `end` while `thinking`, is reasoning. */
  start: number;
  end: number;
  /** The text ends inside the thoughts. */
  thinking: boolean;
}

/**
 * Takes an answer apart: the one parser for rules, babble and grading. First the thoughts are parted from it.
 * `raw`: prompt + what opens the answer + text. `chat`: prompt + newline + the first piece, fenced or not, that
 * completes the entry point; else the first block that has one, else the text.
 */
export function parseAnswer({
  task,
  style,
  answerPrefix,
  reasoning,
  text,
}: AnswerContext & { text: string }): ParsedAnswer {
  const turn = answerPrefix + text;
  const shift = answerPrefix.length;
  const parted = partReasoning(turn, reasoning);
  const inText = (at: number): number => Math.max(0, at - shift);
  const common = { start: inText(parted.start), end: inText(parted.end), thinking: parted.thinking };
  const whole = { start: parted.start, end: parted.end, closed: false, indent: 0, fenced: false, opened: parted.start };
  if (style === 'raw') {
    const own = turn.slice(parted.start, parted.end);
    return {
      ...common,
      program: futuresFirst(task.prompt + own),
      code: { start: common.start, end: common.end, closed: false },
      isBody: true,
      defines: own.trim() !== '',
    };
  }
  const { block, code, isBody, defines } = chosen(turn, parted.start, parted.end, shift, task) ?? {
    block: whole,
    code: turn.slice(parted.start, parted.end),
    isBody: false,
    defines: false,
  };
  const program = futuresFirst(`${task.prompt}\n${code}`);
  return {
    ...common,
    program,
    code: { start: inText(block.start), end: inText(block.end), closed: block.closed },
    isBody,
    defines,
  };
}

/** The program that an answer's text stands for. */
export const programOf = (context: AnswerContext & { text: string }): string => parseAnswer(context).program;

/**
 * Where the answer begins, behind its thoughts; `null` while they go on, or may yet begin: nothing is stopped there.
 */
export function answerStart({ answerPrefix, reasoning }: AnswerContext, text: string): number | null {
  const turn = answerPrefix + text;
  const { start, end, thinking } = partReasoning(turn, reasoning);
  return thinking || mayOpen(turn.slice(Math.max(start, answerPrefix.length), end), reasoning)
    ? null
    : Math.max(0, start - answerPrefix.length);
}

/** Where an answer's thoughts stand: all before `start`, and all from `end` on; `null` where it has none. */
export function reasoningOf(
  { answerPrefix, reasoning }: Pick<AnswerContext, 'answerPrefix' | 'reasoning'>,
  text: string,
): { start: number; end: number } | null {
  const { start, end, thinking } = partReasoning(answerPrefix + text, reasoning);
  const inText = (at: number): number => Math.max(0, at - answerPrefix.length);
  return inText(start) > 0 || thinking ? { start: inText(start), end: thinking ? inText(end) : text.length } : null;
}

interface Choice {
  block: Block;
  code: string;
  isBody: boolean;
  defines: boolean;
}

/** The piece of a turn that is its program; `null` where it is the whole of it. */
function chosen(turn: string, from: number, to: number, prefix: number, task: CodeTask): Choice | null {
  const blocks = blocksOf(turn, from, to, task.entryPoint).filter(
    (b) => b.fenced || turn.slice(b.start, b.end).trim() !== '',
  );
  // A fence that we opened ourselves closes where the model says so, whatever it writes behind.
  const [first] = blocks;
  if (
    first?.fenced &&
    first.opened < prefix &&
    first.closed &&
    turn.slice(first.start, first.end).trim() !== '' &&
    !reopened(turn, first)
  )
    return choice(turn, first, task);
  const filled = blocks.filter(
    (b) => !(b.fenced && b.opened < prefix && b.closed && turn.slice(b.start, b.end).trim() === ''),
  );
  const choices = filled.map((b) => choice(turn, b, task));
  return (
    choices.find((c) => c.defines) ??
    choices.find((c) => c.block.fenced && definesName(c.code, task.entryPoint)) ??
    choices.find((c) => c.block.fenced) ??
    (choices.length === 1 ? choices[0]! : first?.fenced ? choice(turn, first, task) : null)
  );
}

/** The model opened a block of its own inside ours: ours ended where its fence begins, not at a closing one. */
const reopened = (turn: string, block: Block): boolean =>
  /^[ \t]*(?:`{3,}|~{3,})[ \t]*[^`~\s]/.test(turn.slice(block.end));

function choice(turn: string, whole: Block, task: CodeTask): Choice {
  const block = beforeProse(turn, whole, task);
  const code = dedented(turn.slice(block.start, block.end), block.indent);
  const entry = entryOf(code, task.entryPoint);
  if (entry?.kind === 'definition' && entry.indent > 0) {
    const end = block.fenced ? code.length : indentedEnd(code, entry.indent);
    return {
      block: { ...block, end: block.start + end, closed: block.closed || end < code.length },
      code: dedented(code.slice(0, end), entry.indent),
      isBody: false,
      defines: true,
    };
  }
  const isBody = entry?.kind === 'body';
  return { block, code: isBody ? asBody(code, task.prompt) : code, isBody, defines: entry !== null };
}

/** A piece without the prose that goes on behind its finished function: no fence tells where the code ended. */
function beforeProse(turn: string, block: Block, task: CodeTask): Block {
  const lexer = new PythonLexer();
  const text = turn.slice(block.start, block.end);
  for (const { line, start } of linesOf(text)) {
    if (
      !lexer.open &&
      isProse(line.slice(block.indent)) &&
      /^\S/.test(line.slice(block.indent)) &&
      entryOf(dedented(text.slice(0, start), block.indent), task.entryPoint)
    ) {
      return { ...block, end: block.start + start, closed: true };
    }
    lexer.feed(line);
  }
  return block;
}

/** Where an indented piece of Markdown ends: at the first line that stands further left. */
function indentedEnd(code: string, indent: number): number {
  const lexer = new PythonLexer();
  for (const { line, start } of linesOf(code)) {
    if (!lexer.open && line.trim() !== '' && line.length - line.trimStart().length < indent) return start;
    lexer.feed(line);
  }
  return code.length;
}

/** Whether a source text defines a function, class or variable of this name at its top level. */
export function definesName(code: string, name: string): boolean {
  return new RegExp(
    `^(?:(?:async[ \\t]+)?def[ \\t]+${escaped(name)}[ \\t]*[(\\[]|class[ \\t]+${escaped(name)}\\b|${escaped(name)}[ \\t]*(?::[^=\\n]*)?=(?!=))`,
    'm',
  ).test(code);
}
