import type { Activities } from './activities.ts';
import { phaseOf } from '../cells.ts';
import type { Problem } from './problem.ts';
import { isTempo } from './tempo-grid.ts';

/**
 * A way in which a real load departs from a constant power in each phase. Each is a column of the model whose
 * coefficient, in W, is probably 0 (`PRIOR`): what the data cannot tell of it is in every error (Kennedy and O'Hagan,
 * "Bayesian calibration of computer models", JRSS B 63, 2001).
 *
 * - `rest`: base power between the first and the last edge beside that in quiet (real boards rest 10–25 % higher).
 * - `onset`: power in the first milliseconds of a phase: host work before the device begins.
 * - `turn`: the same of a phase that follows on another, where the host has less to do.
 * - `front`: power in the first part of a phase: a power limit that acts late, a decode that begins dearer.
 * - `length`: power by ln(length): long prompts fill a device better.
 * - `pulses`: power between two tokens (`pulses.ts`).
 */
export interface Departure {
  readonly kind: 'rest' | 'onset' | 'turn' | 'front' | 'length' | 'pulses';
  /** Index of the phase (of cells that share a record the first of that phase: all depart alike); −1 for `rest`. */
  readonly phase: number;
  /**
   * How long an onset or front lasts, seconds; of pulses from one to the next, 0 where each interval's tokens tell; 0
   * for the others.
   */
  readonly seconds: number;
  /** Of several that exclude each other, as pulses of different tempos, each has a part of the probability; else 1. */
  readonly share?: number;
}

/** A departure's column as activities of their own with a weight each, of one watt. */
export interface DepartureActivities {
  activities: Activities;
  /** Index of the activity that each is part of; −1 for base power, which all share. */
  of: Int32Array;
  /** What a watt of the coefficient is in it. */
  weight: Float64Array;
}

/**
 * How long an onset is; a front is an eighth, or a third, of a phase's mean length within bounds. Seconds
 * (`bench/energy-kinds`).
 */
const ONSET = 0.006;
const FRONT = { shares: [1 / 8, 1 / 3], least: 0.015, most: [0.045, 0.12] } as const;
/** A phase shows an onset or front only where it is this much longer (chosen, not measured). */
const LONGER = 2;
/** Least number of intervals of a phase, and least spread of ln(length), for a departure of it. */
const LEAST = { intervals: 8, spread: 0.08 };
/** Only this many phases, the longest in all, are let depart: 2^(1 + 3·phases) models are weighed. */
const PHASES = 2;
/** Beyond so many activities single ones are not looked at: their departures cost more than they tell. */
const MOST = 4000;

/**
 * `sd`: one standard deviation of a departure's coefficient, as a share of its phase's power above base (`rest`: of
 * base power; `bench/energy-kinds`: host work takes all of an onset's power, caps and decays 10–20 %, and real boards
 * rest 10–25 % higher). `probability`: how probable each is before the data speak, as much as the intervals of clean
 * kinds allow there. `company`: a load that departs in one way likely does in another, so the odds of each further one
 * are so many times as high.
 */
export const PRIOR = {
  sd: { rest: 0.25, onset: 0.7, turn: 0.2, front: 0.12, length: 0.15, pulses: 0.4 },
  probability: 0.07,
  company: 4,
} as const;

/** The activities with the cells' phases taken together, each under the index of its first. */
function together({ activities, phases }: Pick<Problem, 'activities' | 'phases'>): Activities {
  const first = phases.map((name) => phases.findIndex((other) => phaseOf(other) === phaseOf(name)));
  return first.every((j, i) => j === i) ? activities : { ...activities, phase: activities.phase.map((j) => first[j]!) };
}

