import type { Reason } from '../../common/generated/run-result.ts';
import type { Contrast } from './types.ts';

/** The one reason beside which gross joules stand. */
export const NET_ALONE = 'net-too-wide';

/** 97.5 % point of the normal distribution: the half-width of a 95 % interval in standard errors. */
export const Z95 = 1.959964;
/** The design's rule: a half-width beyond this share of the estimate is not resolvable. */
const RESOLVABLE = 0.25;

/**
 * Why a phase's net joules, summed over its channels (fitted apart, so errors add in quadrature), are not resolvable;
 * empty where they are. Net is what gates: `net-too-wide` where idle power hides it though gross is known,
 * `interval-too-wide` where not even gross is. A channel that only idles adds its error and spoils nothing.
 */
export function judge(channels: readonly (Contrast & { reasons: Reason[] })[]): Reason[] {
  if (channels.length === 0) return ['no-updates'];
  const hard = [...new Set(channels.flatMap((c) => c.reasons))];
  if (hard.length > 0) return hard;
  const gross = channels.reduce((s, c) => s + c.grossJoules, 0);
  const net = channels.reduce((s, c) => s + c.netJoules, 0);
  if (!within(gross, Math.hypot(...channels.map((c) => c.grossError)))) return ['interval-too-wide'];
  return within(net, Math.hypot(...channels.map((c) => c.netError))) ? [] : [NET_ALONE];
}

/** Where nothing was used and nothing is unknown (a phase of no length), 0 is known. */
const within = (estimate: number, error: number): boolean => Z95 * error <= RESOLVABLE * estimate;
