import { setTimeout as sleep } from 'node:timers/promises';
import { JouleGateError } from '../common/errors.ts';
import { percent } from '../common/levels.ts';
import type { Config } from '../config/types.ts';
import type { BlockEnergy, EnergyMeter, MeterInfo } from '../energy/types.ts';
import { metered } from './metered.ts';

export type Expected = NonNullable<Config['expect']>;

/** What is known of the machine at one time: degrees Celsius, watts a card; `null` where the meter does not tell. */
interface Condition {
  temperatureC: number | null;
  powerLimitWatts: number | null;
}

/** A look at the card before anything runs lasts so long, seconds. */
const LOOK_SECONDS = 0.3;
/** Limits are told in milliwatts and written in watts. */
const SAME_WATTS = 0.5;

/** What of the meter's own facts is not as expected, in words; what it does not tell is not. */
function unexpectedFacts({ environment }: MeterInfo, expected: Expected): string[] {
  return (['gpu', 'driver'] as const).flatMap((fact) => {
    const found = environment[fact] ?? null;
    return expected[fact] === null || expected[fact] === found
      ? []
      : [`${fact} is ${found ?? 'not told by the meter'}, not ${expected[fact]}`];
  });
}

/** What of a moment, or of a block, is not as expected. */
function unexpectedConditions({ temperatureC, powerLimitWatts }: Condition, expected: Expected): string[] {
  const found: string[] = [];
  const { temperatureBelow } = expected;
  const limit = expected.powerLimitWatts;
  if (limit !== null && !(powerLimitWatts !== null && Math.abs(powerLimitWatts - limit) < SAME_WATTS))
    found.push(`the power limit is ${tell(powerLimitWatts, 'W')}, not ${limit} W`);
  if (temperatureBelow !== null && !(temperatureC !== null && temperatureC < temperatureBelow))
    found.push(`the temperature is ${tell(temperatureC, '°C')}, not below ${temperatureBelow} °C`);
  return found;
}

/** Whether idle power, watts a card, is below its share of the power limit. */
function unexpectedIdle(watts: number | null, limit: number | null, expected: Expected): string[] {
  const { idleBelow } = expected;
  if (idleBelow === null || (watts !== null && limit !== null && watts < idleBelow * limit)) return [];
  return [`idle power is ${tell(watts, 'W')} of a limit of ${tell(limit, 'W')}, not below ${percent(idleBelow)} of it`];
}

const tell = (value: number | null, unit: string): string =>
  value === null ? 'not told by the meter' : `${Number(value.toPrecision(4))} ${unit}`;

/**
 * Holds the machine against what is expected of it, before a model is loaded. @param idleWatts idle power, `null` where
 * there is none. @throws JouleGateError `environment-unexpected`, also for what the meter cannot tell
 */
export async function requireExpected(meter: EnergyMeter, expected: Expected, idleWatts: number | null): Promise<void> {
  const { energy: now } = await metered(meter, async () => await sleep(LOOK_SECONDS));
  const limit = limitOf(now, meter.info);
  const unexpected = [
    ...unexpectedFacts(meter.info, expected),
    ...unexpectedConditions({ ...now, powerLimitWatts: limit }, expected),
    ...unexpectedIdle(idleWatts === null ? null : idleWatts / cardsOf(meter.info), limit, expected),
  ];
  if (unexpected.length === 0) return;
  throw new JouleGateError(
    'environment-unexpected',
    `this machine is not what the configuration expects: ${unexpected.join('; ')}`,
    'let the card cool, set its limit, free it of others; or correct "environment.expect"',
  );
}

/** The limit that a block saw, or else the one that the meter was opened with; of several cards their mean. */
function limitOf({ powerLimitWatts }: BlockEnergy, { environment }: Pick<MeterInfo, 'environment'>): number | null {
  const opened = environment['powerLimitWatts'];
  const all = powerLimitWatts ?? (typeof opened === 'number' ? opened : null);
  return all === null ? null : all / cardsOf({ environment });
}

function cardsOf({ environment: { gpuCount } }: Pick<MeterInfo, 'environment'>): number {
  return typeof gpuCount === 'number' && gpuCount > 1 ? gpuCount : 1;
}

/** The meter, whose blocks are `invalid` where the machine was not as expected. */
export function expecting(meter: EnergyMeter, expected: Expected): EnergyMeter {
  return {
    info: meter.info,
    measureIdle: (seconds) => meter.measureIdle(seconds),
    startBlock: () => meter.startBlock(),
    mark: (edge, phase, id, detail) => meter.mark(edge, phase, id, detail),
    close: () => meter.close(),
    async finishBlock() {
      const block = await meter.finishBlock();
      const seen = { ...block, powerLimitWatts: limitOf(block, meter.info) };
      if (unexpectedConditions(seen, expected).length === 0) return block;
      const reasons = [...block.validity.reasons, 'environment-unexpected' as const];
      return { ...block, validity: { status: 'invalid', reasons } };
    },
  };
}
