import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { poolShares, SENSOR_ALONE, SHARES } from '../../src/common/shares.ts';

const idle = { sensor: 0, requests: 0, discrepancy: 0, idle: 1 };

test('shares of a sum are weighted by the parts’ variances', () => {
  expect(
    poolShares([
      { variance: 3, shares: { sensor: 0.5, requests: 0.25, discrepancy: 0.25, idle: 0 } },
      { variance: 1, shares: idle },
    ]),
  ).toEqual({ sensor: 0.375, requests: 0.1875, discrepancy: 0.1875, idle: 0.25 });
});

test('a part without variance needs no shares; one with variance does', () => {
  expect(poolShares([{ variance: 1, shares: idle }, { variance: 0 }])).toEqual(idle);
  expect(poolShares([{ variance: 1, shares: idle }, { variance: 1e-9 }])).toBeNull();
});

test('nothing known of nothing', () => {
  expect(poolShares([])).toBeNull();
  expect(poolShares([{ variance: 0, shares: idle }])).toBeNull();
  expect(poolShares([{ variance: Infinity, shares: idle }])).toBeNull();
  expect(poolShares([{ variance: NaN, shares: idle }])).toBeNull();
});

test('they stay between 0 and 1, and sum to 1, whatever rounding did to the parts', () => {
  const part = fc.tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.constantFrom(idle, SENSOR_ALONE));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
      const pooled = poolShares(parts.map(([variance, shares]) => ({ variance, shares })))!;
      for (const name of SHARES) expect(pooled[name] >= 0 && pooled[name] <= 1).toBe(true);
      expect(SHARES.reduce((s, name) => s + pooled[name], 0)).toBeCloseTo(1, 9);
    }),
  );
  const rounded = { sensor: 1 + 1e-16 + 2e-16, requests: -1e-17, discrepancy: 0, idle: 0 };
  expect(poolShares([{ variance: 1, shares: rounded }])).toEqual(SENSOR_ALONE);
});
