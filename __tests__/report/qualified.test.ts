import { expect, test } from '@jest/globals';
import { qualify } from '../../src/analysis/qualify/index.ts';
import { recall } from '../../src/analysis/qualify/recall.ts';
import type { Comparison, Qualified } from '../../src/common/generated/comparison.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { qualifiedLine } from '../../src/report/qualified.ts';
import { against, ENERGY_3, result } from '../analysis/support/cases.ts';

const QUALIFIED: Qualified = {
  createdAt: '2026-11-20T12:00:00.000Z',
  sameEnvironment: true,
  falseAlarms: { share: 0.001, interval: [0, 0.0056] },
  smallestVisibleChange: 0.0412,
};

const line = (qualified: Partial<Qualified> | null, createdAt = '2026-11-23T11:59:00.000Z'): string => {
  const head = { createdAt } as Comparison['head'];
  const c = { head, ...(qualified ? { qualification: { ...QUALIFIED, ...qualified } } : {}) } as Comparison;
  return qualifiedLine(c).join('');
};

test('says what the last qualification found, and how old it is', () => {
  expect(line({})).toBe(
    'This gate was tested 2 days before (“joulegate qualify”): 0.1 % false alarms (0 % to 0.6 %); the smallest rise that it calls is 4.1 %.',
  );
  expect(line({}, '2026-11-21T12:00:00.000Z')).toContain('tested 1 day before');
  expect(line({}, '2026-11-21T11:59:59.000Z')).toContain('tested less than a day before');
  expect(line({ sameEnvironment: false })).toContain('on another runner or another build');
  expect(line({ smallestVisibleChange: null })).not.toContain('smallest rise');
});

test('without one, or with one whose date cannot be, it says how to make one', () => {
  for (const text of [line(null), line({ createdAt: 'soon' }), line({ createdAt: '2026-11-24T00:00:00.000Z' })])
    expect(text).toBe(
      'This gate was not tested on its runner yet: “joulegate qualify” tells its false alarms and what it can see.',
    );
});

test('a comparison recalls it, and whether it was made on this runner', () => {
  const decode = [10, 10.1, 9.9, 10, 10.05, 9.95];
  const [base, head] = [result({ decode }), result({ decode: [...decode].reverse() })];
  const found = qualify(base, head, { thresholds: ENERGY_3, most: 4, seconds: 60, seed: 1 })!;
  expect(schemaErrors('qualification', JSON.parse(JSON.stringify(found)))).toEqual([]);
  const { qualification } = against(base, head, ENERGY_3, { qualification: found });
  expect(qualification).toEqual({
    createdAt: found.createdAt,
    sameEnvironment: true,
    falseAlarms: found.scenarios[0]!.regressed,
    smallestVisibleChange: found.smallestVisibleChange!.change,
  });
  expect(against(base, head).qualification).toBeUndefined();
  const elsewhere = { ...head, environment: { ...head.environment, gpu: 'another' } };
  expect(recall(found, elsewhere)!.sameEnvironment).toBe(false);
  expect(recall(found, { ...head, meter: { ...head.meter, kind: 'rapl' } })!.sameEnvironment).toBe(false);
  expect(recall({ ...found, scenarios: found.scenarios.slice(1) }, head)).toBeNull();
});
