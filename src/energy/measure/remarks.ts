import type { Interval } from '../intervals.ts';
import type { PhaseResult } from './phase-result.ts';

const share = (x: number): string => (x < 0.01 ? 'under 1 %' : `${Math.round(100 * x)} %`);

/** What of phases a reader should know beside their numbers: own intervals side by side, tokens told in part. */
export function remarksOn(phases: Record<string, PhaseResult>, intervals: readonly Interval[]): string[] {
  const entries = Object.entries(phases);
  const overlapping = entries.flatMap(([name, { overlapShare }]) =>
    overlapShare === undefined ? [] : [`${share(overlapShare)} of the time of ${name}`],
  );
  const told = (name: string): number => intervals.filter((i) => i.phase === name && i.tokens !== undefined).length;
  return [
    ...(overlapping.length > 0
      ? [
          `requests ran side by side in one phase in ${overlapping.join(', ')}: its joules are theirs together, and what one alone takes is not told`,
        ]
      : []),
    ...entries.flatMap(([name, { count }]) =>
      told(name) > 0 && told(name) < count
        ? [`${name}: tokens are told of ${told(name)} of ${count}, so there are no tokens per joule`]
        : [],
    ),
  ];
}
