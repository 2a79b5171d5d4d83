import { prefillRepeatsNeeded } from '../energy/index.ts';
import type { SensorFindings } from '../energy/sensor-findings.ts';
import { monotonicNs } from '../common/clock.ts';
import type { Task } from '../workload/types.ts';
import { seededGap } from './gap.ts';
import { metered } from './metered.ts';
import { runRequest } from './request.ts';
import type { Bench, SubjectRun } from './types.ts';

/** The relative standard error of a pass's prefill joules that is wanted of each subject. */
const PREFILL_ERROR = 0.02;
/** A sensor is characterised on this much of each subject: seconds, and requests at least. */
const ENOUGH = { seconds: 2, requests: 8 };
const WARM_UP_TOKENS = 32;

/**
 * Requests of a subject outside the measurement: pages, caches and clocks settle. Before a sensor they are metered,
 * which characterises it under this very load (cadence, noise). Returns how many prefills a pass lacks for the wanted
 * error.
 */
export async function warmUp<T extends Task>(bench: Bench<T>, subject: SubjectRun<T>): Promise<number> {
  if (!bench.meter.info.estimated) return await characterise(bench, subject);
  await settle(bench, subject);
  return 0;
}

/** One short request that nobody meters: what an idle pause has let fall (clocks, caches) comes back. */
export async function settle<T extends Task>(bench: Bench<T>, subject: SubjectRun<T>): Promise<void> {
  await shortRequest(bench, subject, 0, { mark: () => undefined });
}

async function characterise<T extends Task>(bench: Bench<T>, subject: SubjectRun<T>): Promise<number> {
  const { meter, workload } = bench;
  const gap = seededGap(subject.place);
  const begin = monotonicNs();
  const { requests, sensor } = await metered(meter, async () => {
    for (let n = 0; n < ENOUGH.requests || (monotonicNs() - begin) / 1e9 < ENOUGH.seconds; n++) {
      bench.signal?.throwIfAborted();
      await shortRequest(bench, subject, n, meter);
      await gap();
    }
  });
  const prefill = [...requests.values()].reduce((sum, r) => sum + r.prefill.seconds, 0) / requests.size;
  const repeats = prefillRepeats(sensor, prefill, workload.tasks.length);
  const ms = (1000 * prefill).toFixed(prefill < 0.01 ? 1 : 0);
  if (repeats === null)
    bench.onProgress(
      `${subject.name}: a prefill of ${ms} ms is too short for this sensor (an update every ${sensor.cadenceMs} ms); its joules will be not-resolvable`,
    );
  else if (repeats > 0)
    bench.onProgress(
      `${subject.name}: each pass gets ${repeats} more prefills, since ${workload.tasks.length} of ${ms} ms are too little for a sensor with an update every ${sensor.cadenceMs} ms`,
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
): Promise<void> {
  const task = bench.workload.tasks[n % bench.workload.tasks.length]!;
  await runRequest(subject.engine, meter, {
    id: `warm-up/${n}`,
    prompt: subject.prompt.tokenize(task.prompt, task.id),
    sampling: { ...subject.sampling, maxTokens: Math.min(WARM_UP_TOKENS, subject.sampling.maxTokens) },
    watcher: null,
  });
}
