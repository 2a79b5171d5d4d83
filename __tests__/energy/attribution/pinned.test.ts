import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { attribute, METHOD } from '../../../src/energy/attribution/index.ts';
import { IDLE_WATTS, requests, trace, type Sensor } from './support/trace.ts';

const CASES: Record<string, [Sensor, Parameters<typeof requests>]> = {
  'exact 20 ms': [{ cadence: 0.02, lag: 0.012, noise: 0.03 }, [3, { spread: 0.03 }]],
  'exact 100 ms, slow device': [{ cadence: 0.1, lag: 0.06, tau: 0.02, noise: 0.03 }, [8, { spread: 0.03 }]],
  'part-time 25 of 100 ms': [{ cadence: 0.1, lag: 0.02, window: 0.025, noise: 0.03 }, [8, { spread: 0.03 }]],
  'instant power': [{ cadence: 0.05, lag: 0.01, window: 0.04, noise: 0.03, shows: 'instantMw' }, [6, {}]],
  'average of a second': [{ cadence: 0.05, lag: 0.01, window: 1, noise: 0.01, shows: 'averageMw' }, [8, {}]],
  context: [{ cadence: 0.05, lag: 0.03, noise: 0.02 }, [8, { context: true }]],
};

const known = new Map<string, Record<string, number>>();

function figuresOf(name: string): Record<string, number> {
  const found = known.get(name) ?? measured(name);
  known.set(name, found);
  return found;
}

function measured(name: string): Record<string, number> {
  const [sensor, load] = CASES[name]!;
  const loads = requests(...load);
  const { series, intervals, end } = trace(loads, sensor);
  const found = attribute({
    series,
    intervals,
    from: 0,
    to: end,
    idle: { watts: IDLE_WATTS, standardError: 0.6 },
    powerLimitWatts: 500,
  });
  const half = found.contrast(Float64Array.from(intervals, (_, i) => (i % 4 < 2 ? 1 : -1)))!;
  const prefill = found.phases.get('prefill')!;
  const decode = found.phases.get('decode')!;
  return {
    prefill: prefill.grossJoules,
    prefillNet: prefill.netJoules,
    prefillError: prefill.grossError,
    decode: decode.grossJoules,
    decodeNetError: decode.netError,
    first: found.gross[0]!,
    last: found.net[intervals.length - 1]!,
    contrast: half.grossJoules,
    contrastError: half.netError,
  };
}

const file = fileURLToPath(new URL('support/joules.json', import.meta.url));
const stored = JSON.parse(readFileSync(file, 'utf8')) as {
  method: string;
  joules: Record<string, Record<string, number>>;
};

// Results are comparable while `METHOD` is the same, so while it is, no figure may move: who moves one on purpose gives
// the method a new version and these figures with it (JOULEGATE_WRITE_JOULES=1 prints them).
if (process.env.JOULEGATE_WRITE_JOULES)
  console.log(
    JSON.stringify(
      { method: METHOD, joules: Object.fromEntries(Object.keys(CASES).map((n) => [n, figuresOf(n)])) },
      null,
      2,
    ),
  );

test('the figures are of this method', () => expect(stored.method).toBe(METHOD));

describe.each(Object.keys(CASES))('%s', (name) => {
  test('joules and errors are what this method has always made of this trace', () => {
    const found = figuresOf(name);
    for (const [figure, value] of Object.entries(stored.joules[name]!))
      expect([figure, Math.abs(found[figure]! / value - 1) < 1e-7]).toEqual([figure, true]);
  });

  test('and are near what the loads used', () => {
    const [sensor, load] = CASES[name]!;
    const loads = requests(...load);
    const { prefill, prefillError } = figuresOf(name) as { prefill: number; prefillError: number };
    const truth = loads.reduce((s, l) => s + (l.phase === 'prefill' ? l.watts * (l.end - l.start) : 0), 0);
    expect(sensor.cadence).toBeGreaterThan(0);
    expect(Math.abs(prefill - truth)).toBeLessThan(3.5 * prefillError);
  });
});
