import type { NativeLibrary } from '../../common/native.ts';

/** Linux' clocks now, in ns; `boottime` null where it cannot be read. */
export type Clocks = () => { boottime: number | null; monotonic: number; realtime: number };

const CLOCK_BOOTTIME = 7;

/**
 * Reads the clocks that a driver may stamp its samples with; `libc` is the C library, null where it cannot be loaded.
 */
export function clocksOf(libc: NativeLibrary | null): Clocks {
  let gettime: ((...args: unknown[]) => unknown) | null = null;
  try {
    gettime = libc?.func('int clock_gettime(int clock, void *time)') ?? null;
  } catch {
    // No such symbol: BOOTTIME stays unknown.
  }
  const buffer = Buffer.alloc(16);
  return () => {
    const boottime =
      gettime !== null && gettime(CLOCK_BOOTTIME, buffer) === 0
        ? Number(buffer.readBigInt64LE(0)) * 1e9 + Number(buffer.readBigInt64LE(8))
        : null;
    return { boottime, monotonic: Number(process.hrtime.bigint()), realtime: Date.now() * 1e6 };
  };
}
