import { describe, expect, test } from '@jest/globals';
import type { Interval } from '../../src/energy/intervals.ts';
import { emptySeries, slice, type Series } from '../../src/energy/series.ts';
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
  expect(checkSeries(quiet())).toEqual({ invalid: [], warnings: [], remarks: [] });
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
  expect(checkSeries(s)).toEqual({ invalid: [], warnings: [reason], remarks: [] });
});

test('invalid beats warning beats ok', () => {
  expect(validityOf([], []).status).toBe('ok');
  expect(validityOf([], ['power-capped']).status).toBe('warning');
  expect(validityOf(['co-tenant'], ['power-capped'])).toEqual({
    status: 'invalid',
    reasons: ['co-tenant', 'power-capped'],
  });
});

test('a step beyond 1.5 × the limit × time is a jump, one within it is not', () => {
  // The counter of 20 ms, the poll before the last change 5 ms earlier: 25 ms × 450 W.
  for (const [joules, jumps] of [
    [11.2, false],
    [11.3, true],
  ] as const) {
    const s = quiet();
    s.instantMw.fill(NaN);
    s.energyMj.forEach((e, i) => i >= 1500 && (s.energyMj[i] = e + 1000 * joules - 2000));
    expect(checkSeries(s).invalid).toEqual(jumps ? ['counter-jump'] : []);
    s.powerLimitMw.fill(NaN);
    expect(checkSeries(s, { limitWatts: 300 }).invalid).toEqual(jumps ? ['counter-jump'] : []);
    expect(checkSeries(s).invalid).toEqual([]);
  }
});

test('a jump does not count into the mean power that readings are compared with', () => {
  const s = quiet();
  s.energyMj.forEach((e, i) => i >= 1500 && (s.energyMj[i] = e + 1e6));
  expect(checkSeries(s).invalid).toEqual(['counter-jump']);
});

describe('the bounds of', () => {
  /** Samples from 1,500 on `seconds` later. */
  const away = (seconds: number) => {
    const s = quiet();
    s.t = s.t.map((t, i) => (i >= 1500 ? t + seconds : t));
    return checkSeries(s).invalid;
  };
  /** Readings of power a factor off, over the last `n` samples. */
  const off = (factor: number, n = 3000) => {
    const s = quiet();
    s.instantMw = s.instantMw.map((p) => p * factor);
    return checkSeries(slice(s, (3000 - n) * 0.005, 15)).invalid;
  };

  test('a gap: 50 ms for a counter of 20 ms', () => {
    expect(away(0.0449)).toEqual([]);
    expect(away(0.0451)).toEqual(['sampling-gap']);
  });

  test('a counter that is stuck: 20 cadences', () => {
    const still = (polls: number) => {
      const s = quiet();
      s.energyMj.fill(s.energyMj[1000]!, 1000, 1000 + polls);
      return checkSeries(s).invalid;
    };
    expect(still(76)).toEqual([]);
    expect(still(84)).toContain('counter-stuck');
  });

  test('counter and readings of power: 5 %, over 10 s', () => {
    expect(off(1.0499)).toEqual([]);
    expect(off(1.0501)).toEqual(['counter-power-disagree']);
    expect(off(0.9501)).toEqual([]);
    expect(off(0.9499)).toEqual(['counter-power-disagree']);
    // The first change comes 4 samples after the first value, the last 4 before the end.
    expect(off(1.1, 2008)).toEqual(['counter-power-disagree']);
    expect(off(1.1, 2000)).toEqual([]);
  });
});

