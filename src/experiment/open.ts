import type { RunResult } from '../common/generated/run-result.ts';
import { JouleGateError } from '../common/errors.ts';
import type { Config } from '../config/types.ts';
import { meterFor, openMeter } from '../energy/index.ts';
import { Engine } from '../model/engine.ts';
import { locateModel, type ModelFile } from '../model/locate.ts';
import { requireNumpyFor, startCheckPool, startGrader } from '../sandbox/index.ts';
import type { CheckPool } from '../sandbox/types.ts';
import type { EnergyMeter, MeterOptions } from '../energy/types.ts';
import { idsWithoutExample } from '../suppression/index.ts';
import { loadWorkload, type Workload } from '../workload/load.ts';
import type { Journal } from './journal.ts';
import { runExperiment } from './run.ts';
import { openSubject } from './subject.ts';
import type { SubjectRun, SubjectSpec } from './types.ts';

export interface MeasureOptions {
  commit: string | null;
  journal: Journal | null;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
}

function meterOptions(config: Config, { onProgress, signal }: MeasureOptions): MeterOptions {
  const m = config.meter;
  return {
    kind: m.kind,
    intervalMs: m.intervalMs,
    onProgress,
    ...(signal ? { signal } : {}),
    ...(m.watts === null ? {} : { watts: m.watts }),
    ...(m.samples === null ? {} : { samples: m.samples }),
    ...(m.lockWaitSeconds === null ? {} : { lockWaitSeconds: m.lockWaitSeconds }),
    ...(m.keepSamples === null ? {} : { keepSamples: m.keepSamples }),
  };
}

/** Loads each distinct model once; a value that base had probed (threads) is head's too. */
class Engines {
  readonly #open = new Map<string, Promise<Engine>>();
  #threads: number | null = null;

  async get(config: Config, file: ModelFile, onProgress: (line: string) => void): Promise<Engine> {
    const e = config.engine;
    const options = {
      file,
      context: config.context,
      threads: e.threads ?? this.#threads,
      gpuLayers: e.gpuLayers,
      flashAttention: e.flashAttention,
      kvType: e.kvType,
      batch: e.batch,
      gpu: e.gpu,
    };
    const key = JSON.stringify({ ...options, threads: e.threads });
    let engine = this.#open.get(key);
    if (!engine) {
      onProgress(`loading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`);
      this.#open.set(key, (engine = Engine.load(options)));
    }
    const { info } = await engine;
    this.#threads ??= info.threads;
    if (config.context !== null && info.contextSize !== config.context)
      onProgress(`context ${config.context} became ${info.contextSize}: llama.cpp rounds it`);
    return await engine;
  }

  async close(): Promise<void> {
    for (const engine of this.#open.values()) await engine.then((e) => e.close()).catch(() => undefined);
  }
}

function sayWithoutExample(
  specs: readonly SubjectSpec[],
  workload: Workload,
  onProgress: (line: string) => void,
): void {
  if (!specs.some((s) => s.config.suppression.rule === 'doctest')) return;
  const without = idsWithoutExample(workload.tasks);
  if (without.length > 0) onProgress(`rule doctest never stops ${without.join(', ')}: no example in the prompt`);
}

const BEFORE_LOAD_SECONDS = 1;
const QUIET_SECONDS = 2;

/** One meter reads for all subjects: their engines must run on the same devices. Throws `engine-failed`. */
function requireSame(engine: Engine, other: Engine): void {
  const names = (e: Engine): string =>
    e.devices
      .map((d) => `${d.name} ${d.uuid ?? d.pci ?? ''}`.trim())
      .sort()
      .join(', ') || 'the CPU';
  if (names(engine) === names(other)) return;
  throw new JouleGateError(
    'engine-failed',
    `base and head run on different devices: ${names(other)} and ${names(engine)}`,
    'give both the same engine.gpu and engine.gpu-layers: one meter reads for both',
  );
}

/** Runs every step of cleaning up, also where one of them throws. */
async function closeAll(steps: (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step().catch(() => undefined);
}

/**
 * Measures one subject, or several interleaved, from their configurations: opens meter, models and sandbox, runs, closes.
 * Workload, arms, blocks, budget and meter are those of the last subject (head). One RunResult a subject, in order.
 */
export async function measure(specs: readonly SubjectSpec[], options: MeasureOptions): Promise<RunResult[]> {
  const { config } = specs.at(-1)!;
  const { onProgress } = options;
  for (const warning of new Set(specs.flatMap((s) => s.config.warnings))) onProgress(`warning: ${warning}`);
  const workload = await loadWorkload({ ...config.workload, onProgress });
  sayWithoutExample(specs, workload, onProgress);
  await requireNumpyFor(workload.tasks, options.signal);
  // Files first: a wrong path or hash must not cost a minute of set-up.
  const files: ModelFile[] = [];
  for (const s of specs) files.push(await locateModel(s.config.model, onProgress));
  const closers: (() => Promise<void>)[] = [];
  try {
    const onCpu = specs.every((s) => s.config.engine.gpu === 'none' || s.config.engine.gpuLayers === 0);
    const metering = meterOptions(config, options);
    const first: EnergyMeter = await openMeter(onCpu ? { ...metering, engine: [] } : metering);
    let meter = first;
    closers.unshift(() => meter.close());
    const beforeLoad = await first.measureIdle(BEFORE_LOAD_SECONDS);
    const pool: CheckPool = startCheckPool({ policy: config.sandbox, onWarning: onProgress, signal: options.signal });
    closers.unshift(() => pool.close());
    const engines = new Engines();
    closers.unshift(() => engines.close());
    const loaded: Engine[] = [];
    for (const [i, s] of specs.entries()) loaded.push(await engines.get(s.config, files[i]!, onProgress));
    for (const engine of loaded) requireSame(engine, loaded[0]!);
    // What is measured must be what works: before the first token.
    meter = await meterFor(first, metering, loaded[0]!.devices);
    const beforeLoadWatts = meter === first ? beforeLoad : null;
    const subjects: SubjectRun[] = [];
    for (const [i, s] of specs.entries()) subjects.push(await openSubject(s, files[i]!, loaded[i]!, pool, meter));
    // Every prompt is tried before anything slow: a template that does not fit must not cost an hour.
    for (const s of subjects) for (const t of workload.tasks) s.prompt.tokenize(t.prompt, t.id);
    const grader = await startGrader({ policy: config.sandbox, signal: options.signal });
    closers.unshift(() => grader.close());
    await pool.ready;
    const afterLoadWatts = await meter.measureIdle(QUIET_SECONDS);
    return await runExperiment(
      {
        meter,
        pool,
        grader,
        workload,
        arms: config.arms,
        blocks: Math.min(config.repeats, config.budget.blocks ?? Infinity),
        budget: config.budget,
        commit: options.commit,
        journal: options.journal,
        idle: { beforeLoadWatts, afterLoadWatts },
        environment: { python: grader.pythonVersion },
        signal: options.signal,
        onProgress,
      },
      subjects,
    );
  } finally {
    await closeAll(closers);
  }
}
