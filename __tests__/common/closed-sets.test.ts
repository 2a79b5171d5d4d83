import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { assertComparison, assertRunResult, readComparison } from '../../src/common/schema.ts';
import { compare } from '../../src/analysis/compare.ts';
import { FINDINGS, meaningOf } from '../../src/common/findings.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { fakeResult } from '../support/results.ts';

const { html, markdown } = RENDERERS;

interface Schema {
  $defs: { reason: { enum: string[] } };
}
const schema = (name: string): Schema =>
  JSON.parse(readFileSync(join(packageRoot, 'schema', `${name}.schema.json`), 'utf8')) as Schema;
const [own, all] = [schema('run-result').$defs.reason.enum, schema('comparison').$defs.reason.enum];
const result = fakeResult({ decode: [1, 1] });
const invalid = expect.objectContaining({ code: 'document-invalid' });

describe('codes and environment keys stand in headings and logs: they are bare words', () => {
  test('every code has a meaning and a fix, and those of a measurement may stand in a comparison', () => {
    expect(Object.keys(FINDINGS)).toEqual(all);
    expect(own.filter((reason) => !all.includes(reason))).toEqual([]);
    for (const f of Object.values(FINDINGS)) expect([f.means.length > 10, f.fix.length > 10]).toEqual([true, true]);
    expect(meaningOf('counter-stuck')).toBe('the energy counter stood still for 20 of its periods');
    expect(meaningOf('constructor')).toBeNull();
  });

  test.each([
    'all is well',
    '@everyone',
    '::error::x',
    'constructor',
    '',
    'Counter-reset',
    'a-',
    '-a',
    `a-${'b'.repeat(40)}`,
  ])('the code %j is refused in both documents', (code) => {
    const bad = { ...result, validity: { status: 'invalid', reasons: [code] } };
    expect(() => assertRunResult(bad, 'r.json')).toThrow(invalid);
    const comparison = compare(null, result, { thresholds: {} });
    for (const more of [{ reasons: [code] }, { findings: [{ code, text: 'x' }] }])
      expect(() => assertComparison({ ...comparison, ...more }, 'c.json')).toThrow(invalid);
    const { findings: _, ...older } = comparison;
    for (const more of [{ details: { [code]: 'x' } }, { noticed: [{ code, side: 'head' }] }])
      expect(() => readComparison({ ...older, ...more }, 'c.json')).toThrow(invalid);
  });

  test.each(['constructor', '__proto__', 'toString', '<img>', '::error::x', 'gpu ', '', 'g'.repeat(41)])(
    'the environment field %j is refused in both documents',
    (key) => {
      const environment = JSON.parse(`{ ${JSON.stringify(key)}: "y", "gpu": null }`) as Record<string, string>;
      expect(() => assertRunResult({ ...result, environment }, 'r.json')).toThrow(invalid);
      const comparison = compare(null, result, { thresholds: {} });
      expect(() => assertComparison({ ...comparison, head: { ...comparison.head, environment } }, 'c.json')).toThrow(
        invalid,
      );
    },
  );

  test('a code and an environment key of a later version are read, and shown as what they are', () => {
    const later = {
      ...result,
      environment: { ...result.environment, firmware: '7.1' },
      validity: { status: 'invalid', reasons: ['fan-stopped'] },
    };
    assertRunResult(later, 'r.json');
    const c = compare(null, later, { thresholds: {} });
    assertComparison(c, 'c.json');
    expect(c).toMatchObject({ verdict: 'invalid', reasons: ['fan-stopped', 'no-baseline'] });
    for (const text of [markdown(c), html(c)]) expect(text).toContain('fan-stopped');
    for (const text of ['firmware', '7.1']) expect(html(c)).toContain(text);
    const warned = compare(null, { ...later, validity: { ...later.validity, status: 'warning' } } as typeof result, {
      thresholds: {},
    });
    expect(markdown(warned)).toContain('⚠️ head: `fan-stopped`');
  });

  test('a field that only one side has, or that JavaScript has on every object, differs from nothing', () => {
    const odd = (fields: string): typeof result => ({
      ...result,
      environment: JSON.parse(fields) as typeof result.environment,
    });
    for (const [base, head] of [
      ['{}', '{"constructor":"y"}'],
      ['{"toString":"a"}', '{}'],
      ['{"gpu":null}', '{"gpu":null,"driver":"1"}'],
    ] as const) {
      expect(compare(odd(base), odd(head), { thresholds: {} }).reasons).not.toContain('environment-differs');
    }
    expect(compare(odd('{"driver":"1"}'), odd('{"driver":"2"}'), { thresholds: {} }).reasons).toContain(
      'environment-differs',
    );
  });
});
