import { LEVELS } from '../../src/common/levels.ts';
import { interval as intervalOf, mean, variance } from '../../src/analysis/statistics.ts';

/** One figure of a benchmark; `bench/run.mjs` adds command, cores, calibration, Node and date. */
export interface Entry {
  /** `BENCHMARK` or `BENCHMARK/PART`. */
  name: string;
  /** What stands over what, in words. */
  compared: string;
  ratio?: number;
  /** Where it is no ratio. */
  figure?: number;
  unit?: string;
  /** 95 %, of ratio or figure. */
  interval?: [number, number];
  pairs?: number;
  details?: Record<string, unknown>;
  target: string | null;
  verdict: 'meets' | 'misses' | 'informs';
}

export interface Skip {
  name: string;
  skipped: string;
}

export interface BenchOptions {
  /** Few repetitions: to see that it runs. */
  quick: boolean;
  /** Pairs or repetitions, in place of the benchmark's own number. */
  count: number | null;
  log: (line: string) => void;
}

export type Bench = (options: BenchOptions) => Promise<(Entry | Skip)[]>;

/** A goal for a number: at most, or at least. */
export interface Goal {
  most?: number;
  least?: number;
  unit?: string;
}

export function judged(value: number, goal: Goal | null): Pick<Entry, 'target' | 'verdict'> {
  if (!goal) return { target: null, verdict: 'informs' };
  const unit = goal.unit ? ` ${goal.unit}` : '';
  const meets = (goal.most === undefined || value <= goal.most) && (goal.least === undefined || value >= goal.least);
  return {
    target: goal.most !== undefined ? `≤ ${goal.most}${unit}` : `≥ ${goal.least}${unit}`,
    verdict: meets ? 'meets' : 'misses',
  };
}

/** The ratio of paired values: the mean log-ratio with its t interval. */
export function ratioEntry(
  name: string,
  compared: string,
  pairs: readonly (readonly [number, number])[],
  goal: Goal | null,
  details?: Record<string, unknown>,
): Entry {
  const logs = pairs.map(([over, under]) => Math.log(over / under));
  const estimate = mean(logs);
  const ratio = Math.exp(estimate);
  const effect = { estimate, standardError: Math.sqrt(variance(logs) / logs.length), df: logs.length - 1 };
  const interval =
    logs.length < 2 ? {} : { interval: intervalOf(effect, LEVELS.interval).map(Math.exp) as [number, number] };
  return {
    name,
    compared,
    ratio,
    ...interval,
    pairs: logs.length,
    ...(details ? { details } : {}),
    ...judged(ratio, goal),
  };
}

export function figureEntry(
  name: string,
  compared: string,
  figure: number,
  unit: string,
  goal: Goal | null,
  details?: Record<string, unknown>,
): Entry {
  return { name, compared, figure, unit, ...(details ? { details } : {}), ...judged(figure, goal) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** User and system time of this process, all threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
