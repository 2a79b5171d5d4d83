import { co2e, type Intensity } from '../../common/co2e.ts';
import type { Reason, Validity } from '../../common/generated/run-result.ts';
import { NET_ALONE } from '../attribution/judge.ts';
import { JouleGateError } from '../../common/errors.ts';
import { requireIntervals, type Edge, type Interval } from '../intervals.ts';
import { parseSamples, type SamplesHeader } from '../samples-file.ts';
import type { SensorFindings } from '../sensor-findings.ts';
import type { Series } from '../series.ts';
import { attributeChannel, type Attributed, type Trace } from './attributed.ts';
import type { Stretch } from './clocks.ts';
import { findMissing, findOutside, isOutside, MOST_PHASES, type EdgeFindings } from './edges.ts';
import type { Strays } from './marker-filter.ts';
import { phaseOf, type PhaseResult } from './phase-result.ts';
import { remarksOn } from './remarks.ts';
import { characterise } from '../characterise.ts';
import { tenantsChanged } from '../tenants.ts';
import { checkSeries, validityOf } from '../validity.ts';

/** What `joulegate measure --out` writes. */
export interface MeasureResult {
  meter: string;
  sensor: SensorFindings;
  idle: { watts: number | null };
  phases: Record<string, PhaseResult>;
  /** What is known of each board where there are several: `sensor` is the first one's. */
  channels?: Record<string, { label: string | null; idleWatts: number | null; unaccounted?: number }>;
  validity: Validity;
  /** What a reader must know of edges and sensor, in words; left out where there is nothing. */
  remarks?: string[];
  /** Grams of CO₂ equivalent of each phase; only where an intensity was given. `null` where its joules are. */
  co2e?: Intensity & { phases: Record<string, { grossGrams: number | null; netGrams: number | null }> };
}

/** What an edge may lie beyond the samples: edges and reads are not the same moment. */
const SLACK_SECONDS = 0.02;

/** What is known of edges beside themselves: `live` where the command has just written them. */
export interface EdgeContext {
  live: boolean;
  strays?: Strays;
  findings?: EdgeFindings;
}

/** What was measured, and what a picture of it is drawn from. */
export interface Measured {
  result: MeasureResult;
  traces: Trace[];
  /** Those that lie within the sampled time, in order of begin; seconds of the traces. */
  intervals: Interval[];
}

/** `measured` without what a picture needs. */
export function resultOf(...args: Parameters<typeof measured>): MeasureResult {
  return measured(...args).result;
}

/**
 * Attributes raw samples (their text, so that a stored pair gives the same digits as the live run) to phases.
 * Each channel is fitted apart; joules add, errors in quadrature. Phases that lie outside the sampled time have none.
 */