describe('a gap of the sampler', () => {
  /** 200 samples of a power that alternates, `apart` seconds from each other, one `gap` times as far. */
  function sparse(apart: number, gap: number): Series {
    const s = emptySeries('GPU', 200, 0);
    let t = 0;
    for (let i = 0; i < 200; i++) {
      t += i === 100 ? gap * apart : apart;
      s.t[i] = t;
      s.averageMw[i] = 100_000 + 1000 * (i % 2);
    }
    return s;
  }

  test.each([0.25, 1])('is one beyond twice the own spacing of a log with %d s between samples', (apart) => {
    expect(checkSeries(sparse(apart, 1.9)).invalid).toEqual([]);
    expect(checkSeries(sparse(apart, 2.1)).invalid).toEqual(['sampling-gap']);
  });

  test.each([
    [0.19, []],
    [0.21, ['slow-samples']],
  ])('samples %d s apart: %p', (apart, warnings) => {
    expect(checkSeries(sparse(apart, 1))).toEqual({ invalid: [], warnings, remarks: [] });
  });

  test('is judged by the period of a power reading, where that is longer', () => {
    const s = quiet();
    s.energyMj.fill(NaN);
    for (const [seconds, found] of [
      [0.17, []],
      [0.2, ['sampling-gap']],
    ] as const) {
      const reading = { ...s, t: s.t.map((t, i) => (i > 1500 ? t + seconds : t)) };
      reading.instantMw = s.instantMw.map((_, i) => 100_000 + Math.floor(i / 18));
      expect(checkSeries(reading).invalid).toEqual(found);
    }
  });
});

describe('readings of power that lock to the load', () => {
  /** Prefills of 300 W more; readings of the last 25 ms come every 0.1 s with a counter that is right. */
  function loaded(period: (r: number) => number): { series: Series; intervals: Interval[] } {
    const intervals: Interval[] = [];
    for (let at = 0.01, r = 0; at < 14.5; at += period(r++))
      intervals.push({ phase: 'prefill', id: `r${r}`, start: at, end: at + 0.06, contextTokens: null });
    const busy = (t: number) => intervals.reduce((s, i) => s + Math.max(0, Math.min(t, i.end) - i.start), 0);
    const s = emptySeries('GPU', 3000, 0);
    for (let i = 0; i < 3000; i++) {
      s.t[i] = i * 0.005;
      const shown = Math.floor(s.t[i]! / 0.1 + 1e-9) * 0.1;
      s.energyMj[i] = Math.round(1000 * (100 * shown + 300 * busy(shown)));
      s.instantMw[i] =
        Math.round(1000 * (100 + (300 * (busy(shown) - busy(shown - 0.025))) / 0.025)) + (Math.floor(i / 20) % 2);
    }
    return { series: s, intervals };
  }

  test('cannot tell that the counter is wrong, and that is said', () => {
    const { series, intervals } = loaded(() => 0.5);
    expect(checkSeries(series).invalid).toEqual(['counter-power-disagree']);
    const found = checkSeries(series, { intervals });
    expect(found).toMatchObject({ invalid: [], warnings: [] });
    expect(found.remarks).toEqual([expect.stringMatching(/^counter-power-disagree: not judged.*every prefill/)]);
  });

  test('where gaps vary they agree with the counter, and one that is wrong is found', () => {
    const { series, intervals } = loaded((r) => 0.45 + 0.1 * ((r * 0.618) % 1));
    expect(checkSeries(series, { intervals })).toEqual({ invalid: [], warnings: [], remarks: [] });
    series.energyMj.forEach((e, i) => (series.energyMj[i] = e * 1.5));
    expect(checkSeries(series, { intervals }).invalid).toEqual(['counter-power-disagree']);
  });
});

test('a counter that rests where nothing is used is neither stuck nor away, but a fall is a fall', () => {
  const s = quiet();
  s.energyMj.fill(s.energyMj[1000]!, 1000, 2000);
  s.t.forEach((t, i) => i > 1500 && (s.t[i] = t + 5));
  expect(checkSeries(s, { rests: true })).toEqual({ invalid: [], warnings: [], remarks: [] });
  expect(checkSeries(s).invalid).toEqual(expect.arrayContaining(['counter-stuck', 'sampling-gap']));
  s.energyMj.forEach((e, i) => i > 2500 && (s.energyMj[i] = e - 1_000_000));
  expect(checkSeries(s, { rests: true }).invalid).toEqual(['counter-reset']);
});
