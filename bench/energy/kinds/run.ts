import type { Edge } from '../../../src/energy/intervals.ts';
import type { PhaseResult } from '../../../src/energy/measure/phase-result.ts';
import { resultOf, type MeasureResult } from '../../../src/energy/measure/result.ts';
import { samplesText } from '../../../src/energy/samples-file.ts';
import { Random } from '../random.ts';
import { CLEAN } from './clean.ts';
import type { Expected, Kind } from './kind.ts';
import { layLoad, PHASES, type PhaseName, type Truth } from './load.ts';
import { MISFIT } from './misfit.ts';
import { REFUSED } from './refused.ts';
import { sense } from './sensor.ts';

export const KINDS: readonly Kind[] = [...CLEAN, ...MISFIT, ...REFUSED];

/** Joules that were told, against the truth; shares of it. */
export interface Told {
  error: number;
  halfWidth: number;
  covered: boolean;
}

export interface PhaseOutcome {
  status: PhaseResult['validity']['status'];
  reasons: string[];
  gross: Told | null;
  net: Told | null;
}

/** What one seed of a kind came to. */
export interface Outcome {
  kind: string;
  seed: number;
  phases: Record<PhaseName, PhaseOutcome>;
  /** Said of the whole. */
  reasons: string[];
  /** What the kind asks for came out (of `resolved`: joules were told; whether they are true is counted apart). */
  asExpected: boolean;
}

/** One seed of a kind, judged as `joulegate measure --meter replay:` judges it. */
export function runKind(kind: Kind, seed: number): Outcome {
  const random = new Random(1 + seed + 10_000 * (hash(kind.name) % 300));
  const { work, sensor } = kind.draw(random);
  const load = layLoad(work, random);
  const until = load.end + Math.max(1.3, 4 * sensor.poll);
  const series = load.energy.map((energy, card) => sense(sensor, energy, until, random, `GPU-${card}`));
  const { originNs } = series[0]!;
  const edges = load.intervals.flatMap(({ phase, id, start, end, contextTokens, tokens }): Edge[] => [
    {
      edge: 'begin',
      phase,
      id,
      tNs: Math.round(originNs + 1e9 * start),
      ...(contextTokens === null ? {} : { contextTokens }),
    },
    { edge: 'end', phase, id, tNs: Math.round(originNs + 1e9 * end), ...(tokens === undefined ? {} : { tokens }) },
  ]);
  const text = samplesText(series, { joulegate: 'samples', version: 1, powerLimitWatts: sensor.limitWatts });
  const result = resultOf(text, kind.name, edges, kind.name);
  const phases = {
    prefill: outcomeOf(result.phases.prefill!, load.truth.prefill),
    decode: outcomeOf(result.phases.decode!, load.truth.decode),
  };
  const { reasons } = result.validity;
  return { kind: kind.name, seed, phases, reasons, asExpected: meets(kind.expected, phases, result) };
}

/** `measure` tells net its own interval from method regression-4 on; before, that of gross stands for it. */
function outcomeOf(found: PhaseResult & { netInterval95?: [number, number] | null }, truth: Truth): PhaseOutcome {
  const { status, reasons } = found.validity;
  const half = found.interval95 === null ? 0 : (found.interval95[1] - found.interval95[0]) / 2;
  const ofNet = found.netInterval95 ? (found.netInterval95[1] - found.netInterval95[0]) / 2 : half;
  return {
    status,
    reasons,
    gross: told(found.grossJoules, half, truth.gross),
    net: told(found.netJoules, ofNet, truth.net),
  };
}

function told(joules: number | null, half: number, truth: number): Told | null {
  if (joules === null) return null;
  return { error: joules / truth - 1, halfWidth: half / truth, covered: Math.abs(joules - truth) <= half };
}

function meets(expected: Expected, phases: Outcome['phases'], { validity }: MeasureResult): boolean {
  const each = PHASES.map((p) => phases[p]);
  switch (expected.is) {
    case 'resolved':
      return validity.status !== 'invalid' && each.every((p) => p.gross !== null && p.status !== 'invalid');
    case 'refused':
      return each.every((p) => p.status === 'not-resolvable');
    case 'invalid':
      return each.every((p) => p.status === 'invalid' && (p.reasons as string[]).includes(expected.code));
    case 'warned':
      return (validity.reasons as string[]).includes(expected.code);
    case 'net-hidden':
      return phases.decode.net === null && phases.decode.reasons.includes('net-too-wide');
  }
}

function hash(name: string): number {
  let h = 0;
  for (const c of name) h = (h * 31 + c.charCodeAt(0)) >>> 0;
  return h;
}
