import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_GAP_MS = 20;

/** Mulberry32: a seeded generator of numbers in [0, 1), for the gaps alone. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Waits a random time, at most 20 ms, which keeps the edges from locking to a sensor's beat. The same seed waits alike.
 */
export function seededGap(seed: number): () => Promise<void> {
  const random = seeded(seed);
  return () => sleep(random() * LONGEST_GAP_MS);
}
