import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { monotonicNs } from '../../src/common/clock.ts';
import { checkConfig } from '../../src/config/load.ts';
import { openMeter, type EnergyMeter } from '../../src/energy/index.ts';
import { Session } from '../../src/experiment/session.ts';
import { openSubject } from '../../src/experiment/subject.ts';
import { CodeJudge } from '../../src/judge/code/judge.ts';
import type { Engine } from '../../src/model/engine.ts';
import { locateModel } from '../../src/model/locate.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import { ENERGY_3 } from '../analysis/support/cases.ts';
import { FakeGpu, noCompiler } from '../energy/support/fake-gpu.ts';
import { loadEngine } from '../support/engine.ts';
import { sample } from '../support/soak.ts';

if (noCompiler !== null) console.log(noCompiler);
const WATTS = { idle: 60, prefill: 300, decode: 180 };
/** Each token of head costs so much more than one of base. */
const DEARER = 0.05;
const BLOCKS = 16;

// Beside other tests the model's own time on a CPU varies by more than that, and nothing could be called.
const quiet = sample(1, 0) === 1;
if (!quiet) console.log('skipped: wants a quiet machine; "npm run soak -- rates-differ" runs it');

/** Draws power from the edges that the experiment marks: head's more than base's. */
function coupled(inner: EnergyMeter, gpu: FakeGpu): EnergyMeter {
  return {
    info: inner.info,
    measureIdle: (seconds) => inner.measureIdle(seconds),
    startBlock: () => inner.startBlock(),
    finishBlock: () => inner.finishBlock(),
    close: () => inner.close(),
    mark: (edge, phase, id, detail) => {
      inner.mark(edge, phase, id, detail);
      if (phase === 'check' || phase === 'queue') return;
      const watts = (WATTS[phase] - WATTS.idle) * (id.includes('head') ? 1 + DEARER : 1);
      gpu.power(monotonicNs(), edge === 'begin' ? watts : -watts);
    },
  };
}

(noCompiler === null && quiet ? describe : describe.skip)(
  'base and head in one record of a metered GPU (the fake driver)',
  () => {
    let gpu: FakeGpu;
    let meter: EnergyMeter;
    let engine: Engine;
    let judge: CodeJudge;
    beforeAll(async () => {
      gpu = new FakeGpu({ idle: WATTS.idle, cadence: 20, lag: 12 });
      meter = coupled(await openMeter({ kind: 'nvml' }), gpu);
      engine = await loadEngine();
      judge = new CodeJudge({ policy: 'best', onProgress: () => undefined });
      await judge.ready();
    });
    afterAll(async () => {
      await meter.close();
      await Promise.all([judge.close(), engine.close()]);
      gpu.remove();
    });

    it('a prompt of as many tokens whose tokens are dearer is told by what was measured, and called', async () => {
      const of = (template: string) =>
        checkConfig({ model: { builtin: 'practice' }, prompt: { template } }, 'test', '/');
      const file = await locateModel(of('{prompt}').model);
      const subjects = [
        await openSubject({ name: 'base', config: of('# a\n{prompt}') }, 0, file, engine, judge),
        await openSubject({ name: 'head', config: of('# b\n{prompt}') }, 1, file, engine, judge),
      ];
      const bench = {
        meter,
        judge,
        workload: await loadWorkload({ name: 'practice', path: null, tasks: null }),
        arms: ['plain' as const],
        commit: null,
        idle: { beforeLoadWatts: null, afterLoadWatts: await meter.measureIdle(2) },
        onProgress: () => undefined,
      };
      const session = await Session.begin(bench, subjects, null);
      await session.warmUp();
      for (let block = 0; block < BLOCKS; block++) await session.runBlock();
      const [base, head] = session.results();
      const tokens = (r: typeof head) => r!.arms.plain!.tasks.map((t) => t.repeats[0]!.promptTokens);
      expect(tokens(head)).toEqual(tokens(base));
      const c = compare(base!, head!, { thresholds: ENERGY_3 });
      const energy = c.metrics.find((m) => m.id === 'energy-per-task')!;
      expect({
        verdict: c.verdict,
        codes: c.findings.map((f) => f.code),
        basis: energy.basis,
        change: energy.change,
        interval: energy.interval,
      }).toMatchObject({
        verdict: 'regressed',
        codes: expect.arrayContaining(['rates-differ']),
        basis: 'measured',
      });
      expect(energy.interval![0]!).toBeLessThan(DEARER);
      expect(energy.interval![1]!).toBeGreaterThan(DEARER);
    }, 300_000);
  },
);