/** Which departures the data of a problem could show. */
export function departuresOf(problem: Problem): Departure[] {
  const { phases, grouping, updates, quietRows } = problem;
  const a = together(problem);
  if (a.n > MOST || grouping.activityOf.length !== a.n) return [];
  const seconds = new Float64Array(phases.length);
  const count = new Int32Array(phases.length);
  for (let i = 0; i < a.n; i++) {
    seconds[a.phase[i]!] = seconds[a.phase[i]!]! + a.end[i]! - a.start[i]!;
    count[a.phase[i]!] = count[a.phase[i]!]! + 1;
  }
  const longest = [...phases.keys()]
    .filter((j) => count[j]! >= LEAST.intervals)
    .sort((x, y) => seconds[y]! - seconds[x]!)
    .slice(0, PHASES)
    .sort((x, y) => x - y);
  const found: Departure[] = quietRows > 2 && updates.n > quietRows ? [{ kind: 'rest', phase: -1, seconds: 0 }] : [];
  for (const phase of longest) {
    const mean = seconds[phase]! / count[phase]!;
    if (mean > LONGER * ONSET) found.push({ kind: begins(a, phase) ? 'onset' : 'turn', phase, seconds: ONSET });
    FRONT.shares.forEach((share, q) => {
      const front = Math.min(FRONT.most[q]!, share * mean);
      if (front >= FRONT.least) found.push({ kind: 'front', phase, seconds: front });
    });
    // NaN, which is no tempo, where one's tokens are not told.
    const own = problem.period.filter((_, i) => a.phase[i] === phase);
    if (isTempo(own.reduce((s, x) => s + x, 0) / own.length, mean)) found.push({ kind: 'pulses', phase, seconds: 0 });
    if (spreadOfLength(a, phase) > LEAST.spread) found.push({ kind: 'length', phase, seconds: 0 });
  }
  return found;
}

/** Whether most of a phase's activities begin when the device has rested. */
function begins(a: Activities, phase: number): boolean {
  let [fresh, all] = [0, 0];
  for (let i = 0; i < a.n; i++) {
    if (a.phase[i] !== phase) continue;
    all++;
    fresh += Number(a.busySince[i] === a.start[i]);
  }
  return fresh > all / 2;
}

/** The activities of a phase that last, those of its cells too. */
export function membersOf(problem: Pick<Problem, 'activities' | 'phases'>, phase: number): Int32Array {
  const a = together(problem);
  return Int32Array.from(
    Array.from(a.phase, (p, i) => (p === phase && a.end[i]! > a.start[i]! ? i : -1)).filter((i) => i >= 0),
  );
}

/** The activities of a departure's column (of all but `pulses`). */
export function activitiesOf({ kind, phase, seconds }: Departure, problem: Problem): DepartureActivities {
  const a = together(problem);
  if (kind === 'rest')
    return {
      activities: single(a.start[0] ?? 0),
      of: Int32Array.of(-1),
      weight: Float64Array.of(1),
    };
  const members = membersOf(problem, phase);
  const pick = (x: Float64Array): Float64Array => Float64Array.from(members, (i) => x[i]!);
  const start = pick(a.start);
  const end = pick(a.end);
  const activities: Activities = {
    n: members.length,
    start,
    end: kind === 'length' ? end : end.map((e, i) => Math.min(e, start[i]! + seconds)),
    busySince: pick(a.busySince),
    phase: new Int32Array(members.length),
    weight: pick(a.weight),
    spread: pick(a.spread),
  };
  // Each cell about its own mean: the slope says nothing of their sums.
  const own = problem.activities.phase;
  const means = problem.phases.map((_, j) => lengths(problem.activities, j).mean);
  const weight =
    kind === 'length' ? end.map((e, i) => Math.log(e - start[i]!) - means[own[members[i]!]!]!) : end.map(() => 1);
  return { activities, of: members, weight };
}

/** One activity without an end. */
function single(start: number): Activities {
  const one = (x: number): Float64Array => Float64Array.of(x);
  return {
    n: 1,
    start: one(start),
    end: one(1e9),
    busySince: one(-1e9),
    phase: Int32Array.of(0),
    weight: one(1),
    spread: one(1),
  };
}

/** Mean and standard deviation of ln(length), weighed by length. */
function lengths(a: Activities, phase: number): { mean: number; spread: number } {
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < a.n; i++) {
    const length = a.end[i]! - a.start[i]!;
    if (a.phase[i] !== phase || !(length > 0)) continue;
    const x = Math.log(length);
    total += length;
    sum += length * x;
    squares += length * x * x;
  }
  const mean = sum / total;
  return { mean, spread: Math.sqrt(Math.max(0, squares / total - mean * mean)) };
}

const spreadOfLength = (a: Activities, phase: number): number => lengths(a, phase).spread;
