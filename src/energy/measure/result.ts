import { co2e, type Intensity } from '../../common/co2e.ts';
import type { Validity } from '../../common/generated/run-result.ts';
import { attribute } from '../attribution/index.ts';
import { judge, NET_ALONE } from '../attribution/judge.ts';
import type { Attribution } from '../attribution/types.ts';
import { requireIntervals, type Edge } from '../intervals.ts';
import { parseSamples } from '../samples-file.ts';
import { slice } from '../series.ts';
import { characterise } from '../characterise.ts';
import { idlePower } from '../idle.ts';
import { checkSeries, validityOf } from '../validity.ts';

export interface PhaseResult {
  grossJoules: number | null;
  netJoules: number | null;
  /** Of grossJoules. */
  standardError: number | null;
  interval95: [number, number] | null;
  seconds: number;
  count: number;
  validity: Validity;
}

/** What `joulegate measure --out` writes. */
export interface MeasureResult {
  meter: string;
  sensor: Record<string, string | number | boolean | null>;
  idle: { watts: number | null };
  phases: Record<string, PhaseResult>;
  validity: Validity;
  /** Grams of CO₂ equivalent of each phase; only where an intensity was given. `null` where its joules are. */
  co2e?: Intensity & { phases: Record<string, { grossGrams: number | null; netGrams: number | null }> };
}

/** Quiet before the first edge from which idle power is taken, where the samples' header tells none. */
const LEAD_SECONDS = 0.5;
/** Left out of that quiet: the sensor's lag mixes the first phase into it. */
const GUARD_SECONDS = 0.02;

/**
 * Attributes raw samples (their text, so that a stored pair gives the same digits as the live run) to phases.
 * Each channel is fitted apart; joules add, errors in quadrature.
 */
export function resultOf(samples: string, samplesName: string, edges: Edge[], edgesName: string): MeasureResult {
  const { series, header, originNs } = parseSamples(samples, samplesName);
  const intervals = requireIntervals(edges, originNs, edgesName);
  const first = intervals[0]?.start ?? 0;
  const attributions = series.map((s) => {
    const lead = first > LEAD_SECONDS ? idlePower(slice(s, 0, first - GUARD_SECONDS)) : null;
    const idle = header?.idle?.[s.channel] ?? lead;
    const from = header?.from === undefined ? s.t[0]! : (header.from - originNs) / 1e9;
    const to = header?.to === undefined ? s.t[s.t.length - 1]! : (header.to - originNs) / 1e9;
    const limit = s.powerLimitMw.find((x) => !Number.isNaN(x));
    return attribute({ series: s, intervals, from, to, idle, powerLimitWatts: limit === undefined ? (header?.powerLimitWatts ?? null) : limit / 1000 });
  });
  const names = [...new Set(intervals.map((i) => i.phase))];
  const idles = attributions.map((a) => a.idleWatts);
  const phases = Object.fromEntries(names.map((name) => [name, phaseOf(name, attributions, intervals.filter((i) => i.phase === name))]));
  const checks = series.map(checkSeries);
  const seen = validityOf(checks.flatMap((c) => c.invalid), checks.flatMap((c) => c.warnings));
  const unresolved = Object.values(phases).filter((p) => p.validity.status === 'not-resolvable');
  const reasons = [...new Set([...seen.reasons, ...unresolved.flatMap((p) => p.validity.reasons)])];
  return {
    meter: header?.meter ?? 'replay',
    sensor: { ...(series[0] ? characterise(series[0]) : {}), ...attributions[0]?.sensor },
    idle: { watts: idles.some((w) => w === null) ? null : idles.reduce<number>((s, w) => s + w!, 0) },
    phases,
    validity: { status: seen.status === 'invalid' || unresolved.length === 0 ? seen.status : 'not-resolvable', reasons },
  };
}

function phaseOf(name: string, attributions: Attribution[], mine: { start: number; end: number }[]): PhaseResult {
  const groups = attributions.flatMap((a) => a.phases.get(name) ?? []);
  const seconds = mine.reduce((s, i) => s + (i.end - i.start), 0);
  const reasons = judge(groups);
  const netHidden = reasons[0] === NET_ALONE;
  if (reasons.length > 0 && !netHidden) {
    return { grossJoules: null, netJoules: null, standardError: null, interval95: null, seconds, count: mine.length, validity: { status: 'not-resolvable', reasons } };
  }
  const grossJoules = groups.reduce((s, g) => s + g.grossJoules, 0);
  // Gross is known, and stands; only what idle power hides is null.
  const netJoules = netHidden ? null : groups.reduce((s, g) => s + g.netJoules, 0);
  const standardError = Math.hypot(...groups.map((g) => g.grossError));
  const half = 1.959964 * standardError;
  return { grossJoules, netJoules, standardError, interval95: [grossJoules - half, grossJoules + half], seconds, count: mine.length, validity: netHidden ? { status: 'warning', reasons } : { status: 'ok', reasons: [] } };
}

/** The result with the grams of CO₂ equivalent of its phases. Throws `usage` where the intensity is no number ≥ 0. */
export function withCo2e(result: MeasureResult, { gPerKwh, source }: Intensity): MeasureResult {
  const phases = Object.fromEntries(Object.entries(result.phases).map(([name, p]) => [name, { grossGrams: co2e(p.grossJoules, gPerKwh), netGrams: co2e(p.netJoules, gPerKwh) }]));
  return { ...result, co2e: { gPerKwh, source, phases } };
}
