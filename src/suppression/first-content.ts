import type { CheckPool } from '../sandbox/types.ts';
import { programOf, type AnswerContext } from './answer.ts';
import { withoutTail } from './completeness.ts';
import type { StopRule } from './types.ts';

/** CPU seconds for one check after a block: as long as a grade may take. */
const LIMIT_SECONDS = 9;

export interface LineEnd {
  /** Tokens up to and with the one that holds the line end. */
  tokens: number;
  /** The whole answer up to there. */
  text: string;
}

export interface FirstContentOptions extends AnswerContext {
  rule: StopRule;
  /** Every line end of the answer in order, and its end as the last. */
  lineEnds: LineEnd[];
  pool: CheckPool;
  limitSeconds?: number;
}

/**
 * The index of the first line end at which the rule was content, `null` if it never was. What cannot be complete is not
 * tried, except the end of the answer. Call it between blocks, never inside a phase.
 */
export async function firstContent(options: FirstContentOptions): Promise<number | null> {
  const { rule, lineEnds, pool, task, style, answerPrefix } = options;
  const context: AnswerContext = { task, style, answerPrefix };
  if (rule.match) return firstMatch(rule.match(context), lineEnds);
  if (!rule.check) return null;
  let lastProgram: string | null = null;
  try {
    for (const [index, { text }] of lineEnds.entries()) {
      const isEnd = index === lineEnds.length - 1;
      const whole = isEnd ? text : text.slice(0, text.lastIndexOf('\n') + 1);
      if (!isEnd && (whole === '' || !(rule.worthChecking?.(context, whole) ?? true))) continue;
      const program = withoutTail(programOf({ ...context, text: whole }));
      if (program === lastProgram) continue;
      lastProgram = program;
      const { content } = await rule.check(context, whole, pool, options.limitSeconds ?? LIMIT_SECONDS);
      if (content) return index;
    }
    return null;
  } finally {
    await pool.restore();
  }
}

function firstMatch(matcher: ReturnType<NonNullable<StopRule['match']>>, lineEnds: LineEnd[]): number | null {
  for (const { text } of lineEnds) {
    const keep = matcher.offer(text);
    if (keep !== null) return lineEnds.findIndex((l) => l.text.length >= keep);
  }
  return null;
}
