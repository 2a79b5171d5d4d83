import { FakeGpu, noCompiler } from '../__tests__/energy/support/fake-gpu.ts';
import { ScriptedEngine, type WordPrompt } from '../__tests__/experiment/support/scripted-engine.ts';
import { scriptedBench, scriptedSubject, textTask } from '../__tests__/experiment/support/scripted-session.ts';
import { variance } from '../src/analysis/statistics.ts';
import { monotonicNs } from '../src/common/clock.ts';
import { openMeter, type EnergyMeter } from '../src/energy/index.ts';
import { runTogether } from '../src/experiment/joint.ts';
import { runPass, type MeasuredPass } from '../src/experiment/pass.ts';
import { cellsOf, inPasses, type Pass } from '../src/experiment/plan.ts';
import type { SubjectRun } from '../src/experiment/types.ts';
import type { Step } from '../src/model/engine.ts';
import type { TextTask } from '../src/workload/types.ts';
import { figureEntry, type Bench, type Entry } from './support/entry.ts';

const WATTS = { idle: 60, prefill: 300, decode: 180 };
const TASKS = 12;
const PREFILL_MS = 20;
const STEP_MS = 10;
const STEPS = 8;
/** Relative standard deviation of the drift, and its step on the grid. */
const DRIFT = 0.03;
const GRID_SECONDS = 0.02;

type Subject = SubjectRun<TextTask>;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes the time of a prefill, then that of each step. */
class TimedEngine extends ScriptedEngine {
  override async *generate(prompt: WordPrompt): AsyncGenerator<Step, void, void> {
    await pause(PREFILL_MS);
    for await (const step of super.generate(prompt)) {
      yield step;
      await pause(STEP_MS);
    }
  }
}

/**
 * Slow noise as a function of seconds: an Ornstein–Uhlenbeck process of relative standard deviation `DRIFT` and time
 * constant `tau`, x(t + h) = x(t)·e^(−h/τ) + N(0, DRIFT²·(1 − e^(−2h/τ))).
 */
function drift(tau: number, seed: number): (seconds: number) => number {
  let state = seed;
  const uniform = (): number => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const keep = Math.exp(-GRID_SECONDS / tau);
  const path = [DRIFT * normal()];
  return (seconds) => {
    const at = Math.floor(seconds / GRID_SECONDS);
    while (path.length <= at) path.push(path.at(-1)! * keep + DRIFT * Math.sqrt(1 - keep * keep) * normal());
    return path[at]!;
  };
}

/** The card draws power while a phase runs, more or less as `noise` wanders. */
function wandering(inner: EnergyMeter, gpu: FakeGpu, noise: (seconds: number) => number): EnergyMeter {
  const begin = monotonicNs();
  let drawn = 0;
  return {
    info: inner.info,
    measureIdle: (seconds) => inner.measureIdle(seconds),
    startBlock: () => inner.startBlock(),
    finishBlock: () => inner.finishBlock(),
    close: () => inner.close(),
    mark: (edge, phase, id, detail) => {
      inner.mark(edge, phase, id, detail);
      if (phase === 'check' || phase === 'queue') return;
      const now = monotonicNs();
      if (edge === 'begin') drawn = (WATTS[phase] - WATTS.idle) * (1 + noise((now - begin) / 1e9));
      gpu.power(now, edge === 'begin' ? drawn : -drawn);
    },
  };
}

/**
 * ln of mean net watts, head's over base's: the jitter of a busy CPU's timers is divided out. `null` where a phase was
 * not resolvable, as on a machine so busy that the sampler starves.
 */
function difference(passes: readonly MeasuredPass<TextTask>[]): number | null {
  const watts = (name: string): number => {
    const phases = passes
      .filter((p) => p.pass.subject.name === name)
      .flatMap((p) => p.answers.flatMap((a) => [a.phases.prefill, a.phases.decode]));
    return phases.reduce((sum, p) => sum + p.netJoules!, 0) / phases.reduce((sum, p) => sum + p.seconds, 0);
  };
  const phases = passes.flatMap((p) => p.answers.flatMap((a) => [a.phases.prefill, a.phases.decode]));
  return phases.every((p) => p.netJoules !== null) ? Math.log(watts('head') / watts('base')) : null;
}

async function compared(tau: number, blocks: number, log: (line: string) => void): Promise<Entry> {
  const gpu = new FakeGpu({ idle: WATTS.idle, cadence: 20, lag: 12 });
  const meter = wandering(await openMeter({ kind: 'nvml' }), gpu, drift(tau, 1 + Math.round(100 * tau)));
  try {
    const tasks = Array.from({ length: TASKS }, (_, i) => textTask(`text/${i}`, `Count to ${i}`, 'one'));
    const answer = Array.from({ length: STEPS }, () => 'one').join(' ');
    const bench = scriptedBench({ meter, workload: { name: 'counting', digest: 'none', tasks } });
    const engine = new TimedEngine(() => answer);
    const subjects = [await scriptedSubject(bench, 'base', 0, engine), await scriptedSubject(bench, 'head', 1, engine)];
    await meter.measureIdle(2);
    const none = (): number => 0;
    const modes = {
      task: async (cells: Pass<Subject>[]) => await runTogether(bench, cells, none),
      pass: async (cells: Pass<Subject>[]) => {
        const passes: MeasuredPass<TextTask>[] = [];
        for (const pass of inPasses(cells)) passes.push(await runPass(bench, pass, 0));
        return passes;
      },
    };
    const differences = { task: [] as number[], pass: [] as number[] };
    let seconds = 0;
    for (let block = 0; block < blocks; block++) {
      const cells = cellsOf<Subject>(block, subjects, ['plain']);
      for (const mode of ['task', 'pass'] as const) {
        const begin = performance.now();
        const found = difference(await modes[mode](cells));
        if (found !== null) differences[mode].push(found);
        seconds += (performance.now() - begin) / 1000;
      }
    }
    const spread = (x: readonly number[]): number => Math.sqrt(variance(x));
    const passSeconds = seconds / blocks / 4;
    log(`drift over ${tau} s: ${spread(differences.task)} by task, ${spread(differences.pass)} by pass`);
    return figureEntry(
      `alternation/${tau}s`,
      `variance of a block's difference, base and head alternating by task over by pass (the time for an equal error); fake card, drift over ${tau} s, passes of ${passSeconds.toFixed(1)} s`,
      variance(differences.task) / variance(differences.pass),
      '',
      // Drift that is slow against a pass hardly differs between two of them: the sensor's own error is left.
      { most: tau > 30 * passSeconds ? 1 : 0.44 },
      {
        spreads: { task: spread(differences.task), pass: spread(differences.pass) },
        blocks: { task: differences.task.length, pass: differences.pass.length },
        passSeconds,
      },
    );
  } finally {
    await meter.close();
    gpu.remove();
  }
}

/** Base and head alternating by task against by pass, through sampler and attribution, under slow noise. */
export const bench: Bench = async ({ quick, count, log }) => {
  if (noCompiler !== null) return [{ name: 'alternation', skipped: noCompiler }];
  const blocks = count ?? (quick ? 6 : 30);
  const entries: Entry[] = [];
  for (const tau of [2, 10, 60]) entries.push(await compared(tau, blocks, log));
  return entries;
};
