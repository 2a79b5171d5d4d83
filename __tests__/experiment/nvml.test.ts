import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { monotonicNs } from '../../src/common/clock.ts';
import type { ArmName } from '../../src/common/phases.ts';
import { assertRunResult } from '../../src/common/schema.ts';
import { checkConfig } from '../../src/config/load.ts';
import { openMeter, type EnergyMeter } from '../../src/energy/index.ts';
import { runBlocks } from '../../src/experiment/run.ts';
import { Session } from '../../src/experiment/session.ts';
import { openSubject } from '../../src/experiment/subject.ts';
import { CodeJudge } from '../../src/judge/code/judge.ts';
import type { Engine } from '../../src/model/engine.ts';
import { locateModel } from '../../src/model/locate.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import { FakeGpu, noCompiler } from '../energy/support/fake-gpu.ts';
import { loadEngine } from '../support/engine.ts';
import { sample } from '../support/soak.ts';

if (noCompiler !== null) console.log(noCompiler);
const WATTS = { idle: 60, prefill: 300, decode: 180 };

/** The fake GPU draws power while the embedded model really runs: the edges are the experiment's own. */
class CoupledMeter {
  readonly joules = { prefill: 0, decode: 0 };
  #since = 0;
  #extra = false;
  constructor(
    readonly inner: EnergyMeter,
    readonly gpu: FakeGpu,
  ) {}
  get info(): EnergyMeter['info'] {
    return this.inner.info;
  }
  measureIdle = (seconds: number): ReturnType<EnergyMeter['measureIdle']> => this.inner.measureIdle(seconds);
  startBlock = (): Promise<void> => this.inner.startBlock();
  finishBlock = (): ReturnType<EnergyMeter['finishBlock']> => this.inner.finishBlock();
  close = (): Promise<void> => this.inner.close();
  mark: EnergyMeter['mark'] = (edge, phase, id, detail) => {
    this.inner.mark(edge, phase, id, detail);
    if (phase === 'check' || phase === 'queue') return;
    const now = monotonicNs();
    this.gpu.power(now, (edge === 'begin' ? 1 : -1) * (WATTS[phase] - WATTS.idle));
    if (edge === 'begin') {
      this.#since = now;
      this.#extra = detail?.extra ?? false;
    } else if (!this.#extra && !id.startsWith('warm-up/'))
      this.joules[phase] += ((now - this.#since) / 1e9) * (WATTS[phase] - WATTS.idle);
  };
}

(noCompiler === null ? describe : describe.skip).each([100, 20].slice(0, sample(2, 1)))(
  'an experiment on a metered GPU with a counter of %d ms (the fake driver, a real model on the CPU)',
  (cadence) => {
    let gpu: FakeGpu;
    let meter: CoupledMeter;
    let engine: Engine;
    let judge: CodeJudge;
    beforeAll(async () => {
      gpu = new FakeGpu({ idle: WATTS.idle, cadence, lag: 0.6 * cadence });
      meter = new CoupledMeter(await openMeter({ kind: 'nvml' }), gpu);
      engine = await loadEngine();
      judge = new CodeJudge({ policy: 'best', onProgress: () => undefined });
      await judge.ready();
    });
    afterAll(async () => {
      await meter.close();
      await Promise.all([judge.close(), engine.close()]);
      gpu.remove();
    });

    it('gives net joules of each phase that agree with what the card drew, and checks as time alone', async () => {
      const blocks = cadence === 100 ? 2 : 3;
      // The slow sensor gets hundreds of prefills more a pass: once is enough.
      const arms: ArmName[] = cadence === 100 ? ['plain'] : ['plain', 'suppressed'];
      const config = checkConfig({ model: { builtin: 'practice' }, repeats: blocks }, 'test', '/');
      const file = await locateModel(config.model);
      const workload = await loadWorkload({ name: 'practice', path: null, tasks: null });
      const afterLoadWatts = await meter.measureIdle(2);
      expect(afterLoadWatts).toBeGreaterThan(55);
      expect(afterLoadWatts).toBeLessThan(65);
      const subject = await openSubject({ name: 'head', config }, 0, file, engine, judge);
      const session = await Session.begin(
        {
          meter,
          judge,
          workload,
          arms,
          commit: null,
          idle: { beforeLoadWatts: null, afterLoadWatts },
          onProgress: () => undefined,
        },
        [subject],
        null,
      );
      const extent = { blocks, budget: { seconds: 600, joules: null } };
      const [result] = (await runBlocks(session, extent, () => undefined)) as [RunResult];
      assertRunResult(result, 'the result');
      expect(result.meter).toMatchObject({ kind: 'nvml', estimated: false, hostKind: null });
      const repeats = arms.flatMap((arm) => result.arms[arm]!.tasks.flatMap((t) => t.repeats));
      const sum = (phase: 'prefill' | 'decode'): number | null =>
        repeats.reduce<number | null>(
          (s, r) => (s === null || r.phases[phase].netJoules === null ? null : s + r.phases[phase].netJoules!),
          0,
        );
      // Named first: a null alone does not say why.
      const reasons = (phase: 'prefill' | 'decode'): string[] => [
        ...new Set(
          repeats.map((r) => r.phases[phase]).flatMap((p) => (p.netJoules === null ? p.validity.reasons : [])),
        ),
      ];
      expect({ prefill: reasons('prefill'), decode: reasons('decode') }).toEqual({ prefill: [], decode: [] });
      const decode = sum('decode');
      expect(decode).not.toBeNull();
      expect(Math.abs(decode! / meter.joules.decode - 1)).toBeLessThan(0.05);
      // Errors of one block and phase come from one fit and add; blocks are independent.
      const standardError = (phase: 'prefill' | 'decode'): number =>
        Math.hypot(
          ...result.blocks!.map(({ block, arm }) =>
            result.arms[arm]!.tasks.flatMap((t) => t.repeats)
              .filter((r) => r.block === block)
              .reduce((s, r) => s + r.phases[phase].standardError!, 0),
          ),
        );
      // 16 prefills of a few milliseconds say little to a slow sensor: more of them were run, and counted to no task.
      const seconds = repeats.reduce((s, r) => s + r.phases.prefill.seconds, 0) / repeats.length;
      // How many it takes follows from their length, so from this machine's speed: from 45 ms on none.
      if (cadence === 100 && seconds < 0.035)
        expect(Math.min(...result.blocks!.map((b) => b.extraPrefills!))).toBeGreaterThan(0);
      const prefill = sum('prefill');
      expect(prefill).not.toBeNull();
      // What few milliseconds leave on a slow sensor is uncertain, and stated so: never more than a net figure may be.
      const error = standardError('prefill') / prefill!;
      expect(error).toBeLessThan(0.125);
      expect(Math.abs(prefill! / meter.joules.prefill - 1)).toBeLessThan(Math.max(0.15, 3.3 * error));
      expect(
        result.blocks!.every((b) => b.phases!.prefill!.smClockMhz! > 0 && b.phases!.decode!.temperatureC! > 0),
      ).toBe(true);
      const checked = repeats.filter((r) => r.phases.check.seconds > 0);
      expect(checked.length > 0).toBe(arms.includes('suppressed'));
      for (const r of checked)
        expect(r.phases.check).toMatchObject({
          netJoules: null,
          validity: { status: 'not-resolvable', reasons: ['host-not-metered'] },
        });
    }, 300_000);
  },
);
