import { expect, test } from '@jest/globals';
import { blocksNeeded, entryOf, keyOf, spreadOf } from '../../src/analysis/history.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { sha256 } from '../../src/common/hash.ts';
import type { HistoryEntry } from '../../src/common/history.ts';
import { fakeResult } from '../support/results.ts';
import { answers } from './support/cases.ts';

const result = fakeResult({ decode: [8, 18], prefill: 0, check: null, arms: ['plain', 'suppressed'], suppressed: 0.5 });

test('an entry: geometric mean of J/task over blocks, and the spread of their logarithms', () => {
  expect(entryOf(result)).toEqual({
    measurement: 'm1',
    createdAt: '2026-01-01T00:00:00.000Z',
    key: keyOf(result),
    joulesPerTask: { plain: expect.closeTo(12, 9), suppressed: expect.closeTo(6, 9) },
    blockSpread: {
      plain: expect.closeTo(Math.log(18 / 8) / Math.SQRT2, 9),
      suppressed: expect.closeTo(Math.log(18 / 8) / Math.SQRT2, 9),
    },
  });
});

test('blocks of unknown or no joules are left out; one block has no spread, none has nothing', () => {
  const without = (joules: number | null): RunResult =>
    answers(result, (r) => ({
      phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: r.block === 0 ? joules : 18 } },
    }));
  for (const joules of [null, 0, -1]) {
    expect(entryOf(without(joules)).joulesPerTask.plain).toBeCloseTo(18, 9);
    expect(entryOf(without(joules)).blockSpread).toEqual({});
  }
  const { createdAt: _, ...undated } = fakeResult({ decode: [], arms: ['plain'] });
  expect(entryOf(undated)).toMatchObject({ createdAt: '', joulesPerTask: {}, blockSpread: {} });
});

test('the key names subject, environment, meter and workload, whatever the order of their keys', () => {
  const { model, sampling } = result.subject;
  const same: RunResult = {
    ...result,
    subject: { sampling: sampling!, model: model! },
    createdAt: 'x',
    measurement: 'y',
  };
  expect(keyOf(same)).toBe(keyOf(result));
  expect(keyOf(result)).toMatch(/^[0-9a-f]{64}$/);
  for (const more of [
    { subject: { model: { ...model, name: 'other' } } },
    { environment: { ...result.environment, driver: '1' } },
    { meter: { ...result.meter, kind: 'rapl' } },
    { workload: { ...result.workload, digest: 'e'.repeat(64) } },
    { subject: { ...result.subject, list: ['b', 'a'] } },
  ])
    expect(keyOf({ ...result, ...more } as RunResult)).not.toBe(keyOf(result));
  expect(keyOf({ ...result, subject: { list: ['a', 'b'] } } as RunResult)).not.toBe(
    keyOf({ ...result, subject: { list: ['b', 'a'] } } as RunResult),
  );
  expect(keyOf({ ...result, meter: { ...result.meter, detail: 'x' } })).toBe(keyOf(result));
});

test('the spread between measurements: the larger of both arms, from three of the same thing on', () => {
  const entry = (plain: number, suppressed: number | null, key = keyOf(result)): HistoryEntry => ({
    measurement: String(plain),
    createdAt: '',
    key,
    joulesPerTask: { plain, ...(suppressed === null ? {} : { suppressed }) },
    blockSpread: {},
  });
  const [a, b, c] = [entry(1, 1), entry(Math.E, 1), entry(Math.E ** 2, 1)];
  expect(spreadOf([a, b, c], result)).toEqual({ sd: expect.closeTo(1, 9), df: 2 });
  expect(spreadOf([a, b, c, entry(Math.E, 1)], result)!.df).toBe(3);
  expect(spreadOf([a, b], result)).toBeNull();
  expect(spreadOf([a, b, entry(9, 9, 'other')], result)).toBeNull();
  expect(spreadOf([a, b, entry(0, 1)], result)!.sd).toBeCloseTo(0, 9);
  expect(spreadOf([a, b, entry(-1, null)], result)).toBeNull();
  expect(spreadOf([entry(1, Math.E), entry(1, Math.E ** 3), entry(1, Math.E ** 5)], result)!.sd).toBeCloseTo(2, 9);
});

test('blocks needed: the least number at which an unchanged subject passes with 90 % power', () => {
  // Of 3 %: (t(1 − p) + t(0.9)) · √(2 ÷ n) · σ ≤ ln 1.06 with n − 1 degrees of freedom (SciPy): at 4 blocks 5.557 at
  // p = 0.0148, so σ = 0.014829; at 8, 4.291 at p = 0.0119, so σ = 0.027158.
  expect(blocksNeeded(0.01482, null, 0.03)).toBe(4);
  expect(blocksNeeded(0.01484, null, 0.03)).toBe(5);
  expect(blocksNeeded(0.02715, null, 0.03)).toBe(8);
  expect(blocksNeeded(0.02717, null, 0.03)).toBe(9);
  // The margin beyond a limit of 0.1 % is 1 %.
  expect(blocksNeeded(0.002, null, 0.001)).toBe(blocksNeeded(0.002, null, 0.0011));
  // What measurements add, √2 · 0.01 with 2 degrees of freedom, no number of blocks makes small.
  expect(blocksNeeded(0.0001, { sd: 0.005, df: 2 }, 0.03)).toBe(4);
  expect(blocksNeeded(0.0001, { sd: 0.01, df: 2 }, 0.03)).toBeNull();
  expect(blocksNeeded(0.0001, { sd: 0.01, df: 30 }, 0.03)).toBe(4);
  expect(blocksNeeded(0.15, null, 0.03)).toBeGreaterThan(100);
  expect(blocksNeeded(0.2, null, 0.03)).toBeNull();
});

test('the key is the digest of sorted JSON: histories on disk hold it, so no version may change it', () => {
  const measured = (subject: object): RunResult =>
    ({ ...result, subject, environment: { gpu: 'x' }, meter: { ...result.meter, kind: 'estimate' } }) as RunResult;
  const digest = result.workload.digest;
  const text = `[{"a":{"c":[2,1],"d":null},"b":1},{"gpu":"x"},"estimate",${JSON.stringify(digest)}]`;
  expect(keyOf(measured({ b: 1, a: { d: null, c: [2, 1] } }))).toBe(sha256(text));
});
