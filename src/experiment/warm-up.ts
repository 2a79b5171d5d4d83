import { setTimeout as sleep } from 'node:timers/promises';
import { prefillRepeatsNeeded } from '../energy/index.ts';
import type { SensorFindings } from '../energy/sensor-findings.ts';
import { monotonicNs } from '../common/clock.ts';
import type { Task } from '../workload/types.ts';
import { seededGap } from './gap.ts';
import { metered } from './metered.ts';
import { runRequest, type Answer } from './request.ts';
import type { Bench, SubjectRun } from './types.ts';

/** The relative standard error of a pass's prefill joules that is wanted of each subject. */
const PREFILL_ERROR = 0.02;
/** A sensor is characterised on this much of each subject: seconds, and requests at least. */
const ENOUGH = { seconds: 2, requests: 8 };
const WARM_UP_TOKENS = 32;
/** Longer than any sensor known here is late, shorter than a board takes to fall asleep. */
const LATE_MS = 300;

/** What something takes: seconds, and gross joules of prefill and decode, `null` where the meter cannot tell. */
export interface Cost {
  seconds: number;
  joules: number | null;
}

/** What a warm-up told of a subject. */
export interface WarmedUp {
  /** How many prefills a pass lacks for the wanted error. */
  extraPrefills: number;
  /** A pass in one arm, at most: every answer with all its tokens. */
  pass: Cost;
  /** When its last request ended, monotonic nanoseconds. */
  workedNs: number;
}

/**
 * Requests of a subject outside the measurement: pages, caches and clocks settle. They are metered, which tells what a
 * pass will take and, before a sensor, characterises it under this very load (cadence, noise).
 */
export async function warmUp<T extends Task>(bench: Bench<T>, subject: SubjectRun<T>): Promise<WarmedUp> {
  const { meter, workload } = bench;
  const gap = seededGap(subject.place);
  const begin = monotonicNs();
  const enough = (n: number): boolean =>
    meter.info.estimated ? n >= 1 : n >= ENOUGH.requests && (monotonicNs() - begin) / 1e9 >= ENOUGH.seconds;
  let steps = 0;
  const { energy, workedNs } = await metered(meter, async () => {
    for (let n = 0; !enough(n); n++) {
      bench.signal?.throwIfAborted();
      steps += (await shortRequest(bench, subject, n, meter)).decodeSteps;
      if (!meter.info.estimated) await gap();
    }
  });
  const { requests, sensor } = energy;
  const all = [...requests.values()];
  // The first pays for what is done once (a driver compiles shaders): prefills of 3 ms passed for 1.35 s on an H100.
  const costs = all.length > 1 ? all.slice(1) : all;
  const mean = (of: (r: (typeof costs)[number]) => number): number =>
    costs.reduce((sum, r) => sum + of(r), 0) / costs.length;
  const prefill = mean((r) => r.prefill.seconds);
  // Of a task with all its tokens: as many steps more as it has fewer here.
  const longer = (subject.sampling.maxTokens * all.length) / Math.max(1, steps);
  const known = costs.every((r) => r.prefill.grossJoules !== null && r.decode.grossJoules !== null);
  const tasks = workload.tasks.length;
  return {
    extraPrefills: meter.info.estimated ? 0 : morePrefills(bench, subject, sensor, prefill),
    pass: {
      seconds: tasks * (prefill + longer * mean((r) => r.decode.seconds)),
      joules: known ? tasks * mean((r) => r.prefill.grossJoules! + longer * r.decode.grossJoules!) : null,
    },
    workedNs,
  };
}

/**
 * One short request that nobody meters: what an idle pause has let fall (clocks, caches) comes back. What a late sensor
 * has yet to tell of it is waited for, lest it be in the record that follows.
 */
export async function settle<T extends Task>(bench: Bench<T>, subject: SubjectRun<T>): Promise<void> {
  await shortRequest(bench, subject, 0, { mark: () => undefined });
  if (!bench.meter.info.estimated) await sleep(LATE_MS);
}

/** How many prefills a pass is given beside its own, which is said. Seconds in. */
function morePrefills<T extends Task>(
  { workload, onProgress }: Bench<T>,
  { name }: SubjectRun<T>,
  sensor: SensorFindings,
  prefill: number,
): number {
  const repeats = prefillRepeats(sensor, prefill, workload.tasks.length);
  const ms = (1000 * prefill).toFixed(prefill < 0.01 ? 1 : 0);
  if (repeats === null)
    onProgress(
      `${name}: a prefill of ${ms} ms is too short for this sensor (an update every ${sensor.cadenceMs} ms); its joules will be not-resolvable`,
    );
  else if (repeats > 0)
    onProgress(
      `${name}: each pass gets ${repeats} more prefills, since ${workload.tasks.length} of ${ms} ms are too little for a sensor with an update every ${sensor.cadenceMs} ms`,
    );
  return repeats ?? 0;
}

/** How many prefills a pass of `tasks` lacks; `null` where no number would do. Seconds in. */
export function prefillRepeats(sensor: SensorFindings, prefillSeconds: number, tasks: number): number | null {
  const { cadenceMs, noise } = sensor;
  // A meter that was not characterised (a replay of a record too short for it) has nothing to plan by.
  if (typeof cadenceMs !== 'number' || typeof noise !== 'number') return 0;
  const needed = prefillRepeatsNeeded({ cadenceMs, noise }, 1000 * prefillSeconds, PREFILL_ERROR);
  return needed === null ? null : Math.max(0, needed - tasks);
}

/** The n-th request of a warm-up, cut short. */
async function shortRequest<T extends Task>(
  bench: Bench<T>,
  subject: SubjectRun<T>,
  n: number,
  meter: Parameters<typeof runRequest>[1],
): Promise<Answer> {
  const task = bench.workload.tasks[n % bench.workload.tasks.length]!;
  return await runRequest(subject.engine, meter, {
    id: `warm-up/${n}`,
    prompt: subject.prompt.tokenize(task.prompt, task.id),
    sampling: { ...subject.sampling, maxTokens: Math.min(WARM_UP_TOKENS, subject.sampling.maxTokens) },
    watcher: null,
  });
}
