import type { Watcher } from '../../src/judge/types.ts';
import type { CheckPool } from '../../src/sandbox/types.ts';
import { advising, programOf, type AnswerContext, type StopRule } from '../../src/suppression/index.ts';
import { withoutTail } from '../../src/suppression/completeness.ts';
import { cutOf } from '../../src/suppression/cut.ts';

/** What a watcher that blocks adds: the check that the next token waits for. */
export interface BlockingWatcher extends Watcher {
  /** The check under way; the engine may not go on before it has ended. */
  readonly pending: Promise<void> | null;
}

/** The study's way: each check is awaited before the next token. Texts are chosen as the live watcher chooses them. */
export function blockingWatcher(rule: StopRule, context: AnswerContext, pool: CheckPool): BlockingWatcher {
  let last: string | null = null;
  let pending: Promise<void> | null = null;
  let decided: { tokens: number; text: string } | null = null;
  return {
    everyToken: false,
    reason: 'rule',
    get decided() {
      return decided;
    },
    get pending() {
      return pending;
    },
    offer(text, tokens) {
      const cut = decided ? null : cutOf(rule, context, text, false);
      if (cut === null) return;
      const whole = text.slice(0, cut);
      const program = withoutTail(programOf({ ...context, text: whole }));
      if (program === last) return;
      last = program;
      pending = rule.check!(context, whole, advising(pool), 1).then(({ content }) => {
        if (content) decided = { tokens, text: whole };
        pending = null;
      });
    },
    async settle() {
      await pending;
      if (last !== null) await pool.restore();
    },
  };
}
