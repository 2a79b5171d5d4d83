import type { Random } from '../random.ts';
import type { Piece } from './load.ts';

/** Seconds from one token to the next. */
export const TOKEN = 0.025;

/**
 * Between two tokens the device waits.
 *
 * @param token seconds from one token to the next
 * @param working share of them that it works
 */
export function pulses(piece: Piece, low: number, token: number, working = 0.8): Piece[] {
  const found: Piece[] = [];
  for (let t = piece.start; t < piece.end; t += token) {
    const pause = Math.min(piece.end, t + working * token);
    const next = Math.min(piece.end, t + token);
    found.push({ start: t, end: pause, watts: piece.watts });
    if (next > pause) found.push({ start: pause, end: next, watts: 80 + (piece.watts - 80) * low });
  }
  return found;
}

export function decaying(piece: Piece, share: number, tau: number): Piece[] {
  const found: Piece[] = [];
  for (let t = piece.start; t < piece.end; t += 0.004) {
    const end = Math.min(piece.end, t + 0.004);
    const watts = piece.watts * (1 + share * Math.exp(-((t + end) / 2 - piece.start) / tau));
    found.push({ start: t, end, watts });
  }
  return found;
}

/** Long prompts fill the device: from 70 % of its power at 15 ms to all of it at 200 ms, linear in ln(length). */
export function byLength({ start, end, watts }: Piece): number {
  const filled = Math.log((end - start) / 0.015) / Math.log(0.2 / 0.015);
  return 80 + (watts - 80) * (0.7 + 0.3 * filled);
}

/** A power above the limit until the limit acts, 35 ms later. */
export function capped({ start, end }: Piece, watts: number): Piece[] {
  const acts = Math.min(end, start + 0.035);
  return [
    { start, end: acts, watts },
    { start: acts, end, watts: 690 },
  ];
}

/** A factor that holds for 2 to 6 s: 1, then lower by a share of `least` to `most`, then 1 again. */
export function steps(random: Random, least: number, most: number): (t: number) => number {
  const times: number[] = [];
  const values: number[] = [];
  for (let t = 3, lowered = random.next() < 0.5; t < 60; t += random.between(2, 6), lowered = !lowered) {
    times.push(t);
    values.push(lowered ? 1 - random.between(least, most) : 1);
  }
  return (t) => values[times.findLastIndex((x) => x <= t)] ?? 1;
}
