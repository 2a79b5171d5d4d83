import { attribute } from '../../src/energy/attribution/index.ts';
import { Random } from './random.ts';
import { simulate } from './simulator.ts';

/** 10,000 requests over 100,000 samples (500 s at 5 ms): seconds and memory of one attribution. */
export function scale(cadence: number): { seconds: number; cpuSeconds: number; megabytes: number; samples: number } {
  const random = new Random(5);
  const trace = simulate(
    {
      cadence,
      jitter: 0.02,
      partTime: null,
      lag: 0.6 * cadence,
      response: { kind: 'first-order', tau: 0.008 },
      noise: 0.03,
      powerSpread: 0.03,
      gain: 1,
      idleWatts: 60,
      pollSeconds: 0.005,
      prefillWatts: 300,
      decodeWatts: 200,
      requests: Array.from({ length: 10_000 }, () => ({
        gap: random.between(0.005, 0.015),
        prefill: random.between(0.005, 0.015),
        decode: random.between(0.02, 0.04),
      })),
    },
    random,
  );
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const start = performance.now();
  attribute({
    series: trace.series,
    intervals: trace.intervals,
    from: 0,
    to: trace.end,
    idle: trace.idle,
    powerLimitWatts: 500,
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    megabytes: (process.memoryUsage().rss - before) / 2 ** 20,
    samples: trace.series.t.length,
  };
}
