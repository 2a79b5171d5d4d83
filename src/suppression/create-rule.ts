import { JouleGateError } from '../common/errors.ts';
import { stopStringsRule } from './stop-strings.ts';
import { testsRule } from './rules/tests.ts';
import type { RuleConfig, StopRule } from './types.ts';

export const RULE_NAMES = ['tests', 'doctest', 'syntax', 'stop-strings', 'none'] as const;

/** Makes the configured rule. Rejects with `rule-invalid` where it cannot be. */
export async function createRule(config: RuleConfig): Promise<StopRule> {
  await Promise.resolve();
  switch (config.rule) {
    case 'none':
      return { name: 'none' };
    case 'tests':
      return testsRule;
    case 'stop-strings':
      return stopStringsRule(config.stopStrings ?? 'codex');
    default:
      throw new JouleGateError('rule-invalid', `no suppression rule is named ${JSON.stringify(config.rule)}`, `use one of ${RULE_NAMES.join(', ')}`);
  }
}
