import { expect, test } from '@jest/globals';
import { surroundings } from '../../src/energy/meters/surroundings.ts';
import { emptySeries } from '../../src/energy/series.ts';

const series = emptySeries('GPU-x', 10, 0);
for (let k = 0; k < 10; k++) {
  series.t[k] = k;
  series.smClockMhz[k] = 100 * k;
}
const interval = (phase: string, start: number, end: number) => ({
  phase,
  id: `${phase}${start}`,
  start,
  end,
  contextTokens: null,
});

test('clock and temperature are means over the time that a phase ran', () => {
  const intervals = [interval('prefill', 1, 2.5), interval('decode', 2.5, 5), interval('prefill', 6, 7)];
  expect(surroundings(series, intervals, 'prefill')).toEqual({ smClockMhz: (100 + 200 + 600) / 3, temperatureC: null });
  expect(surroundings(series, intervals, 'decode')).toEqual({ smClockMhz: (300 + 400) / 2, temperatureC: null });
});

test('intervals side by side each look at their own samples; a phase without any is null', () => {
  expect(surroundings(series, [interval('decode', 2, 6), interval('decode', 3, 4)], 'decode').smClockMhz).toBe(
    (200 + 300 + 400 + 500 + 300) / 5,
  );
  expect(surroundings(series, [interval('decode', 2.1, 2.9)], 'decode')).toEqual({
    smClockMhz: null,
    temperatureC: null,
  });
});
