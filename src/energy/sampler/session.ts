import type { DriverKind } from '../drivers/open.ts';
import { takeLock } from '../lock.ts';
import type { MeterOptions } from '../types.ts';
import { SamplerClient } from './client.ts';

export const DEFAULT_INTERVAL_MS = 5;
const DEFAULT_LOCK_WAIT_SECONDS = 600;

/** A running sampler with the locks of its devices. */
export interface Session {
  sampler: SamplerClient;
  close(): Promise<void>;
}

/**
 * Takes the lock of each channel and starts the sampler on the drivers. Throws `meter-busy`, `SamplerRefused`, or the
 * signal's reason.
 */
export async function openSession(kinds: DriverKind[], channels: string[], options: MeterOptions): Promise<Session> {
  const wait = options.lockWaitSeconds ?? DEFAULT_LOCK_WAIT_SECONDS;
  const locks: { file: string; release: () => void }[] = [];
  const release = () => locks.forEach((lock) => lock.release());
  try {
    // Always in the same order, so that two jobs never wait for each other's second device.
    for (const channel of [...channels].sort())
      locks.push(await takeLock(channel, wait, options.onProgress, options.signal));
    const sampler = await SamplerClient.start(kinds, {
      intervalMs: options.intervalMs ?? DEFAULT_INTERVAL_MS,
      locks: locks.map((l) => l.file),
      only: channels.includes('host') ? [...channels] : [...channels, 'host'],
      signal: options.signal,
    });
    return {
      sampler,
      close: async () => {
        await sampler.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
