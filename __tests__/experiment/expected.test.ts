import { afterEach, describe, expect, test } from '@jest/globals';
import { openMeter } from '../../src/energy/index.ts';
import type { BlockEnergy, EnergyMeter } from '../../src/energy/types.ts';
import { checkConfig } from '../../src/config/load.ts';
import { expecting, requireExpected, type Expected } from '../../src/experiment/expected.ts';
import { FakeGpu, noCompiler } from '../energy/support/fake-gpu.ts';

if (noCompiler !== null) console.log(noCompiler);

const NOTHING: Expected = {
  gpu: null,
  driver: null,
  powerLimitWatts: null,
  idleBelow: null,
  temperatureBelow: null,
};

/** A meter of which only what is looked at here is there. */
function meterOf(
  block: Partial<Pick<BlockEnergy, 'temperatureC' | 'powerLimitWatts' | 'validity'>>,
  environment: EnergyMeter['info']['environment'] = {},
): EnergyMeter {
  const energy = { temperatureC: null, powerLimitWatts: null, validity: { status: 'ok', reasons: [] }, ...block };
  return {
    info: { environment } as EnergyMeter['info'],
    measureIdle: async () => null,
    startBlock: async () => undefined,
    mark: () => undefined,
    finishBlock: async () => energy as BlockEnergy,
    close: async () => undefined,
  };
}

const refusal = async (meter: EnergyMeter, expected: Partial<Expected>, idle: number | null = null): Promise<string> =>
  await requireExpected(meter, { ...NOTHING, ...expected }, idle).then(
    () => '',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('before anything is loaded', () => {
  test.each<[string, EnergyMeter, Partial<Expected>, number | null, RegExp]>([
    ['the card', meterOf({}, { gpu: 'A' }), { gpu: 'A' }, null, /^$/],
    ['another card', meterOf({}, { gpu: 'B' }), { gpu: 'A' }, null, /unexpected: .*gpu is B, not A/],
    ['a card that is not told', meterOf({}), { gpu: 'A' }, null, /gpu is not told by the meter/],
    ['another driver', meterOf({}, { driver: '1' }), { driver: '2' }, null, /driver is 1, not 2/],
    ['the limit', meterOf({ powerLimitWatts: 300 }), { powerLimitWatts: 300 }, null, /^$/],
    ['of two cards', meterOf({ powerLimitWatts: 600 }, { gpuCount: 2 }), { powerLimitWatts: 300 }, null, /^$/],
    ['idle of two cards', meterOf({ powerLimitWatts: 600 }, { gpuCount: 2 }), { idleBelow: 0.2 }, 119, /^$/],
    ['another limit', meterOf({ powerLimitWatts: 299 }), { powerLimitWatts: 300 }, null, /limit is 299 W, not 300 W/],
    ['the limit as opened', meterOf({}, { powerLimitWatts: 300 }), { powerLimitWatts: 300 }, null, /^$/],
    ['no limit told', meterOf({}), { powerLimitWatts: 300 }, null, /limit is not told/],
    ['just below', meterOf({ temperatureC: 59.9 }), { temperatureBelow: 60 }, null, /^$/],
    [
      'not below',
      meterOf({ temperatureC: 60 }),
      { temperatureBelow: 60 },
      null,
      /temperature is 60 °C, not below 60 °C/,
    ],
    ['no temperature told', meterOf({}), { temperatureBelow: 60 }, null, /temperature is not told/],
    ['idle just below', meterOf({ powerLimitWatts: 300 }), { idleBelow: 0.2 }, 59.9, /^$/],
    [
      'idle not below',
      meterOf({ powerLimitWatts: 300 }),
      { idleBelow: 0.2 },
      60,
      /idle power is 60 W .* not below 20 %/,
    ],
    ['no idle told', meterOf({ powerLimitWatts: 300 }), { idleBelow: 0.2 }, null, /idle power is not told/],
    ['idle, and no limit told', meterOf({}), { idleBelow: 0.2 }, 10, /limit of not told/],
  ])('%s', async (_, meter, expected, idle, says) => {
    expect(await refusal(meter, expected, idle)).toMatch(says);
  });
});

describe('during the blocks', () => {
  const validityOf = async (block: Parameters<typeof meterOf>[0], expected: Partial<Expected>) =>
    (await expecting(meterOf(block), { ...NOTHING, ...expected }).finishBlock()).validity;

  test('a block within is as it was', async () => {
    expect(await validityOf({ temperatureC: 79, powerLimitWatts: 300 }, { temperatureBelow: 80 })).toEqual({
      status: 'ok',
      reasons: [],
    });
  });

  test('one beyond is invalid, and keeps its other reasons', async () => {
    const validity = { status: 'warning' as const, reasons: ['power-capped' as const] };
    expect(await validityOf({ temperatureC: 80, validity }, { temperatureBelow: 80 })).toEqual({
      status: 'invalid',
      reasons: ['power-capped', 'environment-unexpected'],
    });
    expect((await validityOf({ powerLimitWatts: 250 }, { powerLimitWatts: 300 })).reasons).toEqual([
      'environment-unexpected',
    ]);
  });
});

test('the configuration says what is expected', () => {
  const of = (environment: unknown) => checkConfig({ model: { builtin: 'practice' }, environment }, 'test', '/').expect;
  expect(of({ expect: { 'power-limit-watts': 300, 'idle-below': 0.2 } })).toEqual({
    ...NOTHING,
    powerLimitWatts: 300,
    idleBelow: 0.2,
  });
  expect(checkConfig({ model: { builtin: 'practice' } }, 'test', '/').expect).toBeNull();
  expect(() => of({ expect: { 'idle-below': 1.01 } })).toThrow(/idle-below/);
  expect(() => of({ expect: { card: 'A' } })).toThrow(/card/);
});

(noCompiler === null ? describe : describe.skip)('over the fake driver', () => {
  let meter: EnergyMeter | null = null;
  let gpu: FakeGpu;
  afterEach(async () => {
    await meter?.close();
    gpu.remove();
  });

  test('what the driver says of card, limit and idle power is held against what is expected', async () => {
    gpu = new FakeGpu({ cadence: 20, idle: 60 });
    meter = await openMeter({ kind: 'nvml' });
    const idle = await meter.measureIdle(0.5);
    const right = { gpu: 'Fake GPU', driver: '999.1', powerLimitWatts: 500, idleBelow: 0.15, temperatureBelow: 95 };
    expect(await refusal(meter, right, idle)).toBe('');
    expect(await refusal(meter, { ...right, driver: '570.1', idleBelow: 0.1 }, idle)).toMatch(
      /driver is 999\.1, not 570\.1; idle power is .* of a limit of 500 W, not below 10 %/,
    );
  });
});
