import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { assertComparison, assertRunResult } from '../../src/common/schema.ts';
import { compare } from '../../src/analysis/compare.ts';
import { meaningOf } from '../../src/common/validity-reasons.ts';
import { fakeResult } from '../support/results.ts';

interface Schema {
  $defs: { reason: { enum: string[] } };
}
const schema = (name: string): Schema =>
  JSON.parse(readFileSync(join(packageRoot, 'schema', `${name}.schema.json`), 'utf8')) as Schema;
const [own, all] = [schema('run-result').$defs.reason.enum, schema('comparison').$defs.reason.enum];
const result = fakeResult({ decode: [1, 1] });

describe('reasons and environment keys are closed sets: they stand in headings and logs', () => {
  test('every reason of a measurement has a meaning, and may stand in a comparison', () => {
    for (const reason of own) expect([reason, typeof meaningOf(reason)]).toEqual([reason, 'string']);
    expect(own.filter((reason) => !all.includes(reason))).toEqual([]);
    expect(meaningOf('constructor')).toBeNull();
  });

  test.each(['all is well', '@everyone', '::error::x', 'constructor', '', 'Counter-reset'])(
    'the reason %j is refused in both documents',
    (reason) => {
      const bad = { ...result, validity: { status: 'invalid', reasons: [reason] } };
      expect(() => assertRunResult(bad, 'r.json')).toThrow(expect.objectContaining({ code: 'document-invalid' }));
      const comparison = compare(null, result, { thresholds: {} });
      for (const more of [
        { reasons: [reason] },
        { details: { [reason]: 'x' } },
        { noticed: [{ code: reason, side: 'head' }] },
      ]) {
        expect(() => assertComparison({ ...comparison, ...more }, 'c.json')).toThrow(
          expect.objectContaining({ code: 'document-invalid' }),
        );
      }
    },
  );

  test.each(['constructor', '__proto__', 'toString', '<img>', '::error::x', 'gpu '])(
    'the environment field %j is refused in both documents',
    (key) => {
      const environment = JSON.parse(`{ ${JSON.stringify(key)}: "y", "gpu": null }`) as Record<string, string>;
      expect(() => assertRunResult({ ...result, environment }, 'r.json')).toThrow(
        expect.objectContaining({ code: 'document-invalid' }),
      );
      const comparison = compare(null, result, { thresholds: {} });
      expect(() => assertComparison({ ...comparison, head: { ...comparison.head, environment } }, 'c.json')).toThrow(
        expect.objectContaining({ code: 'document-invalid' }),
      );
    },
  );

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
