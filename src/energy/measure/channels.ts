import type { Counted } from './counted.ts';

/** What one channel (a board) used for one phase; `null` where it tells nothing of it. */
export interface ChannelEnergy {
  grossJoules: number | null;
  netJoules: number | null;
  /** Of grossJoules, and of netJoules. */
  standardError: number | null;
  netStandardError: number | null;
}

/** The phase's joules of each channel, as it was fitted. */
export function channelsOf(
  phase: string,
  attributions: readonly (Counted & { channel: string })[],
): Record<string, ChannelEnergy> {
  return Object.fromEntries(
    attributions.flatMap(({ channel, phases }) => {
      const group = phases.get(phase);
      if (group === undefined) return [];
      const known = group.reasons.length === 0;
      const energy: ChannelEnergy = {
        grossJoules: known ? group.grossJoules : null,
        netJoules: known ? group.netJoules : null,
        standardError: known ? group.grossError : null,
        netStandardError: known ? group.netError : null,
      };
      return [[channel, energy]];
    }),
  );
}

/** A board took part in a phase where its net is over this share of the phase's, and more than noise. */
const PART = { share: 0.02, errors: 3 };

/**
 * The channels that took part in each phase, where phases differ in them or one of several took none; null where every
 * phase ran on all of them, or a phase's are not known.
 */
export function boardsOf(
  phases: Record<string, { channels?: Record<string, ChannelEnergy> }>,
): Map<string, string[]> | null {
  const boards = new Map<string, string[]>();
  let differ = false;
  for (const [name, { channels }] of Object.entries(phases)) {
    if (channels === undefined) continue;
    const all = Object.entries(channels);
    const whole = all.reduce((s, [, c]) => s + Math.max(0, c.netJoules ?? 0), 0);
    const used = all.filter(
      ([, c]) =>
        c.netJoules !== null && c.netJoules > PART.share * whole && c.netJoules > PART.errors * c.netStandardError!,
    );
    if (used.length === 0) continue;
    boards.set(
      name,
      used.map(([channel]) => channel),
    );
    differ ||= used.length < all.length;
  }
  return differ ? boards : null;
}
