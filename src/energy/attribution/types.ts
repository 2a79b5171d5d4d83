import type { Reason, Shares } from '../../common/generated/run-result.ts';
import type { IdlePower } from '../idle.ts';
import type { Interval } from '../intervals.ts';
import type { SensorFindings } from '../sensor-findings.ts';
import type { Series } from '../series.ts';
import type { FittedUpdates } from './fitted.ts';

/** What attribution needs of one channel. */
export interface AttributionInput {
  series: Series;
  /** Intervals of all phases that draw on this channel, in order of begin. */
  intervals: Interval[];
  /** The stretch to account for, seconds since the series' origin. */
  from: number;
  to: number;
  /** Idle power by an earlier quiet reading. */
  idle: IdlePower | null;
  powerLimitWatts: number | null;
}

/** A weighted sum over intervals. */
export interface Contrast {
  grossJoules: number;
  netJoules: number;
  /** Of grossJoules and of netJoules, in joules. */
  grossError: number;
  netError: number;
  /** What the variance of netJoules is made of, where it was split. */
  shares?: Shares;
}

export interface GroupEnergy extends Contrast {
  /** False by the design's rule for this channel alone (`judge`). */
  resolvable: boolean;
  /** Why this channel cannot be used at all, whatever the others say: nothing to fit, ill-conditioned, on a bound. */
  reasons: Reason[];
}

export interface Attribution {
  /** Joules caused by each interval, in the order of the input. */
  gross: Float64Array;
  net: Float64Array;
  /** Sums over each phase, with errors from the joint covariance. */
  phases: Map<string, GroupEnergy>;
  idleWatts: number | null;
  /** What is worth a word about the fit. */
  warnings?: Reason[];
  /** What the fit found of the sensor; empty where nothing was fitted. */
  sensor: SensorFindings;
  /**
   * Σ cᵢ·joulesᵢ over the intervals (their order is the input's), with its standard error from the joint covariance: a
   * group's sum (1), the difference of two groups (1 and −1). Errors of one fit must not be added as if they were
   * independent. Null where nothing was fitted.
   */
  contrast(coefficients: Float64Array): Contrast | null;
  /** The rows that were fitted, beside what the fit says of them; left out where nothing was fitted. */
  fitted?(): FittedUpdates;
}
