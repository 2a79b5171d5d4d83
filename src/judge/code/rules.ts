import type { CheckPool } from '../../sandbox/types.ts';
import {
  babbleTokens,
  classifyBabble,
  createRule,
  firstContent,
  loopFrom,
  STOP_PRESETS,
  stopStringsOf,
  tokensWithin,
  type AnswerContext,
  type StopRule,
} from '../../suppression/index.ts';
import type { CodeTask } from '../../workload/types.ts';
import type { AnswerForm, AnswerText, Completion, Rules, SuppressionConfig } from '../types.ts';
import { codeWatcher } from './watcher.ts';

/** The rules that look at programs; stop strings look at text. */
const CONTENT_RULES = ['tests', 'doctest', 'syntax'] as const;
type ContentRule = (typeof CONTENT_RULES)[number];
/**
 * CPU seconds for a check of the rules that are only compared with `tests`, which decides what babble is and gets as
 * long as a grade.
 */
const COMPARED_LIMIT_SECONDS = 1;

/** The rules of one subject whose answers are Python. @throws JouleGateError `rule-invalid` */
export async function codeRules(
  form: AnswerForm,
  config: SuppressionConfig,
  pool: CheckPool,
): Promise<Rules<CodeTask>> {
  const stopStrings = config.stopStrings ?? undefined;
  const rule = await createRule({ rule: config.rule, ...(stopStrings === undefined ? {} : { stopStrings }) });
  const loops = config.loopCutOff;
  const content = Object.fromEntries(
    await Promise.all(CONTENT_RULES.map(async (name) => [name, await createRule({ rule: name })] as const)),
  ) as Record<ContentRule, StopRule>;
  const presets = await Promise.all(
    Object.keys(STOP_PRESETS).map(async (name) => ({
      name,
      rule: await createRule({ rule: 'stop-strings', stopStrings: name }),
    })),
  );
  const contextOf = (task: CodeTask): AnswerContext => ({ ...form, task });

  const firstContentLine = async (name: ContentRule, task: CodeTask, { text, lineEnds }: AnswerText) =>
    await firstContent({
      rule: content[name],
      ...(name === 'tests' ? {} : { limitSeconds: COMPARED_LIMIT_SECONDS }),
      ...contextOf(task),
      lineEnds: lineEnds.map(({ tokens, end }) => ({ tokens, text: text.slice(0, end) })),
      pool,
    });

  /** Tokens decoded until each preset would have stopped; all of them where it would not. */
  const stopStringTokens = (task: CodeTask, { text, tokenEnds }: AnswerText): Record<string, number> => {
    // At every token, not only at line ends: what is decoded until the stop string is whole has been paid for.
    const stopped = (preset: StopRule): number => {
      const matcher = preset.match!(contextOf(task));
      const at = tokenEnds.findIndex((end) => matcher.offer(text.slice(0, end)) !== null);
      return at < 0 ? tokenEnds.length : at + 1;
    };
    return Object.fromEntries(presets.map((preset) => [preset.name, stopped(preset.rule)]));
  };

  const completeTokens = async (task: CodeTask, answer: AnswerText, byTests: number | null) => {
    const tokens: Record<string, number | null> = {};
    for (const name of CONTENT_RULES) {
      const line = name === 'tests' ? byTests : await firstContentLine(name, task, answer);
      tokens[name] = line === null ? null : answer.lineEnds[line]!.tokens;
    }
    return tokens;
  };

  return {
    ...(rule.close ? { close: () => rule.close!() } : {}),
    recorded: {
      rule: rule.name,
      ...(loops ? { loopCutOff: true } : {}),
      ...(rule.match ? { stopStrings: [...stopStringsOf(stopStrings ?? 'codex', form.style)] } : {}),
    },
    watch:
      rule.name === 'none' && !loops ? null : (task, checks) => codeWatcher(rule, loops, contextOf(task), pool, checks),
    async completion(task, answer, whole) {
      const line = await firstContentLine('tests', task, answer);
      const { text, tokenEnds } = answer;
      const found: Completion = {
        babbleTokens: null,
        babbleKinds: null,
        stopStringTokens: whole ? stopStringTokens(task, answer) : null,
        completeTokens: whole ? await completeTokens(task, answer, line) : null,
      };
      if (line === null) {
        const from = loopFrom(contextOf(task), text);
        const loop = from === null ? 0 : tokensWithin(tokenEnds, from, text.length);
        return loop > 0 ? { ...found, babbleKinds: { loop } } : found;
      }
      const { tokens, end } = answer.lineEnds[line]!;
      found.babbleTokens = Math.max(0, tokenEnds.length - tokens);
      if (found.babbleTokens === 0) return found;
      const kinds = babbleTokens(classifyBabble(contextOf(task), text, end), tokenEnds);
      return { ...found, babbleKinds: Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0)) };
    },
  };
}
