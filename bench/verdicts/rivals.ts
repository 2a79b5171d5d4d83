import { oneSidedP, meanEffect } from '../../src/analysis/statistics.ts';
import { ARMS } from '../../src/common/phases.ts';
import { THRESHOLD, type Drawn } from './gate.ts';

/** What others would have said: red or not. Re-implemented here from what they document; the names are theirs. */
export interface Rival {
  name: string;
  blocks: number;
  red(drawn: Drawn, change: number): boolean;
}

const differences = (drawn: Drawn, arm: keyof Drawn, n: number, change: number) =>
  drawn[arm].slice(0, n).map((b) => ({ value: b.head + Math.log1p(change) - b.base, error: 0 }));

/** One-sided p of "no change", and the estimate, of the first `n` pairs. */
function noChange(drawn: Drawn, arm: keyof Drawn, n: number, change: number): { p: number; estimate: number } {
  const e = meanEffect(differences(drawn, arm, n, change))!;
  return { p: oneSidedP(e, 1), estimate: e.estimate };
}

export const RIVALS: readonly Rival[] = [
  {
    name: "github-action-benchmark's rule (one ratio, alert over the threshold)",
    blocks: 1,
    red: (drawn, change) => ARMS.some((arm) => differences(drawn, arm, 1, change)[0]!.value > Math.log1p(THRESHOLD)),
  },
  {
    name: "JouleGate's rule before (estimate over the threshold and p of no change, Holm)",
    blocks: 5,
    red: (drawn, change) => {
      const tests = ARMS.map((arm) => noChange(drawn, arm, 5, change)).sort((a, b) => a.p - b.p);
      const [first, second] = tests as [(typeof tests)[0], (typeof tests)[0]];
      const adjusted = [2 * first.p, Math.max(2 * first.p, second.p)];
      return tests.some((t, i) => t.estimate > Math.log1p(THRESHOLD) && adjusted[i]! <= 0.05);
    },
  },
  {
    name: 'a plain t test of no change at 5 %',
    blocks: 20,
    red: (drawn, change) => ARMS.some((arm) => noChange(drawn, arm, 20, change).p <= 0.05),
  },
];
