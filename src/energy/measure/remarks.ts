import type { Interval } from '../intervals.ts';
import type { PhaseResult } from './phase-result.ts';

const share = (x: number): string => (x < 0.01 ? 'under 1 %' : `${Math.round(100 * x)} %`);

/** What of phases a reader should know beside their numbers: own intervals side by side, tokens told in part. */
export function remarksOn(phases: Record<string, PhaseResult>, intervals: readonly Interval[]): string[] {
  return Object.entries(phases).flatMap(([name, phase]) => {
    const told = intervals.filter((i) => i.phase === name && i.tokens !== undefined).length;
    return [
      ...(phase.overlapShare === undefined
        ? []
        : [
            `${name}: in ${share(phase.overlapShare)} of its time two or more requests ran in it side by side; its joules are theirs together`,
          ]),
      ...(told > 0 && told < phase.count
        ? [`${name}: tokens are told of ${told} of ${phase.count}, so there are no tokens per joule`]
        : []),
    ];
  });
}
