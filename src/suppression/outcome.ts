import type { CheckResult } from '../sandbox/types.ts';
import type { RuleOutcome } from './types.ts';

/** What a check in the sandbox says of an answer. */
export function outcomeOf({ passed, result, cpuSeconds, wallSeconds }: CheckResult): RuleOutcome {
  return { content: passed, cpuSeconds, wallSeconds, ...(result === 'timed out' ? { timedOut: true } : {}) };
}
