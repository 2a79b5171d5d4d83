import { describe, expect, test } from '@jest/globals';
import { Random } from '../../../bench/energy/random.ts';
import { simulate, type Scenario } from '../../../bench/energy/simulator.ts';
import { costsOf, levelOf, ratioOf, slopeOf, type OnWorkload } from '../../../src/analysis/amplification/index.ts';
import type { Repeat, RunResult } from '../../../src/common/generated/run-result.ts';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { requestsOf } from '../../../src/energy/meters/block.ts';
import { fakeResult } from '../../support/results.ts';

const OK = { status: 'ok' as const, reasons: [] };
const STEP = 0.02;
const BLOCKS = 3;

const SENSOR: Omit<Scenario, 'requests' | 'contextSlope'> = {
  cadence: 0.02,
  jitter: 0.05,
  partTime: null,
  lag: 0.01,
  response: { kind: 'first-order', tau: 0.004 },
  noise: 0.02,
  powerSpread: 0.005,
  gain: 1,
  idleWatts: 60,
  pollSeconds: 0.005,
  prefillWatts: 320,
  decodeWatts: 200,
};

/**
 * What of watts grows by `contextSlope` per 1,000 tokens beyond 2,000, told relative to a step's net joules at context
 * 0.
 */
const known = (contextSlope: number): number =>
  (SENSOR.decodeWatts * contextSlope) / (SENSOR.decodeWatts * (1 - 2 * contextSlope) - SENSOR.idleWatts);

const done = new Map<string, OnWorkload>();
/** `simulated`, once for each. */
function measured(...args: Parameters<typeof simulated>): OnWorkload {
  const key = JSON.stringify(args);
  const run = done.get(key) ?? simulated(...args);
  done.set(key, run);
  return run;
}

/** A workload's answers, block by block, each block's sensor attributed as a run's is. */
function simulated(workload: string, prompts: readonly number[], contextSlope: number, seed: number): OnWorkload {
  const result: RunResult = fakeResult({ decode: [1], tasks: prompts.length, measurement: workload });
  const repeats: Repeat[][] = prompts.map(() => []);
  const template = result.arms.plain!.tasks[0]!.repeats[0]!;
  for (let block = 0; block < BLOCKS; block++) {
    const random = new Random(seed + block);
    const steps = prompts.map((_p, i) => 20 + ((7 * i) % 23));
    const requests = prompts.map((n, i) => ({
      gap: 0.02 + 0.02 * random.next(),
      prefill: 0.05 + n / 10_000,
      decode: STEP * steps[i]!,
      context: n + (steps[i]! + 1) / 2,
    }));
    const { series, intervals, end, idle } = simulate({ ...SENSOR, requests, contextSlope }, random);
    const attribution = attribute({ series, intervals, from: 0, to: end, idle, powerLimitWatts: 450 });
    const phases = requestsOf(intervals, [attribution], OK);
    prompts.forEach((n, i) =>
      repeats[i]!.push({
        ...template,
        block,
        promptTokens: n,
        outputTokens: steps[i]! + 1,
        decodeSteps: steps[i]!,
        phases: phases.get(`r${i}`)!,
      }),
    );
  }
  result.arms.plain = { tasks: repeats.map((r, i) => ({ id: `${workload}/${i}`, repeats: r })) };
  return { workload, result };
}

const SHORT = [120, 160, 200, 260, 330, 400, 450, 520];
const LONG = [2600, 3100, 3500, 4000, 4600, 5200, 5800, 6400];

describe('amplification on a simulated sensor', () => {
  test.each([0.03, 0.1])('recovers a known slope within 5 % and inside its interval: %d', (contextSlope) => {
    const runs = [measured('short', SHORT, contextSlope, 11), measured('long', LONG, contextSlope, 31)];
    const found = slopeOf(costsOf(runs))!;
    const truth = known(contextSlope);
    expect(Math.abs(found.slope / truth - 1)).toBeLessThan(0.05);
    expect(found.interval![0]).toBeLessThan(truth);
    expect(found.interval![1]).toBeGreaterThan(truth);
    // An interval that holds everything tells nothing.
    expect(found.interval![1] - found.interval![0]).toBeLessThan(truth);
  });

  test('finds none where power does not depend on context', () => {
    const found = slopeOf(costsOf([measured('short', SHORT, 0, 11), measured('long', LONG, 0, 31)]))!;
    expect(Math.abs(found.slope)).toBeLessThan(0.005);
    expect(found.interval![0]).toBeLessThan(0);
    expect(found.interval![1]).toBeGreaterThan(0);
  });

  test('tells the ratio of long to short with an interval that holds the truth', () => {
    const [short, long] = [measured('short', SHORT, 0.1, 11), measured('long', LONG, 0.1, 31)].map((r) => levelOf(r)!);
    const { ratio, interval } = ratioOf(short!, long!);
    const mean = (prompts: readonly number[]): number => {
      const steps = prompts.map((_p, i) => 20 + ((7 * i) % 23));
      const all = steps.reduce((a, b) => a + b, 0);
      return (
        prompts.reduce((sum, n, i) => sum + steps[i]! * (1 + (known(0.1) * (n + (steps[i]! + 1) / 2)) / 1000), 0) / all
      );
    };
    const truth = mean(LONG) / mean(SHORT);
    expect(truth).toBeGreaterThan(1.3);
    expect(Math.abs(ratio! / truth - 1)).toBeLessThan(0.02);
    expect(interval![0]).toBeLessThan(truth);
    expect(interval![1]).toBeGreaterThan(truth);
  });
});
