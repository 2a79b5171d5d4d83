import { tenth } from '../common/levels.ts';
import type { Qualification, Rate, Scenario } from '../common/generated/qualification.ts';
import { estimatedNote } from '../report/terminal.ts';

const rate = ({ share: of, interval: [lo, hi] }: Rate): string => `${tenth(of)} (${tenth(lo!)} to ${tenth(hi!)})`;

const WHAT: Record<Scenario['name'], (change: number) => string> = {
  nothing: () => 'nothing changed',
  joules: (change) => `+${tenth(change)} joules`,
  'output-tokens': (change) => `+${tenth(change)} output tokens`,
};

/** A qualification in a few lines for a terminal. */
export function qualificationSummary(q: Qualification): string {
  const smallest = q.smallestVisibleChange;
  return [
    `${q.workload.name}, ${q.blocks} blocks of the subject against itself in ${Math.round(q.seconds)} s, meter ${q.meter.kind}${estimatedNote(q.meter.estimated)}`,
    ...q.noise.map(
      (n) => `  ${n.arm}: the two blocks of a pair differ by ${rate({ share: n.sd, interval: n.interval })}`,
    ),
    ...q.scenarios.map(
      (s) =>
        `  ${WHAT[s.name](s.change)}: regressed in ${rate(s.regressed)}, passed in ${tenth(s.passed.share)}, undecided in ${tenth(s.undecided.share)} of ${s.gates} gates, after ${s.meanBlocks.toFixed(1)} blocks`,
    ),
    smallest === null
      ? '  the smallest rise that it can call cannot be told'
      : `  the smallest rise that ${smallest.blocks} blocks call in ${tenth(smallest.power)}: ${rate({ share: smallest.change, interval: smallest.interval })}`,
  ].join('\n');
}
