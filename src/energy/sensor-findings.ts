import type { Response, Window } from './attribution/model.ts';
import type { SensorKind } from './attribution/updates.ts';

/**
 * What was found of a sensor in one block, for `RunResult.meter.sensor`. A key is left out where its source was not
 * read, and `null` where the data leave it open. Units stand in the names; without one it is a share or a count.
 */
export type SensorFindings = {
  /** The sampler's interval between two reads. */
  intervalMs?: number;
  /** How finely the kernel counts CPU time, for `estimate`. */
  cpuClockResolutionUs?: number;
  /** Watts per busy core, where joules are counted from CPU time. */
  estimateWatts?: number;

  // Seen of the readings themselves (`characterise.ts`), whatever attribution takes of them.
  counterCadenceMs?: number;
  counterJitter?: number;
  instantCadenceMs?: number;
  instantJitter?: number;
  averageCadenceMs?: number;
  averageJitter?: number;
  ringCadenceMs?: number;
  ringJitter?: number;
  /** What one read costs, median. */
  readCostUs?: number;
  /** How late the sampler woke, 99th percentile. */
  latenessP99Ms?: number;
  longestGapMs?: number;
  /** Reads so far that gave nothing where the sensor had answered before. */
  missedReads?: number;
  /** The counter could not be checked against power readings: they come at the same moment of every request. */
  powerCheck?: 'locked';
  /** Of the last quiet stretch before the block. */
  idleWatts?: number;
  idleStandardError?: number;
  /** The SM clock at its end: low where the board slept, else it rested awake. */
  idleSmClockMhz?: number;

  // Found by the fit of the first channel (`attribution/describe.ts`).
  /** Which reading was fitted; `still`: a power that never changed; `cpu-time`: nothing was fitted. */
  reads?: SensorKind | 'still' | 'cpu-time';
  cadenceMs?: number;
  jitter?: number;
  updates?: number;
  lagMs?: number | null;
  window?: Window;
  windowMs?: number | null;
  response?: Response;
  responseMs?: number | null;
  jump?: number | null;
  rampMs?: number | null;
  /** Relative standard deviation of one update, and of one interval's power around its phase's. */
  noise?: number;
  powerSpread?: number;
  /** Posterior weight of the family that these values are of. */
  modelWeight?: number;
  baseWatts?: number;
  /** Share of the sensor's sum that fitted phases and base power leave over. */
  unaccounted?: number;
};
