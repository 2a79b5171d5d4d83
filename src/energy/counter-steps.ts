import { medianApart, type Change } from './readings.ts';
import type { Series } from './series.ts';

/** Why a step of a counter is no energy of its device: it fell; it rose by more than any device draws. */
export type StepFault = 'counter-reset' | 'counter-jump';

/** A power limit acts on an average: for a moment a board draws up to so much of it (design, "Measuring"). */
const OF_LIMIT = 1.5;
/**
 * Without a limit: no GPU, module or host of ours draws the first; a step beyond the second (the largest board's limit
 * is 1,400 W) and beyond so many times the third largest stands alone. Watts (chosen, not measured).
 */
const UNLIMITED = { possible: 20_000, board: 2500, alone: 4 };

/**
 * What is wrong with each step of a counter, from the change before; `null` where nothing is, and of the first.
 * A step may be of all the time since the poll before the last change, and of a period where two are shown closer.
 */
export function stepFaults(counter: readonly Change[], limitWatts: number | null): (StepFault | null)[] {
  const cadence = medianApart(counter.map((c) => c.t));
  const watts = counter.map((c, i) => {
    const before = counter[i - 1];
    if (before === undefined) return 0;
    return (c.value - before.value) / 1000 / Math.max(cadence, c.t - before.t + before.gap);
  });
  const most = limitWatts === null ? mostOf(watts) : OF_LIMIT * limitWatts;
  return watts.map((w) => (w < 0 ? 'counter-reset' : w > most ? 'counter-jump' : null));
}

/**
 * An update nearer to a neighbour than this share of the cadence is none of the sensor's beat (chosen, not measured).
 */
const BETWEEN = 0.75;

/** What a counter's changes come to. */
export interface Counter {
  /** Its updates, and of each whether the step to it, from the one before, is energy of the device. */
  updates: { change: Change; counts: boolean }[];
  /** What was wrong with others, each once. */
  faults: StepFault[];
}

/**
 * A counter's updates without what no device can have drawn. A counter that is set at a moment between two updates
 * shows a change which is none of its beat: it is left out, and the step after it holds an unknown part of a period.
 */
export function countOf(changes: readonly Change[], limitWatts: number | null): Counter {
  const faults = stepFaults(changes, limitWatts);
  const short = BETWEEN * medianApart(changes.map((c) => c.t));
  const apart = (k: number) => (changes[k]?.t ?? Infinity) - (changes[k - 1]?.t ?? -Infinity);
  const between = (k: number) => (faults[k] ?? null) !== null && (apart(k) < short || apart(k + 1) < short);
  return {
    updates: changes.flatMap((change, k) =>
      between(k) ? [] : [{ change, counts: k > 0 && faults[k] === null && !between(k - 1) }],
    ),
    faults: [...new Set(faults.filter((f) => f !== null))],
  };
}

/** Joules and seconds of the steps that count, a pair each. */
export function countedSteps({ updates }: Counter): { joules: number; seconds: number }[] {
  return updates.flatMap(({ change, counts }, k) => {
    const before = updates[k - 1]?.change;
    if (!counts || before === undefined) return [];
    return [{ joules: (change.value - before.value) / 1000, seconds: change.t - before.t }];
  });
}

function mostOf(watts: readonly number[]): number {
  const third = [...watts].sort((a, b) => b - a)[2] ?? Infinity;
  return Math.min(UNLIMITED.possible, Math.max(UNLIMITED.board, UNLIMITED.alone * third));
}

/** The power limit that a channel's samples tell, watts. */
export function limitOf(series: Series): number | null {
  const limit = series.powerLimitMw.find((x) => !Number.isNaN(x));
  return limit === undefined ? null : limit / 1000;
}
