import { expect, test } from '@jest/globals';
import { idlePower } from '../../src/energy/idle.ts';
import { emptySeries, type Series } from '../../src/energy/series.ts';

/** 3 s at 5 ms of 80 W on a 100 ms counter. */
function quiet(): Series {
  const s = emptySeries('GPU', 600, 0);
  for (let i = 0; i < 600; i++) {
    s.t[i] = i * 0.005;
    s.energyMj[i] = 5e6 + 8000 * Math.floor(i / 20);
  }
  return s;
}

test('idle power is the slope of the counter, known to no better than 1 %', () => {
  const { watts, standardError } = idlePower(quiet())!;
  expect(watts).toBeCloseTo(80, 6);
  expect(standardError).toBeCloseTo(0.8, 6);
});

test.each([
  ['with an update', 300],
  ['between two', 311],
])('a counter that is set %s leaves it as it is', (_, poll) => {
  for (const mj of [1e7, -4e6]) {
    const s = quiet();
    for (let i = poll; i < 600; i++) s.energyMj[i] = s.energyMj[i]! + mj;
    expect(idlePower(s, 300)!.watts).toBeCloseTo(80, 6);
  }
});

test('the limit is that of the samples, where none is given', () => {
  const s = quiet();
  for (let i = 300; i < 600; i++) s.energyMj[i] = s.energyMj[i]! + 100_000;
  expect(idlePower(s)!.watts).toBeGreaterThan(100);
  s.powerLimitMw.fill(300_000);
  expect(idlePower(s)!.watts).toBeCloseTo(80, 6);
});

test('without a counter that moves it is the mean of power readings, without those it is none', () => {
  const s = quiet();
  s.energyMj.fill(5e6);
  expect(idlePower(s)).toBeNull();
  for (let i = 0; i < 600; i++) s.averageMw[i] = 79_000 + 2000 * (Math.floor(i / 20) % 2);
  expect(idlePower(s)!.watts).toBeCloseTo(80, 6);
});
