import type { Reason } from '../../common/generated/run-result.ts';
/** A sensor that the sampler process can read: one file for each kind of hardware (docs/meters.md). */
export interface SensorDriver {
  readonly kind: 'nvml' | 'rapl' | 'amd' | 'jetson';
  readonly channels: ChannelInfo[];
  /** What belongs into a result's environment: gpu, gpuCount, driver, powerLimitWatts … */
  readonly environment: Record<string, string | number | boolean | null>;
  /** Remarks on the sensor that a reader must know, by reason code (`module-scope` …). */
  readonly warnings: Reason[];
  /** Parts that are not counted, each with the reason in brackets. */
  readonly leftOut?: readonly string[];
  /** Why it cannot be known which devices a foreign program uses; null where it can. */
  readonly ambiguous?: string | null;
  /** PCI address of a channel, `0000:03:00.0`; null where it is not known. */
  addressOf?(index: number): string | null;
  /** `environment` of some of the channels alone. */
  environmentOf?(indices: readonly number[]): SensorDriver['environment'];
  /** Looks for parts that stand still or count what another counts, and leaves them out; blocks for up to 0.35 s. */
  settle?(): void;
  /**
   * Reads channel `index` now into `row` (a record of `columns.ts`; `channel`, `t_ns`, `cost_ns` and `late_ns` are the
   * caller's).
   * What the sensor lacks stays NaN. Throws only where the device is lost for good.
   */
  read(index: number, row: Float64Array): void;
  /**
   * What the driver's own ring buffer of power holds since the last call, where it keeps one: monotonic ns and mW, in
   * order of time.
   */
  readRingBuffer?(index: number, add: (tNs: number, mw: number) => void): void;
  close(): void;
}

export interface ChannelInfo {
  /** GPU UUID, or `host`. */
  name: string;
  label: string;
  /** Watts; null where unknown. */
  powerLimitWatts: number | null;
  /** The highest SM clock that the board may have, MHz; left out where it is not known. */
  maxSmClockMhz?: number;
}

/** Why a driver cannot be used here, and what mends it. */
export class DriverUnavailable extends Error {
  readonly fix: string;
  /** The sensor is there, but cannot be used: worth a word where another is taken. */
  readonly present: boolean;
  constructor(message: string, fix: string, options?: { cause?: unknown; present?: boolean }) {
    super(message, options);
    this.fix = fix;
    this.present = options?.present ?? false;
  }
}
