import { expect, test } from '@jest/globals';
import { emissionsOf } from '../../src/analysis/co2e.ts';
import { compare } from '../../src/analysis/compare.ts';
import { readings } from '../../src/analysis/surroundings.ts';
import type { BlockReading } from '../../src/common/generated/run-result.ts';
import { fakeResult } from '../support/results.ts';

const result = fakeResult({ decode: [10, 10], tasks: 2, tokens: 101, prefill: 2, babble: 20, check: null });

test('readings: means over the blocks of an arm, of what the sensor gave', () => {
  const block = (arm: 'plain' | 'suppressed', more: Partial<BlockReading>): BlockReading => ({
    block: 0,
    arm,
    seconds: 1,
    ...more,
  });
  const phases = { prefill: { smClockMhz: 1400, temperatureC: null }, decode: { smClockMhz: 1200, temperatureC: 60 } };
  const blocks = [
    block('plain', { smClockMhz: 1300, temperatureC: 50, powerLimitWatts: 300, idleWatts: null, phases }),
    block('plain', { smClockMhz: 1100, temperatureC: null, idleWatts: 50 }),
    block('suppressed', { seconds: 2 }),
  ];
  expect(readings({ ...result, blocks })).toEqual([
    {
      arm: 'plain',
      smClockMhz: 1200,
      temperatureC: 50,
      powerLimitWatts: 300,
      idleWatts: 50,
      prefill: { smClockMhz: 1400, temperatureC: null },
      decode: { smClockMhz: 1200, temperatureC: 60 },
    },
  ]);
  const { decode } = phases;
  expect(readings({ ...result, blocks: [block('plain', { smClockMhz: 1, phases: { decode } })] })).toMatchObject([
    { prefill: { smClockMhz: null, temperatureC: null }, decode },
  ]);
  expect(readings(result)).toEqual([]);
  for (const one of ['smClockMhz', 'temperatureC', 'powerLimitWatts', 'idleWatts'])
    expect(readings({ ...result, blocks: [block('suppressed', { [one]: 7 })] })).toMatchObject([
      { arm: 'suppressed', [one]: 7, prefill: { smClockMhz: null } },
    ]);
});

test('emissions: of the arms that have energy per task', () => {
  const both = compare(null, fakeResult({ decode: [1], arms: ['plain', 'suppressed'] }), { thresholds: {} }).metrics;
  expect(emissionsOf(both, { gPerKwh: 3.6e6, source: 'x' }, false)).toEqual({
    gPerKwh: 3.6e6,
    source: 'x',
    estimated: false,
    arms: {
      plain: { baseGramsPerTask: null, headGramsPerTask: expect.closeTo(2, 12) },
      suppressed: { baseGramsPerTask: null, headGramsPerTask: expect.closeTo(1.5, 12) },
    },
  });
  expect(
    emissionsOf(
      both.filter((m) => m.arm === 'plain'),
      { gPerKwh: 1, source: 'x' },
      true,
    ),
  ).toMatchObject({ estimated: true, arms: { plain: {} } });
  expect(emissionsOf([], { gPerKwh: 1, source: 'x' }, true).arms).toEqual({});
});
