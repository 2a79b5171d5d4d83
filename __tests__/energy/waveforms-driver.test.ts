import { describe, expect, test } from '@jest/globals';
import { noTraces } from '../../bench/energy/waveforms.ts';
import { throughDriver } from '../../bench/energy/waveforms-driver.ts';
import { noCompiler } from './support/fake-gpu.ts';

const missing = [noCompiler, noTraces].filter((reason) => reason !== null);
for (const reason of missing) console.log(reason);

(missing.length === 0 ? describe : describe.skip)(
  "real boards' power through the fake driver, polled in real time",
  () => {
    test('short phases within 2 % of what the sensors report, never swapped', async () => {
      const jobs = [
        { board: 'step-3090', sensor: { cadence: 0.02, partTime: false } },
        { board: 'step-4090', sensor: { cadence: 0.1, partTime: false } },
        { board: 'step-a100', sensor: { cadence: 0.05, partTime: true } },
      ].map((job, seed) => ({ ...job, requests: 20, seed: seed + 1 }));
      const found = await throughDriver(jobs);
      expect(found).toHaveLength(6);
      for (const f of found) {
        expect(f.swapped).toBe(false);
        // 2 % is for the aggregate of many traces (below, and the benchmark); of one of 20 requests its own error may
        // be added.
        expect(Math.abs(f.error!)).toBeLessThan(0.02 + f.halfWidth!);
        // On a machine that other tests keep busy the sampler may be away for a moment; nothing else may be wrong.
        expect(f.reasons.filter((r) => r !== 'sampling-gap')).toEqual([]);
      }
      for (const phase of ['prefill', 'decode']) {
        const errors = found.filter((f) => f.phase === phase).map((f) => f.error!);
        expect(Math.abs(errors.reduce((a, b) => a + b, 0) / errors.length)).toBeLessThan(0.02);
      }
    });
  },
);
