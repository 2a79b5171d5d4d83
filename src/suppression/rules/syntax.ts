import { programOf, type AnswerContext } from '../answer.ts';
import { fencesOf, insideFence, linesOf, openFenceOf } from '../fences.ts';
import type { StopRule } from '../types.ts';

interface Region {
  start: number;
  end: number;
  /** The code cannot go on: its fence is closed. */
  closed: boolean;
}

/** Which part of an answer's text is the program's code. */
function codeRegion({ task, style, answerPrefix }: AnswerContext, text: string): Region | null {
  if (style === 'raw') return { start: 0, end: text.length, closed: false };
  if (openFenceOf(answerPrefix)) {
    const { code, closed } = insideFence(text);
    return { start: 0, end: code.length, closed };
  }
  const blocks = fencesOf(text);
  const block = blocks.find((b) => b.code.includes(`def ${task.entryPoint}`)) ?? blocks[0];
  return block ? { start: block.start, end: block.end, closed: block.closed } : null;
}

/**
 * The last place where a top-level statement has ended: the next one has begun (its first characters are enough), or
 * the fence is closed. A function's end cannot be told sooner.
 */
function syntaxCut(context: AnswerContext, text: string, ended: boolean): number | null {
  const region = codeRegion(context, text);
  if (!region) return null;
  if (ended || region.closed) return ended ? text.length : text.indexOf('\n', region.end) + 1 || text.length;
  let cut: number | null = null;
  let sawCode = context.style === 'raw';
  for (const { line, start } of linesOf(text.slice(region.start, region.end))) {
    const topLevel = /^[^\s#)\]}]/.test(line) && !/^(?:else|elif|except|finally)\b/.test(line);
    if (topLevel && sawCode && start > 0) cut = region.start + start;
    if (line.trim() !== '') sawCode = true;
  }
  return cut;
}

/** The first complete top-level function of the entry point's name, by Python's own parser; no test is run. */
export const syntaxRule: StopRule = {
  name: 'syntax',
  cut: syntaxCut,
  async check(context, text, pool) {
    const { module, cpuSeconds, wallSeconds } = await pool.parse(programOf({ ...context, text }));
    const content =
      module?.statements.some((s) => /FunctionDef$/.test(s.kind) && s.name === context.task.entryPoint && !s.onlyDocstring) ?? false;
    return { content, cpuSeconds, wallSeconds };
  },
};
