import type { CheckPool } from '../../sandbox/types.ts';
import { watchAnswer, type AnswerContext, type StopRule } from '../../suppression/index.ts';
import type { CheckEdges, Watcher } from '../types.ts';

/** Watches an answer by a rule, and marks the edges of its checks with the sandbox's CPU time. */
export function codeWatcher(
  rule: StopRule,
  loops: boolean,
  context: AnswerContext,
  pool: CheckPool,
  checks: CheckEdges,
): Watcher {
  let counted = 0;
  const watcher = watchAnswer({
    ...context,
    rule,
    pool,
    ...(loops ? { loops: {} } : {}),
    onCheck: {
      begin: () => checks.begin(),
      end: () => {
        checks.end(watcher.checks.cpuSeconds - counted);
        counted = watcher.checks.cpuSeconds;
      },
    },
  });
  const byText = rule.match !== undefined;
  return {
    everyToken: byText || loops,
    get reason() {
      return watcher.reason === 'loop' ? 'loop' : byText ? 'stop-string' : 'rule';
    },
    offer(text, tokens, lineEnd) {
      if (byText || loops) watcher.offerToken(text, tokens);
      if (lineEnd && !byText) watcher.offer(text, tokens);
    },
    get decided() {
      return watcher.decided;
    },
    settle: () => watcher.settle(),
  };
}
