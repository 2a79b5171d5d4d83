import { expect, test } from '@jest/globals';
import { emptySeries, type Series } from '../../src/energy/series.ts';
import { checkSeries, validityOf } from '../../src/energy/validity.ts';

/** 15 s at 5 ms of 100 W on a 20 ms counter, with instant power that says the same. */
function quiet(): Series {
  const s = emptySeries('GPU', 3000, 0);
  for (let i = 0; i < 3000; i++) {
    s.t[i] = i * 0.005;
    s.energyMj[i] = 2000 * Math.floor(i / 4);
    s.instantMw[i] = 100_000 + (Math.floor(i / 4) % 3);
    s.powerLimitMw[i] = 300_000;
    s.throttle[i] = 0;
  }
  return s;
}

test('a good trace has nothing to say', () => {
  expect(checkSeries(quiet())).toEqual({ invalid: [], warnings: [] });
});

test.each<[string, (s: Series) => void]>([
  ['counter-reset', (s) => s.energyMj.forEach((e, i) => i > 1500 && (s.energyMj[i] = e - 2_500_000))],
  ['counter-stuck', (s) => s.energyMj.fill(s.energyMj[1000]!, 1000, 1200)],
  ['sampling-gap', (s) => s.t.forEach((t, i) => i > 1500 && (s.t[i] = t + 0.2))],
  ['power-limit-changed', (s) => s.powerLimitMw.fill(250_000, 2000)],
  ['counter-power-disagree', (s) => s.instantMw.forEach((p, i) => (s.instantMw[i] = p * 1.1))],
])('%s makes a block invalid', (reason, spoil) => {
  const s = quiet();
  spoil(s);
  expect(checkSeries(s).invalid).toContain(reason);
});

test('while the sampler is away, the counter is not called stuck', () => {
  const s = quiet();
  s.t.forEach((t, i) => i > 1500 && (s.t[i] = t + 0.6));
  expect(checkSeries(s).invalid).toEqual(['sampling-gap']);
});

test.each([
  [0x8, 'hardware-slowdown'],
  [0x20, 'thermal-slowdown'],
  [0x4, 'power-capped'],
])('throttle bit %d warns of %s', (bit, reason) => {
  const s = quiet();
  s.throttle.fill(bit, 2000, 2100);
  expect(checkSeries(s)).toEqual({ invalid: [], warnings: [reason] });
});

test('invalid beats warning beats ok', () => {
  expect(validityOf([], []).status).toBe('ok');
  expect(validityOf([], ['power-capped']).status).toBe('warning');
  expect(validityOf(['co-tenant'], ['power-capped'])).toEqual({
    status: 'invalid',
    reasons: ['co-tenant', 'power-capped'],
  });
});

test('a jump that no device could draw is a reset, one that it could is not', () => {
  // The counter of 20 ms may step by 400 J at 20 kW.
  for (const [joules, reset] of [
    [390, false],
    [410, true],
  ] as const) {
    const s = quiet();
    s.instantMw.fill(NaN);
    s.energyMj.forEach((e, i) => i >= 1500 && (s.energyMj[i] = e + 1000 * joules - 2000));
    expect(checkSeries(s).invalid.includes('counter-reset')).toBe(reset);
  }
});

test('a counter that rests where nothing is used is neither stuck nor away, but a fall is a fall', () => {
  const s = quiet();
  s.energyMj.fill(s.energyMj[1000]!, 1000, 2000);
  s.t.forEach((t, i) => i > 1500 && (s.t[i] = t + 5));
  expect(checkSeries(s, true)).toEqual({ invalid: [], warnings: [] });
  expect(checkSeries(s).invalid).toEqual(expect.arrayContaining(['counter-stuck', 'sampling-gap']));
  s.energyMj.forEach((e, i) => i > 2500 && (s.energyMj[i] = e - 1_000_000));
  expect(checkSeries(s, true).invalid).toEqual(['counter-reset']);
});
