import { parseAnswer, programOf, type AnswerContext } from '../answer.ts';
import { linesOf } from '../fences.ts';
import { PythonLexer } from '../lexer.ts';
import type { StopRule } from '../types.ts';

/**
 * The last place where a top-level statement has ended: the next one has begun (its first characters are enough), or
 * the fence is closed. A function's end cannot be told sooner.
 */
function syntaxCut(context: AnswerContext, text: string, ended: boolean): number | null {
  const { code, isBody, defines, thinking } = parseAnswer({ ...context, text });
  if (thinking || !defines) return null;
  if (ended) return text.length;
  if (code.closed) return text.indexOf('\n', code.end) + 1 || text.length;
  // A body that lost its indentation ends where its fence does: nothing else tells.
  if (isBody && context.style === 'chat' && /^\S/.test(text.slice(code.start, code.end).replace(/^\s*\n/, '')))
    return null;
  const lexer = new PythonLexer();
  let left: number | null = null;
  let cut: number | null = null;
  let sawCode = isBody;
  for (const { line, start } of linesOf(text.slice(code.start, code.end))) {
    const indent = line.length - line.trimStart().length;
    const statement = !lexer.open && /^[^#)\]}]/.test(line.trim());
    if (statement) left ??= isBody ? 0 : indent;
    const topLevel = statement && indent <= (left ?? 0) && !/^(?:else|elif|except|finally)\b/.test(line.trim());
    if (topLevel && sawCode && start > 0) cut = code.start + start;
    if (line.trim() !== '') sawCode = true;
    lexer.feed(line);
  }
  return cut;
}

/** The first complete top-level function of the entry point's name, by Python's own parser; no test is run. */
export const syntaxRule: StopRule = {
  name: 'syntax',
  cut: syntaxCut,
  async check(context, text, pool) {
    const { module, cpuSeconds, wallSeconds } = await pool.parse(programOf({ ...context, text }));
    const { entryPoint } = context.task;
    const defined =
      module?.statements.some((s) => /FunctionDef$/.test(s.kind) && s.name === entryPoint && !s.onlyDocstring) ?? false;
    // The prompt's own function may have a stub for a body: what completes it stands in the answer.
    return { content: defined && parseAnswer({ ...context, text }).defines, cpuSeconds, wallSeconds };
  },
};
