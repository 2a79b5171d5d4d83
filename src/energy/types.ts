import type { MarkedPhase, Phase } from '../common/phases.ts';
import type { EngineDevice } from '../common/devices.ts';
import type { BlockReading, PhaseEnergy, PhaseReading, Validity } from '../common/generated/run-result.ts';
import type { SensorFindings } from './sensor-findings.ts';

/** The energy of one request; a server's `queue` where it was marked. */
export type RequestEnergy = Record<Phase, PhaseEnergy> & { queue?: PhaseEnergy };

/** What is known of an edge beside its time. */
export interface EdgeDetail {
  /** When it was, on the monotonic clock, where that is not now: as a server tells it afterwards. Nanoseconds. */
  tNs?: number;
  /** CPU time of a `check` that ended (the sandbox's, not ours). */
  cpuSeconds?: number;
  contextTokens?: number;
  /** Of a decode that ended: passes through the model, whose tempo its power may pulse in. */
  tokens?: number;
  /** The request belongs to no task: it sharpens a phase's power, and is no part of its sum. */
  extra?: boolean;
  /** Which of several cells that share the record this is of; their phases have powers of their own. */
  cell?: string;
}

/** The border of this room: edges in, joules with uncertainty out. */
export interface EnergyMeter {
  /** What is known once the meter is open; nothing of it changes later. */
  readonly info: Readonly<MeterInfo>;
  /**
   * Idle power in watts, taken over `seconds` of rest, which a board may take a while to find (`rest.ts`); `null` where
   * the meter has none (`estimate`).
   */
  measureIdle(seconds: number): Promise<number | null>;
  /** Starts recording a block: every task once in one arm. */
  startBlock(): Promise<void>;
  /**
   * Marks an exact phase edge, now or when `detail.tNs` says; takes ≤ 50 µs and never throws. `id` names the request.
   */
  mark(edge: 'begin' | 'end', phase: MarkedPhase, id: string, detail?: EdgeDetail): void;
  /** Ends the block and attributes its joules. */
  finishBlock(): Promise<BlockEnergy>;
  /** Stops the sampler and gives the device's lock back. */
  close(): Promise<void>;
}

export interface MeterInfo {
  kind: 'nvml' | 'amd' | 'rapl' | 'jetson' | 'estimate' | 'replay';
  /** True where the joules are CPU time × watts and no sensor was read. */
  estimated: boolean;
  /** The meter of the host's own channel, for checks; `null` where the host is not metered. */
  hostKind: 'rapl' | 'estimate' | null;
  /** The version of the attribution method; its change makes results incomparable. */
  method: string;
  /** The devices that are read, where the meter reads devices. */
  devices?: readonly { name: string; label: string; pci?: string | null }[];
  /** What goes into a result's environment: gpu, gpuCount, driver, powerLimitWatts … */
  environment: Record<string, string | number | boolean | null>;
}

export interface BlockEnergy {
  /** Keyed by request id. A phase that never began has 0 seconds and 0 J. */
  requests: Map<string, RequestEnergy>;
  seconds: number;
  smClockMhz: number | null;
  temperatureC: number | null;
  /** The same while a phase ran; left out by meters that have neither. */
  phases?: Partial<Record<'prefill' | 'decode', PhaseReading>>;
  /** What the error of each phase's net joules is made of, where it was split. */
  shares?: BlockReading['shares'];
  /** Both by cell, where edges named some; left out by meters that have neither. */
  cells?: Map<string, Pick<BlockReading, 'phases' | 'shares'>>;
  /**
   * Standard errors of ln(one cell's net joules ÷ another's), from the covariance of the record; left out by meters
   * that have no cells. `undefined` where a phase of either is not resolvable.
   */
  ratioErrors?: (over: string, under: string) => BlockReading['overBase'];
  powerLimitWatts: number | null;
  idleWatts: number | null;
  /** What was found of the sensor, up to and with this block. */
  sensor: SensorFindings;
  validity: Validity;
}

/** The `meter` key of a configuration, after `auto` has been left in. */
export interface MeterOptions {
  kind: 'auto' | 'nvml' | 'amd' | 'rapl' | 'jetson' | 'estimate' | 'replay';
  /** Watts of one busy CPU core, for `estimate`. */
  watts?: number;
  /** A file of raw samples, for `replay`. */
  samples?: string;
  intervalMs?: number;
  /** How long to wait for another job's measuring lock. */
  lockWaitSeconds?: number;
  /** Where raw samples and edges are kept; always written there on `invalid`. */
  keepSamples?: string;
  /**
   * What the engine runs on, once known: the meter must read the same (`devices.ts`). Left out for a foreign program.
   */
  engine?: readonly EngineDevice[];
  /**
   * The answers come from servers that run already: their processes on this machine, of which `estimate` counts the CPU
   * time, and which are no foreign use of a card. Left out where the engine is in this process.
   */
  servers?: readonly number[];
  /** Ends every wait. */
  signal?: AbortSignal;
  /** Progress for people: what is waited for. */
  onProgress?: (line: string) => void;
}
