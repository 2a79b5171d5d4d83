import type { Metric, NullControl, Verdict } from '../../common/generated/comparison.ts';
import { ENERGY } from '../../common/metrics.ts';
import type { ArmName } from '../../common/phases.ts';
import type { BlockSums } from '../blocks.ts';
import { judge } from '../judge.ts';
import { nextLook } from '../looks.ts';
import { metricRow, type Row } from '../rows.ts';
import type { Sides } from '../sides.ts';

/** A block of both sides, measured interleaved. */
export interface BlockPair {
  base: BlockSums;
  head: BlockSums;
}

/** How a gate ended, and after how many blocks a side (mean over arms). */
export interface GateEnd {
  verdict: Verdict;
  blocks: number;
  control: NullControl | null;
  /** Energy per task of each arm, as it stood at its last look. */
  metrics: Metric[];
}

/**
 * A gate on energy per task through the decision itself: looks at so many of the drawn pairs, arms that are decided
 * stop. `drawn`: of each arm as many pairs as `sides.most`.
 */
export function gateOf(sides: Sides, drawn: ReadonlyMap<ArmName, readonly BlockPair[]>): GateEnd {
  const c: Sides = { ...sides, baseArms: {}, headArms: {} };
  const rows = new Map<ArmName, Row>();
  let open = [...drawn.keys()];
  const decided = () => judge(c, [...rows.values()], false);
  for (let n = nextLook(0, c.most); n !== null && open.length > 0; n = nextLook(n, c.most)) {
    for (const arm of open) {
      const pairs = drawn.get(arm)!.slice(0, n);
      c.baseArms[arm] = pairs.map((p, block) => ({ ...p.base, block }));
      c.headArms[arm] = pairs.map((p, block) => ({ ...p.head, block }));
      rows.set(arm, metricRow(c, ENERGY, arm)!);
    }
    // A regression that is called ends a gate.
    if (decided().verdict === 'regressed') break;
    open = open.filter((arm) => rows.get(arm)!.metric.verdict === 'inconclusive');
  }
  const { verdict, control } = decided();
  const metrics = [...rows.values()].map((r) => r.metric);
  return { verdict, blocks: metrics.reduce((all, m) => all + (m.blocks ?? 0), 0) / metrics.length, control, metrics };
}
