export {
  parseAnswer,
  programOf,
  reasoningOf,
  type AnswerContext,
  type AnswerStyle,
  type ParsedAnswer,
} from './answer.ts';
export {
  babbleTokens,
  BABBLE_KINDS,
  classifyBabble,
  loopFrom,
  tokensWithin,
  type BabbleKind,
  type BabbleSegment,
} from './babble.ts';
export { createRule, RULE_NAMES } from './create-rule.ts';
export { examplesOf, idsWithoutExample, type Example } from './examples.ts';
export { firstBlock } from './first-block.ts';
export { firstContent, firstStop, type FirstContentOptions, type LineEnd, type Stop } from './first-content.ts';
export { loopAtEnd, type Loop, type LoopOptions } from './loops.ts';
export { stopErrors, type StopErrors, type StoppedAnswer } from './stop-errors.ts';
export { STOP_PRESETS, stopStringsOf } from './stop-strings.ts';
export type { RuleConfig, RuleOutcome, StopRule, TextMatcher } from './types.ts';
export { advising, watchAnswer, type CheckCost, type Decision, type WatchOptions, type Watcher } from './watch.ts';
