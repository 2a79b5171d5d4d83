import type { Clocks } from './nvml-clock.ts';
import { NVML, type Nvml } from './nvml-abi.ts';

/** nvmlSample_t: timestamp µs, value; 16 bytes. */
const SAMPLE_BYTES = 16;
const TOTAL_POWER_SAMPLES = 0;
/** A ring longer than this is read in part: its newest. */
const MOST = 4096;
/** A clock that the newest sample lies within this of is taken for the ring's own. */
const NEAR_NS = 1e9;

/**
 * The driver's own ring of timestamped power. Its clock is formally unspecified: the first of BOOTTIME, MONOTONIC and
 * REALTIME that the newest sample lies within a second of is taken; where none is, the ring is left unused.
 */
export class PowerRingBuffer {
  readonly #nvml: Nvml;
  readonly #handle: unknown;
  readonly #clocks: Clocks;
  readonly #buffer: Buffer;
  #last = 0n;

  private constructor(nvml: Nvml, handle: unknown, clocks: Clocks, size: number) {
    this.#nvml = nvml;
    this.#handle = handle;
    this.#clocks = clocks;
    this.#buffer = Buffer.alloc(size * SAMPLE_BYTES);
  }

  /** Null where the driver has no ring. */
  static open(nvml: Nvml, handle: unknown, clocks: Clocks): PowerRingBuffer | null {
    const size = [0];
    if (nvml.nvmlDeviceGetSamples?.(handle, TOTAL_POWER_SAMPLES, 0n, [0], size, null) !== NVML.success || size[0]! <= 0)
      return null;
    return new PowerRingBuffer(nvml, handle, clocks, Math.min(MOST, size[0]!));
  }

  /** Samples since the last call: time on CLOCK_MONOTONIC in ns, power in mW. */
  read(add: (tNs: number, mw: number) => void): void {
    const type = [0];
    const count = [this.#buffer.length / SAMPLE_BYTES];
    if (
      this.#nvml.nvmlDeviceGetSamples!(this.#handle, TOTAL_POWER_SAMPLES, this.#last, type, count, this.#buffer) !==
      NVML.success
    )
      return;
    const n = count[0]!;
    if (n === 0) return;
    const view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, n * SAMPLE_BYTES);
    const stamp = (k: number) => view.getBigUint64(k * SAMPLE_BYTES, true);
    this.#last = stamp(n - 1);
    const shift = this.#shift(Number(this.#last) * 1000);
    if (shift === null) return;
    for (let k = 0; k < n; k++) {
      const at = k * SAMPLE_BYTES + 8;
      const mw = type[0] === 0 ? view.getFloat64(at, true) : view.getUint32(at, true);
      if (mw > 0) add(Number(stamp(k)) * 1000 - shift, mw);
    }
  }

  /** What to take from the ring buffer's time to get monotonic time. */
  #shift(newestNs: number): number | null {
    const now = this.#clocks();
    const clock = [now.boottime, now.monotonic, now.realtime].find(
      (candidate) => candidate !== null && Math.abs(newestNs - candidate) <= NEAR_NS,
    );
    return clock === undefined || clock === null ? null : clock - now.monotonic;
  }
}
