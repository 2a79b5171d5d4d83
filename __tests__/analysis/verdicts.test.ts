import { describe, expect, test } from '@jest/globals';
import type { Case } from './support/cases.ts';
import { RULES } from './rules/index.ts';

/** docs/verdicts.md shows exactly these rows (`npm run readme`; CI holds it). */
describe.each([...new Set(RULES.map((r) => r.rule))])('%s', (rule) => {
  const cases = RULES.filter((r) => r.rule === rule);
  test.each(cases.map((c): [string, string, Case] => [c.when, c.verdict, c]))('%s: %s', (_when, verdict, c) => {
    const comparison = c.compare();
    expect(comparison.verdict).toBe(verdict);
    if (c.reason?.startsWith('!')) expect(comparison.reasons).not.toContain(c.reason.slice(1));
    else if (c.reason?.startsWith('~')) {
      expect(comparison.findings.map((f) => f.code)).toContain(c.reason.slice(1));
      expect(comparison.reasons).not.toContain(c.reason.slice(1));
    } else if (c.reason) expect(comparison.reasons).toContain(c.reason);
  });
  test('has both sides', () => {
    expect(new Set(cases.map((c) => c.verdict)).size).toBeGreaterThan(1);
  });
});
