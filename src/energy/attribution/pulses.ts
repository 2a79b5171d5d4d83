import { lowerBound } from './lower-bound.ts';
import type { Family, Physics } from './model.ts';
import type { Problem } from './problem.ts';

/**
 * A device that makes one token after another waits between two, while the host samples: power pulses in the tempo of
 * the tokens. With a token's time p, of which it works the share d and then draws ΔP less, what it has used is ahead of
 * its mean power all the while, by d·(1 − d)·p·ΔP ÷ 2 on average. A sensor with a cadence over p cannot tell that from
 * a dearer phase before it; but every update within such a phase is ahead by as much as the tempo says, which it can.
 *
 * d: chosen, not measured; pauses of another length are fitted by another ΔP.
 */
const WORKING = 0.8;

/** Node of two-point Gauss–Legendre on [−½, ½]: as `caused.ts` averages over a poll gap. */
const NODE = 0.5 / Math.sqrt(3);

/** Seconds of pause in the first x seconds of a phase that pulses every p. */
export function pausedSeconds(x: number, p: number): number {
  if (x <= 0) return 0;
  const whole = Math.floor(x / p);
  return whole * (1 - WORKING) * p + Math.max(0, x - whole * p - WORKING * p);
}

/** Seconds of pause in an activity, which pulses every `seconds` (0: as its tokens tell). */
export const pausesIn = (problem: Problem, i: number, seconds: number): number =>
  pausedSeconds(lengthOf(problem, i), periodOf(problem, i, seconds));

const lengthOf = ({ activities }: Problem, i: number): number => activities.end[i]! - activities.start[i]!;
const periodOf = ({ period }: Problem, i: number, seconds: number): number => (seconds > 0 ? seconds : period[i]!);

/**
 * What a watt in all pauses of some activities adds to each row, as `design.ts` has it for a whole activity: with the
 * seconds of pause up to a time in place of A_i. It follows at once, whatever the device's response, which spreads
 * energy over less than a few pauses and loses none.
 */
export function pulsesColumn(
  problem: Problem,
  members: Int32Array,
  seconds: number,
  { window }: Family,
  physics: Physics,
): Float64Array {
  const { t, dt, gap, n, kind, cadence } = problem.updates;
  const column = new Float64Array(n);
  // A row is of the time since the one before it, or of a window before that: rows beyond both show nothing.
  const reach = cadence + physics.window;
  for (const i of members) {
    const start = problem.activities.start[i]! + physics.lag;
    const length = lengthOf(problem, i);
    const p = periodOf(problem, i, seconds);
    const paused = (time: number): number => pausedSeconds(Math.min(length, time - start), p);
    const upTo = (time: number, half: number): number => (paused(time - half) + paused(time + half)) / 2;
    // The first update of a counter only starts its first step.
    const from = Math.max(window === 'exact' ? 1 : 0, lowerBound(t, start - cadence));
    for (let k = from; k < n && !(t[k - 1]! > start + length + reach); k++) {
      const half = NODE * gap[k]!;
      if (window === 'exact') {
        column[k] = column[k]! + upTo(t[k]!, half) - upTo(t[k - 1]!, NODE * gap[k - 1]!);
        continue;
      }
      const windows = kind === 'counter' ? Math.max(1, Math.round(dt[k]! / cadence)) : 1;
      const scale = (kind === 'counter' ? dt[k]! : 1) / windows / physics.window;
      for (let m = 0; m < windows; m++) {
        const end = t[k]! - (m * dt[k]!) / windows;
        column[k] = column[k]! + scale * (upTo(end, half) - upTo(end - physics.window, half));
      }
    }
  }
  return column;
}
