import { JouleGateError } from '../common/errors.ts';
import { stopStringsRule } from './stop-strings.ts';
import { doctestRule } from './rules/doctest.ts';
import { moduleRule } from './rules/module.ts';
import { syntaxRule } from './rules/syntax.ts';
import { testsRule } from './rules/tests.ts';
import type { RuleConfig, StopRule } from './types.ts';

export const RULE_NAMES = ['tests', 'doctest', 'syntax', 'stop-strings', 'none'] as const;

/** Makes the configured rule. Rejects with `rule-invalid` where it cannot be. */
export async function createRule(config: RuleConfig): Promise<StopRule> {
  switch (config.rule) {
    case 'none':
      return { name: 'none' };
    case 'tests':
      return testsRule;
    case 'stop-strings':
      return stopStringsRule(config.stopStrings ?? 'codex');
    case 'doctest':
      return doctestRule;
    case 'syntax':
      return syntaxRule;
    default:
      if (/\.[cm]?js$/.test(config.rule)) return moduleRule(config.rule);
      throw new JouleGateError(
        'rule-invalid',
        `no suppression rule is named ${JSON.stringify(config.rule)}`,
        `use one of ${RULE_NAMES.join(', ')}, or the path of a JavaScript module`,
      );
  }
}
