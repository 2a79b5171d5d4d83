// Phase attribution against the card itself: what prefill and decode draw alone, back to back, is the truth for both
// mixed.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../../src/common/clock.ts';
import { setRuntimePath } from '../../src/common/runtime.ts';
import { findUpdates, type SensorKind } from '../../src/energy/attribution/updates.ts';
import { idlePower } from '../../src/energy/idle.ts';
import { requireIntervals, type Interval } from '../../src/energy/intervals.ts';
import { readMarkers } from '../../src/energy/markers.ts';
import { measure, type MeasureResult } from '../../src/energy/measure/index.ts';
import { SamplerClient } from '../../src/energy/sampler/client.ts';
import { readSamples } from '../../src/energy/samples-file.ts';
import { slice, type Series } from '../../src/energy/series.ts';

export { byLength, longRun } from './by-length.ts';

setRuntimePath(process.env.JOULEGATE_RUNTIME_PATH ?? null);

/** Back to back: pauses shorter than this belong to the run. */
const PAUSE = 0.01;
/** Left out at both ends of a run: clocks rise, and the sensor is late. */
const GUARD = 1;

export interface Alone {
  watts: number;
  standardError: number;
  /** Of one phase: what the same work costs. */
  joules: number;
  meanMs: number;
  seconds: number;
  clockMhz: number;
  temperatureC: number;
}
export interface Mixed {
  stage: string;
  phase: string;
  watts: number | null;
  standardError: number | null;
  count: number;
  meanMs: number;
  /** Of one phase. */
  joules: number | null;
  clockMhz: number;
  temperatureC: number;
  /** Of watts, and of joules for the same work: a phase may last longer beside another than alone. */
  difference: number | null;
  joulesDifference: number | null;
  comparable: boolean;
  validity: string;
}

/** What the driver's sensors are like at rest and how often each changes, in the first channel. */
export async function characterise(seconds: number): Promise<Record<string, unknown>> {
  const sampler = await SamplerClient.start(['nvml'], { intervalMs: 5, locks: [] });
  try {
    const from = monotonicNs();
    await sleep(seconds * 1000);
    await sampler.waitFor(monotonicNs());
    const series = sampler.read(0, from)[0]!;
    const cadences = Object.fromEntries(
      (['counter', 'ring', 'instant', 'average'] as const satisfies readonly SensorKind[]).map((kind) => {
        const u = findUpdates(series, kind, -Infinity, Infinity);
        return [kind, u === null ? null : { cadenceMs: 1000 * u.cadence, jitter: u.jitter, updates: u.n }];
      }),
    );
    const costs = [...series.costNs].sort((a, b) => a - b);
    return {
      ...sampler.drivers[0]!.environment,
      cadences,
      idle: idlePower(series),
      readUs: costs[costs.length >> 1]! / 1000,
      missed: series.missed.findLast((x) => !Number.isNaN(x)) ?? 0,
    };
  } finally {
    await sampler.stop();
  }
}

/** Runs a stage of the load under `measure`, and reads its raw samples again for what each phase's clocks were. */
export async function stage(
  command: string[],
  name: string,
  folder: string,
): Promise<{ result: MeasureResult; series: Series; intervals: Interval[] }> {
  const samplesOut = join(folder, `${name}.samples.jsonl`);
  const { result, exitStatus } = await measure({
    meter: { kind: 'nvml' },
    command,
    markers: 'stdout',
    samplesOut,
    idleSeconds: 1,
  });
  if (exitStatus !== 0) throw new Error(`the load ended with ${exitStatus} in stage ${name}`);
  const { series, originNs } = readSamples(samplesOut);
  return {
    result,
    series: series[0]!,
    intervals: requireIntervals(readMarkers(`${samplesOut}.edges.jsonl`), originNs, samplesOut),
  };
}

/** Watts of a phase that ran alone, from the sensor's slope over its longest run without a pause. */
export function alone(series: Series, intervals: Interval[], phase: string): Alone {
  const mine = intervals.filter((i) => i.phase === phase);
  let best = { start: 0, end: 0 };
  let run = { start: mine[0]!.start, end: mine[0]!.end };
  for (const i of mine) {
    run = i.start - run.end > PAUSE ? { start: i.start, end: i.end } : { start: run.start, end: i.end };
    if (run.end - run.start > best.end - best.start) best = run;
  }
  const guard = Math.min(GUARD, (best.end - best.start) / 5);
  const part = slice(series, best.start + guard, best.end);
  const power = idlePower(part)!;
  const seconds = mine.filter((i) => i.start >= best.start && i.end <= best.end).map((i) => i.end - i.start);
  const meanSeconds = seconds.reduce((a, b) => a + b, 0) / seconds.length;
  return {
    watts: power.watts,
    standardError: power.standardError,
    joules: power.watts * meanSeconds,
    meanMs: 1000 * meanSeconds,
    seconds: best.end - best.start - guard,
    clockMhz: mean(part.smClockMhz),
    temperatureC: mean(part.temperatureC),
  };
}

/**
 * A phase's watts in a mixed stage beside the truth; comparable where SM clock (± 2 %) and temperature (± 5 K) are
 * those of the truth.
 */
export function mixed(
  name: string,
  run: { result: MeasureResult; series: Series; intervals: Interval[] },
  phase: string,
  truth: Alone,
): Mixed {
  const p = run.result.phases[phase]!;
  const mine = run.intervals.filter((i) => i.phase === phase);
  const clockMhz = within(run.series, run.series.smClockMhz, mine);
  const temperatureC = within(run.series, run.series.temperatureC, mine);
  const watts = p.grossJoules === null ? null : p.grossJoules / p.seconds;
  return {
    stage: name,
    phase,
    watts,
    standardError: p.standardError === null ? null : p.standardError / p.seconds,
    count: p.count,
    meanMs: (1000 * p.seconds) / p.count,
    joules: p.grossJoules === null ? null : p.grossJoules / p.count,
    clockMhz,
    temperatureC,
    difference: watts === null ? null : watts / truth.watts - 1,
    joulesDifference: p.grossJoules === null ? null : p.grossJoules / p.count / truth.joules - 1,
    comparable: !(Math.abs(clockMhz / truth.clockMhz - 1) > 0.02) && !(Math.abs(temperatureC - truth.temperatureC) > 5),
    validity: [p.validity.status, ...p.validity.reasons, ...run.result.validity.reasons].join(' '),
  };
}

function within(series: Series, column: Float64Array, intervals: Interval[]): number {
  const values: number[] = [];
  let k = 0;
  for (const { start, end } of intervals) {
    while (k < series.t.length && series.t[k]! < start) k++;
    for (; k < series.t.length && series.t[k]! < end; k++) values.push(column[k]!);
  }
  return mean(Float64Array.from(values));
}

function mean(column: Float64Array): number {
  const given = column.filter((x) => !Number.isNaN(x));
  return given.reduce((a, b) => a + b, 0) / given.length;
}
