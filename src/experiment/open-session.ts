import type { Config } from '../config/types.ts';
import { meterFor, openMeter } from '../energy/index.ts';
import type { EnergyMeter, MeterOptions } from '../energy/types.ts';
import { CodeJudge } from '../judge/code/judge.ts';
import type { Engine } from '../model/engine.ts';
import { locateModel, type ModelFile } from '../model/locate.ts';
import { requireNumpyFor } from '../sandbox/index.ts';
import { idsWithoutExample } from '../suppression/index.ts';
import { loadWorkload } from '../workload/load.ts';
import type { CodeTask } from '../workload/types.ts';
import { Engines, requireSameDevices } from './engines.ts';
import type { Journal } from './journal.ts';
import type { Plan } from './plan.ts';
import { Session } from './session.ts';
import { openSubject, type SubjectSpec } from './subject.ts';
import type { SubjectRun } from './types.ts';

export interface SessionOptions {
  commit: string | null;
  /** Takes each finished pass, so that nothing measured is lost; `null` keeps none. */
  journal: Journal | null;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
}

const BEFORE_LOAD_SECONDS = 1;
const QUIET_SECONDS = 2;

function meterOptions(meter: Config['meter'], { onProgress, signal }: SessionOptions): MeterOptions {
  const { kind, intervalMs, watts, samples, lockWaitSeconds, keepSamples } = meter;
  return {
    kind,
    intervalMs,
    onProgress,
    ...(signal ? { signal } : {}),
    ...(watts === null ? {} : { watts }),
    ...(samples === null ? {} : { samples }),
    ...(lockWaitSeconds === null ? {} : { lockWaitSeconds }),
    ...(keepSamples === null ? {} : { keepSamples }),
  };
}

function reportTasksWithoutExample(
  subjects: readonly SubjectSpec[],
  tasks: readonly CodeTask[],
  onProgress: (line: string) => void,
): void {
  if (!subjects.some((s) => s.config.suppression.rule === 'doctest')) return;
  const without = idsWithoutExample(tasks);
  if (without.length > 0) onProgress(`rule doctest never stops ${without.join(', ')}: no example in the prompt`);
}

/** A session whose meter, models and sandbox are open. */
export interface OpenSession {
  session: Session<CodeTask>;
  /** Gives everything back; once, whatever happened meanwhile. */
  close(): Promise<void>;
}

/**
 * Opens meter, models and sandbox, and begins a session that measures the subjects interleaved by one plan.
 * @throws JouleGateError of every room that is opened; the signal's reason. Nothing is left open then.
 */
export async function openSession(
  plan: Plan,
  specs: readonly SubjectSpec[],
  options: SessionOptions,
): Promise<OpenSession> {
  const { onProgress, signal } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    // Every step, also where one of them throws.
    for (const step of closers.splice(0)) await step().catch(() => undefined);
  };
  try {
    const workload = await loadWorkload({ ...plan.workload, onProgress });
    reportTasksWithoutExample(specs, workload.tasks, onProgress);
    await requireNumpyFor(workload.tasks, signal);
    // Files first: a wrong path or hash must not cost a minute of set-up.
    const files: ModelFile[] = [];
    for (const s of specs) files.push(await locateModel(s.config.model, onProgress));
    const onCpu = specs.every((s) => s.config.engine.gpu === 'none' || s.config.engine.gpuLayers === 0);
    const metering = meterOptions(plan.meter, options);
    const first = await openMeter(onCpu ? { ...metering, engine: [] } : metering);
    let meter: EnergyMeter = first;
    closers.unshift(() => meter.close());
    const beforeLoad = await first.measureIdle(BEFORE_LOAD_SECONDS);
    const judge = new CodeJudge({ policy: plan.sandbox, onProgress, signal });
    closers.unshift(() => judge.close());
    const engines = new Engines();
    closers.unshift(() => engines.close());
    const loaded: Engine[] = [];
    for (const [i, s] of specs.entries()) loaded.push(await engines.get(s.config, files[i]!, onProgress));
    for (const engine of loaded) requireSameDevices(engine, loaded[0]!);
    // What is measured must be what works: before the first token.
    meter = await meterFor(first, metering, loaded[0]!.devices);
    const subjects: SubjectRun<CodeTask>[] = [];
    for (const [place, s] of specs.entries())
      subjects.push(await openSubject(s, place, files[place]!, loaded[place]!, judge));
    // Every prompt is tried before anything slow: a template that does not fit must not cost an hour.
    for (const s of subjects) for (const t of workload.tasks) s.prompt.tokenize(t.prompt, t.id);
    await judge.ready();
    const afterLoadWatts = await meter.measureIdle(QUIET_SECONDS);
    const idle = { beforeLoadWatts: meter === first ? beforeLoad : null, afterLoadWatts };
    const { commit, journal } = options;
    const bench = { meter, judge, workload, arms: plan.arms, commit, idle, signal, onProgress };
    return { session: await Session.begin(bench, subjects, journal), close };
  } catch (error) {
    await close();
    throw error;
  }
}
