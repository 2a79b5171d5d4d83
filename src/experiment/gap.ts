import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../common/seeded.ts';

const LONGEST_GAP_MS = 20;

/**
 * Waits a random time, at most 20 ms, which keeps the edges from locking to a sensor's beat. The same seed waits alike.
 */
export function seededGap(seed: number): () => Promise<void> {
  const random = seeded(seed);
  return () => sleep(random() * LONGEST_GAP_MS);
}
