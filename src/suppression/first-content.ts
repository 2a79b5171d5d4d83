import type { SameLoop } from '../sandbox/same-loop.ts';
import type { CheckPool } from '../sandbox/types.ts';
import { programOf, type AnswerContext } from './answer.ts';
import { withoutTail } from './completeness.ts';
import { cutOf } from './cut.ts';
import { endless, endlessKey } from './endless.ts';
import type { StopRule, TextMatcher } from './types.ts';

/** CPU seconds for one check after a block: as long as a grade may take. */
const LIMIT_SECONDS = 9;
/**
 * All checks of one answer may take so many times the limit of one; what is not tried by then counts as never content.
 */
export const ANSWER_LIMITS = 3;

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
  /** Programs known to run into the limit; those of this process by default. */
  endless?: SameLoop;
}

export interface Stop {
  /** Which line end. */
  index: number;
  tokens: number;
  /** The answer as the rule would leave it. */
  text: string;
}

/**
 * Where a rule would have stopped a whole answer, `null` if nowhere: every rule can be told from one plain stream. What
 * cannot be complete is not tried, except the end of the answer. Call it between blocks, never inside a phase.
 */
export async function firstStop(options: FirstContentOptions): Promise<Stop | null> {
  const { rule, lineEnds, pool, task, style, answerPrefix, reasoning } = options;
  const context: AnswerContext = { task, style, answerPrefix, reasoning };
  if (rule.match) return firstMatch(rule.match(context), lineEnds);
  if (!rule.check) return null;
  const limit = options.limitSeconds ?? LIMIT_SECONDS;
  const known = options.endless ?? endless;
  const key = endlessKey(rule, context, limit);
  let lastProgram: string | null = null;
  let spent = 0;
  try {
    for (const [index, { text, tokens }] of lineEnds.entries()) {
      const cuts = [cutOf(rule, context, text, false)];
      // The end of the answer is tried as a line end, then as the end.
      if (index === lineEnds.length - 1) cuts.push(cutOf(rule, context, text, true));
      for (const cut of cuts) {
        if (cut === null) continue;
        const whole = text.slice(0, cut);
        const program = withoutTail(programOf({ ...context, text: whole }));
        if (program === lastProgram) continue;
        lastProgram = program;
        if (known.has(key, program)) continue;
        if (spent > ANSWER_LIMITS * limit) return null;
        const { content, timedOut, cpuSeconds } = await rule.check(context, whole, pool, limit);
        spent += cpuSeconds;
        if (timedOut) known.add(key, program);
        if (content) return { index, tokens, text: whole };
      }
    }
    return null;
  } finally {
    await pool.restore();
  }
}

/** The index of the first line end (or the end of the answer) at which the rule was content, `null` if it never was. */
export async function firstContent(options: FirstContentOptions): Promise<number | null> {
  return (await firstStop(options))?.index ?? null;
}

function firstMatch(matcher: TextMatcher, lineEnds: LineEnd[]): Stop | null {
  for (const { text } of lineEnds) {
    const keep = matcher.offer(text);
    if (keep === null) continue;
    const index = lineEnds.findIndex((l) => l.text.length >= keep);
    return { index, tokens: lineEnds[index]?.tokens ?? 0, text: text.slice(0, keep) };
  }
  return null;
}