export function measured(
  samples: string,
  samplesName: string,
  edges: Edge[],
  edgesName: string,
  context: EdgeContext = { live: false },
): Measured {
  const { series, header, originNs } = parseSamples(samples, samplesName);
  const all = requireIntervals(edges, originNs, edgesName);
  requireNames(all);
  const stretch = stretchOf(series, header, originNs);
  const slack = 1e9 * Math.max(SLACK_SECONDS, 2 * spacingOf(series));
  const outside = new Set(all.filter((i) => isOutside(i, stretch, originNs, slack)));
  const intervals = all.filter((i) => !outside.has(i));
  const found = [
    findOutside([...outside], all.length, stretch, originNs, context.live),
    findMissing(edges, context.strays ?? { count: 0, firstLine: null }, edgesName),
    ...(context.findings ? [context.findings] : []),
  ];
  const attributions = series.map((s) => attributeChannel(s, header, intervals, originNs));
  const checks = series.map((s) =>
    checkSeries(s, {
      rests: header?.meter === 'estimate',
      limitWatts: header?.powerLimitWatts ?? null,
      intervals,
    }),
  );
  const first = intervals[0]?.start ?? 0;
  const last = Math.max(...intervals.map((i) => i.end));
  const strangers: Reason[] = series.some((s) => tenantsChanged(s, first, last)) ? ['co-tenant'] : [];
  const names = [...new Set(all.map((i) => i.phase))];
  const untrusted = [...new Set([...checks.flatMap((c) => c.invalid), ...strangers])];
  const idles = attributions.map((a) => a.idleWatts);
  const phases = Object.fromEntries(
    names.map((name) => [
      name,
      phaseOf(
        name,
        attributions,
        all.filter((i) => i.phase === name),
        outside,
        untrusted,
      ),
    ]),
  );
  const hidden = Object.values(phases).flatMap((p) =>
    p.validity.reasons.includes(NET_ALONE) ? [NET_ALONE as Reason] : [],
  );
  const seen = validityOf(
    [...found.flatMap((c) => c.invalid), ...untrusted],
    [...[...found, ...checks].flatMap((c) => c.warnings), ...attributions.flatMap((a) => a.warnings ?? []), ...hidden],
  );
  const silent = attributions.flatMap((a, i) =>
    [...a.phases.values()].some((g) => g.reasons.includes('no-updates'))
      ? [`no-updates: ${series[i]!.channel} told nothing that changed while phases ran`]
      : [],
  );
  const labels = new Map(header?.gpus?.map(({ name, label }) => [name, label]));
  const labelOf = (channel: string): string | null => labels.get(channel) ?? null;
  const remarks = [...[...found, ...checks].flatMap((f) => f.remarks), ...silent, ...remarksOn(phases, all)];
  const unresolved = Object.values(phases).filter((p) => p.validity.status === 'not-resolvable');
  const reasons = [...new Set([...seen.reasons, ...unresolved.flatMap((p) => p.validity.reasons)])];
  const result: MeasureResult = {
    meter: header?.meter ?? 'replay',
    sensor: { ...(series[0] ? characterise(series[0]) : {}), ...attributions[0]?.sensor },
    idle: { watts: idles.some((w) => w === null) ? null : idles.reduce<number>((s, w) => s + w!, 0) },
    phases,
    ...(series.length > 1
      ? { channels: Object.fromEntries(attributions.map((a) => [a.channel, boardOf(a, labelOf)])) }
      : {}),
    validity: {
      status: seen.status === 'invalid' || unresolved.length === 0 ? seen.status : 'not-resolvable',
      reasons,
    },
    ...(remarks.length > 0 ? { remarks } : {}),
  };
  const traces = attributions.map((a, i): Trace => ({ series: series[i]!, label: labelOf(a.channel), attribution: a }));
  return { result, traces, intervals };
}

function boardOf(
  { channel, idleWatts, sensor }: Attributed,
  labelOf: (channel: string) => string | null,
): NonNullable<MeasureResult['channels']>[string] {
  const { unaccounted } = sensor;
  return { label: labelOf(channel), idleWatts, ...(unaccounted === undefined ? {} : { unaccounted }) };
}

/** Ids in place of names would make a column of each: that tells nothing and ends never. */
function requireNames(intervals: Interval[]): void {
  const names = new Set(intervals.map((i) => i.phase));
  if (names.size > MOST_PHASES)
    throw new JouleGateError(
      'edges-invalid',
      `the edges have ${names.size} different phases, of which one is ${JSON.stringify([...names][MOST_PHASES])}`,
      `name up to ${MOST_PHASES} kinds of work in "phase", and tell single requests by "id"`,
    );
}

function stretchOf(series: Series[], header: SamplesHeader | null, originNs: number): Stretch {
  const ends = series.flatMap((s) => [s.t, s.ringBuffer.t]).filter((t) => t.length > 0);
  return {
    fromNs: header?.from ?? originNs + 1e9 * Math.min(...ends.map((t) => t[0]!)),
    toNs: header?.to ?? originNs + 1e9 * Math.max(...ends.map((t) => t[t.length - 1]!)),
  };
}

/** Mean time between samples, of the channel that has the fewest. */
function spacingOf(series: Series[]): number {
  return Math.max(0, ...series.map(({ t }) => (t.length > 1 ? (t[t.length - 1]! - t[0]!) / (t.length - 1) : 0)));
}

/** The result with the grams of CO₂ equivalent of its phases. Throws `usage` where the intensity is no number ≥ 0. */
export function withCo2e(result: MeasureResult, { gPerKwh, source }: Intensity): MeasureResult {
  const phases = Object.fromEntries(
    Object.entries(result.phases).map(([name, p]) => [
      name,
      { grossGrams: co2e(p.grossJoules, gPerKwh), netGrams: co2e(p.netJoules, gPerKwh) },
    ]),
  );
  return { ...result, co2e: { gPerKwh, source, phases } };
}
