import type { PlotData, PlottedChannel, PowerSteps } from '../../common/plot-data.ts';
import { findUpdates, type SensorKind } from '../attribution/updates.ts';
import type { Series } from '../series.ts';
import type { Trace } from './attributed.ts';
import type { Measured } from './result.ts';

const KINDS = ['counter', 'ring', 'instant', 'average'] as const satisfies readonly SensorKind[];
const isKind = (reads: unknown): reads is SensorKind => (KINDS as readonly unknown[]).includes(reads);

/** What `--plot` draws: samples as power, the fit beside them, and when phases ran. */
export function plotData({ result, traces, intervals }: Measured): PlotData {
  return {
    estimated: result.meter === 'estimate',
    channels: traces.map(channelOf),
    intervals,
    phases: Object.entries(result.phases).map(([name, p]) => ({
      name,
      grossJoules: p.grossJoules,
      interval95: p.interval95,
      status: p.validity.status,
    })),
  };
}

function channelOf({ series, label, attribution }: Trace): PlottedChannel {
  const rows = attribution.fitted?.() ?? null;
  const reads = attribution.sensor.reads;
  const { samples, kind } = samplesOf(series, isKind(reads) ? [reads] : KINDS);
  const steps = (values: Float64Array): PowerSteps | null => (rows === null ? null : stepsOf({ ...rows, y: values }));
  return {
    name: label === null ? series.channel : `${label}, ${series.channel}`,
    reads: kind,
    samples,
    fitted: steps(rows?.fitted ?? new Float64Array()),
    residual: steps(rows?.residual ?? new Float64Array()),
  };
}

/** All updates of the first of these readings that has any; of a power that never changed, its polls. */
function samplesOf(series: Series, kinds: readonly SensorKind[]): { samples: PowerSteps; kind: string } {
  for (const kind of kinds) {
    // Whatever the limit: a jump of the counter is to be seen.
    const found = findUpdates(series, kind, -Infinity, Infinity, Infinity);
    if (found === null) continue;
    const rows = (x: Float64Array): Float64Array => x.filter((_, k) => found.observed[k] === 1);
    return { samples: stepsOf({ kind, t: rows(found.t), dt: rows(found.dt), y: rows(found.y) }), kind };
  }
  for (const [kind, column] of [
    ['instant', series.instantMw],
    ['average', series.averageMw],
  ] as const) {
    const at = [...column.keys()].filter((k) => k > 0 && !Number.isNaN(column[k]!));
    if (at.length === 0) continue;
    const samples = {
      start: Float64Array.from(at, (k) => series.t[k - 1]!),
      end: Float64Array.from(at, (k) => series.t[k]!),
      watts: Float64Array.from(at, (k) => column[k]! / 1000),
    };
    return { samples, kind };
  }
  return { samples: { start: new Float64Array(), end: new Float64Array(), watts: new Float64Array() }, kind: 'none' };
}

/** Rows as power: a counter's joules by its step's length. A reading stands for the time since the one before. */
function stepsOf(rows: { kind: SensorKind; t: Float64Array; dt: Float64Array; y: Float64Array }): PowerSteps {
  const { kind, t, dt, y } = rows;
  return {
    start: t.map((x, k) => x - dt[k]!),
    end: t,
    watts: kind === 'counter' ? y.map((joules, k) => joules / dt[k]!) : y,
  };
}
