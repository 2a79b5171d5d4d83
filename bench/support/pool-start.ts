import { startCheckPool } from '../../src/sandbox/index.ts';

/** Starts a pool in this process; how long until it is ready, and how long the event loop was held at first. */
export async function start(): Promise<{ blockedMs: number; seconds: number }> {
  const begin = performance.now();
  const pool = startCheckPool();
  await Promise.resolve();
  const blockedMs = performance.now() - begin;
  await pool.ready;
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  return { blockedMs, seconds };
}
