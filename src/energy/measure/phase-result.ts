import type { Reason, Shares, Validity } from '../../common/generated/run-result.ts';
import { poolShares } from '../../common/shares.ts';
import { judge, NET_ALONE, Z95 } from '../attribution/judge.ts';
import type { Contrast } from '../attribution/types.ts';
import type { Interval } from '../intervals.ts';
import { validityOf } from '../validity.ts';
import { busyOf } from './busy.ts';
import { channelsOf, type ChannelEnergy } from './channels.ts';
import type { Counted } from './counted.ts';
import { OUTSIDE } from './edges.ts';

/** Joules of one phase, summed over the channels, for exactly these requests. `null`: not resolvable. */
export interface PhaseResult {
  grossJoules: number | null;
  netJoules: number | null;
  /** Of grossJoules. */
  standardError: number | null;
  interval95: [number, number] | null;
  /** Of netJoules: idle power's own error is in it. */
  netStandardError: number | null;
  netInterval95: [number, number] | null;
  grossWattHours: number | null;
  netWattHours: number | null;
  /** grossJoules ÷ busySeconds: power of what was metered while the phase ran. */
  meanWatts: number | null;
  /** Of all its intervals together, and in which at least one of them ran. */
  seconds: number;
  busySeconds: number;
  /** Share of busySeconds in which two or more of its own intervals ran; left out where none did. */
  overlapShare?: number;
  count: number;
  /** Sum over its intervals, and how many of them a joule pays for; left out where one interval's are not told. */
  tokens?: number;
  grossTokensPerJoule?: number | null;
  netTokensPerJoule?: number | null;
  /** What the variance of netJoules is made of; left out where it was not split. */
  shares?: Shares;
  /** Joules by channel; left out where there is one. */
  channels?: Record<string, ChannelEnergy>;
  validity: Validity;
}

const JOULES_PER_WATT_HOUR = 3600;
const wattHours = (joules: number | null): number | null => (joules === null ? null : joules / JOULES_PER_WATT_HOUR);
const perJoule = (tokens: number, joules: number | null): number | null =>
  joules === null || joules <= 0 ? null : tokens / joules;
const interval95 = (estimate: number, error: number): [number, number] => [
  estimate - Z95 * error,
  estimate + Z95 * error,
];

type Joules = Pick<
  PhaseResult,
  'grossJoules' | 'netJoules' | 'standardError' | 'interval95' | 'netStandardError' | 'netInterval95' | 'validity'
>;

/** A channel is fitted apart from the others: joules add, errors in quadrature. */
function joulesOf(
  groups: readonly (Contrast & { reasons: Reason[] })[],
  reasons: Reason[],
  untrusted: readonly Reason[],
): Joules {
  // Where only idle power hides the net, gross is known, and stands.
  const netHidden = reasons[0] === NET_ALONE;
  const known = reasons.length === 0 || netHidden;
  const gross = known ? groups.reduce((s, g) => s + g.grossJoules, 0) : null;
  const net = known && !netHidden ? groups.reduce((s, g) => s + g.netJoules, 0) : null;
  const grossError = Math.hypot(...groups.map((g) => g.grossError));
  const netError = Math.hypot(...groups.map((g) => g.netError));
  return {
    grossJoules: gross,
    netJoules: net,
    standardError: gross === null ? null : grossError,
    interval95: gross === null ? null : interval95(gross, grossError),
    netStandardError: net === null ? null : netError,
    netInterval95: net === null ? null : interval95(net, netError),
    // What spoils a channel spoils each phase that draws on it.
    validity: known ? validityOf([...untrusted], reasons) : { status: 'not-resolvable', reasons },
  };
}

/** Sum of the tokens of all intervals; null where one's are not told. */
const tokensOf = (intervals: readonly Interval[]): number | null =>
  intervals.reduce<number | null>((sum, { tokens }) => (sum === null || tokens === undefined ? null : sum + tokens), 0);

/**
 * One phase from the attributions of all channels; one that lies outside the sampled time in part has no joules.
 * `untrusted`: what makes the channels' samples invalid.
 */
export function phaseOf(
  name: string,
  attributions: readonly (Counted & { channel: string })[],
  intervals: readonly Interval[],
  outside: ReadonlySet<Interval>,
  untrusted: readonly Reason[],
): PhaseResult {
  const groups = attributions.flatMap((a) => a.phases.get(name) ?? []);
  const away = intervals.some((i) => outside.has(i));
  const joules = joulesOf(groups, away ? [OUTSIDE] : judge(groups), untrusted);
  const busy = busyOf(intervals);
  const tokens = tokensOf(intervals);
  const shares =
    joules.netJoules === null
      ? null
      : poolShares(groups.map(({ netError, shares }) => ({ variance: netError ** 2, shares })));
  return {
    ...joules,
    grossWattHours: wattHours(joules.grossJoules),
    netWattHours: wattHours(joules.netJoules),
    meanWatts: joules.grossJoules === null || busy.seconds === 0 ? null : joules.grossJoules / busy.seconds,
    seconds: intervals.reduce((s, i) => s + (i.end - i.start), 0),
    busySeconds: busy.seconds,
    ...(busy.overlap > 0 ? { overlapShare: busy.overlap } : {}),
    count: intervals.length,
    ...(tokens === null
      ? {}
      : {
          tokens,
          grossTokensPerJoule: perJoule(tokens, joules.grossJoules),
          netTokensPerJoule: perJoule(tokens, joules.netJoules),
        }),
    ...(shares === null ? {} : { shares }),
    ...(attributions.length > 1 && !away ? { channels: channelsOf(name, attributions) } : {}),
  };
}
