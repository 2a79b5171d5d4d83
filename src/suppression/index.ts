export { programOf, type AnswerContext, type AnswerStyle } from './answer.ts';
export { createRule, RULE_NAMES } from './create-rule.ts';
export { firstContent, type FirstContentOptions, type LineEnd } from './first-content.ts';
export { STOP_PRESETS, stopStringsOf } from './stop-strings.ts';
export type { RuleConfig, RuleOutcome, StopRule, TextMatcher } from './types.ts';
export { watchAnswer, type CheckCost, type Decision, type WatchOptions, type Watcher } from './watch.ts';
