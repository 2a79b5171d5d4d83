import type { Config } from '../config/types.ts';
import { meterFor, openMeter } from '../energy/index.ts';
import type { EnergyMeter, MeterOptions } from '../energy/types.ts';
import { CheckerJudge } from '../judge/checker/judge.ts';
import { CodeJudge } from '../judge/code/judge.ts';
import { checkCodeTasks } from '../judge/code/tasks.ts';
import { TextJudge } from '../judge/text/judge.ts';
import type { Judge } from '../judge/types.ts';
import { loadWorkload } from '../workload/load.ts';
import { isText, type CodeTask, type Task, type TextTask, type Workload } from '../workload/types.ts';
import { openEngines, requireSameDevices } from './engines.ts';
import type { Journal } from './journal.ts';
import { expecting, requireExpected } from './expected.ts';
import type { Plan } from './plan.ts';
import { Session } from './session.ts';
import { openSubject, type SubjectSpec } from './subject.ts';
import { findModel, requireMetered, type SubjectModel } from './subject-model.ts';
import { requireTold } from './told.ts';
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

/** A session whose meter, models and sandbox are open. */
export interface OpenSession<T extends Task = Task> {
  session: Session<T>;
  /** Begins another session, which measures the same subjects on what is open; it is not kept. */
  again(): Promise<Session<T>>;
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
): Promise<OpenSession<CodeTask> | OpenSession<TextTask>> {
  const { onProgress, signal } = options;
  const workload = await loadWorkload({ ...plan.workload, onProgress });
  requireTold(plan.limited, workload);
  if (isText(workload)) {
    const { checker, score } = workload;
    const needsScore = plan.limited.includes('score');
    const judge = (): Judge<TextTask> =>
      checker ? new CheckerJudge(checker, { needsScore, signal }) : new TextJudge(score!);
    return await openWith(plan, specs, options, workload, judge);
  }
  const rules = specs.map((spec) => spec.config.suppression.rule);
  await checkCodeTasks(workload.tasks, rules, onProgress, signal);
  const judge = (): CodeJudge => new CodeJudge({ policy: plan.sandbox, onProgress, signal });
  return await openWith(plan, specs, options, workload, judge);
}

/** The same for tasks of one kind, with what judges them. */
async function openWith<T extends Task>(
  plan: Plan,
  specs: readonly SubjectSpec[],
  options: SessionOptions,
  workload: Workload<T>,
  judgeOf: () => Judge<T>,
): Promise<OpenSession<T>> {
  const { onProgress, signal } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    // Every step, also where one of them throws.
    for (const step of closers.splice(0)) await step().catch(() => undefined);
  };
  try {
    // Files first: a wrong path or hash must not cost a minute of set-up.
    const located: { spec: SubjectSpec; file: SubjectModel }[] = [];
    for (const spec of specs) located.push({ spec, file: await findModel(spec.config, onProgress) });
    const servers = requireMetered(
      located.map((l) => l.file),
      plan.meter,
      onProgress,
    );
    const onCpu =
      servers === null && specs.every((s) => s.config.engine.gpu === 'none' || s.config.engine.gpuLayers === 0);
    const metering = { ...meterOptions(plan.meter, options), ...(servers === null ? {} : { servers }) };
    const first = await openMeter(onCpu ? { ...metering, engine: [] } : metering);
    let meter: EnergyMeter = first;
    closers.unshift(() => meter.close());
    const beforeLoad = await first.measureIdle(BEFORE_LOAD_SECONDS);
    if (plan.expect !== null) await requireExpected(first, plan.expect, beforeLoad);
    const judge = judgeOf();
    closers.unshift(() => judge.close());
    const wanted = located.map(({ spec, file }) => ({ config: spec.config, file }));
    const { engines, close: closeEngines } = await openEngines(wanted, onProgress);
    closers.unshift(closeEngines);
    const { devices } = requireSameDevices(engines);
    // What is measured must be what works: before the first token.
    const matched = devices === null ? first : await meterFor(first, metering, devices);
    meter = plan.expect === null ? matched : expecting(matched, plan.expect);
    const subjects: SubjectRun<T>[] = [];
    for (const [place, { spec, file }] of located.entries()) {
      const subject = await openSubject(spec, place, file, engines[place]!, judge, workload);
      await subject.prompt.ahead?.(workload.tasks.map((t) => t.prompt));
      // Every prompt is tried before anything slow: a template that does not fit must not cost an hour.
      for (const t of workload.tasks) subject.prompt.tokenize(t.prompt, t.id);
      subjects.push(subject);
    }
    await judge.ready();
    const afterLoadWatts = await meter.measureIdle(QUIET_SECONDS);
    const idle = { beforeLoadWatts: matched === first ? beforeLoad : null, afterLoadWatts };
    const { commit, journal } = options;
    const bench = { meter, judge, workload, arms: plan.arms, commit, idle, signal, onProgress };
    const begin = (kept: Journal | null): Promise<Session<T>> => Session.begin(bench, subjects, kept);
    return { session: await begin(journal), again: () => begin(null), close };
  } catch (error) {
    await close();
    throw error;
  }
}
