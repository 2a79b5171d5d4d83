import type { ArmNoise, Qualification, Scenario } from '../../common/generated/qualification.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import { ENERGY } from '../../common/metrics.ts';
import type { ArmName } from '../../common/phases.ts';
import { seeded } from '../../common/seeded.ts';
import { smallestCallable } from '../predict.ts';
import { sidesOf, type CompareOptions, type Sides } from '../sides.ts';
import { gateOf, type BlockPair } from './gate.ts';
import { LEAST_PAIRS, noiseOf, pairsOf, type Pairs } from './noise.ts';
import { rateOf } from './rate.ts';
import { INJECTIONS, type Injection } from './scenarios.ts';

/** Sets of gates, each from a resampling of the blocks, and gates of each set: 1,000 gates a scenario. */
const SETS = 50;
const GATES = 20;
/** Draws with replacement; sides of a subject against itself are swapped at random, since neither is the dearer one. */
function drawn<T>(from: readonly T[], n: number, random: () => number): T[] {
  return Array.from({ length: n }, () => from[Math.floor(random() * from.length)]!);
}

function scenario(c: Sides, measured: Pairs, { name, change, into }: Injection, seed: number): Scenario {
  const random = seeded(seed);
  const count = { regressed: [] as number[], passed: [] as number[], undecided: [] as number[] };
  let blocks = 0;
  for (let set = 0; set < SETS; set++) {
    const resampled = new Map([...measured].map(([arm, of]) => [arm, drawn(of, of.length, random)]));
    const here = { regressed: 0, passed: 0, undecided: 0 };
    for (let g = 0; g < GATES; g++) {
      const gate = new Map(
        [...resampled].map(([arm, of]) => [
          arm,
          drawn(of, c.most, random).map(({ base, head }): BlockPair => {
            const [b, h] = random() < 0.5 ? [base, head] : [head, base];
            return { base: b, head: into(h) };
          }),
        ]),
      );
      const end = gateOf(c, gate);
      blocks += end.blocks / (SETS * GATES);
      if (end.verdict === 'regressed') here.regressed++;
      else if (end.verdict === 'inconclusive') here.undecided++;
      else here.passed++;
    }
    for (const key of ['regressed', 'passed', 'undecided'] as const) count[key].push(here[key]);
  }
  const rate = (hits: number[]) => rateOf(hits, GATES, c.levels.interval);
  return {
    name,
    change,
    gates: SETS * GATES,
    regressed: rate(count.regressed),
    passed: rate(count.passed),
    undecided: rate(count.undecided),
    meanBlocks: blocks,
  };
}

/** The smallest rise that the largest gate calls with the power of the levels, of its noisiest arm. */
function smallest(c: Sides, noise: readonly ArmNoise[]): Qualification['smallestVisibleChange'] {
  const rule = { levels: c.levels, tests: noise.length, most: c.most };
  const callable = (sd: number, arm: ArmName): number => {
    const limit = Math.log1p(c.thresholds[ENERGY.id]![arm]!.increase!);
    const effect = { estimate: 0, standardError: sd / Math.sqrt(c.most), df: c.most - 1, blocks: c.most };
    return Math.expm1(smallestCallable(effect, limit, rule, c.levels.power)!);
  };
  const worst = (pick: (n: ArmNoise) => number): number => Math.max(...noise.map((n) => callable(pick(n), n.arm)));
  if (noise.length === 0) return null;
  return {
    change: worst((n) => n.sd),
    interval: [worst((n) => n.interval[0]!), worst((n) => n.interval[1]!)],
    power: c.levels.power,
    blocks: c.most,
  };
}

/** What a qualification is made from, beside the two results. */
export interface QualifyOptions extends CompareOptions {
  /** That the measurement took. */
  seconds: number;
  seed: number;
}

/**
 * What the gate says on a runner, of a subject that was measured against itself, interleaved (`base` and `head`): false
 * alarms, and power against known regressions that are put into those very blocks. Gates are drawn from the measured
 * pairs of blocks with replacement and go through the product's own decision on energy per task, so they say nothing
 * of a drift that differs between measurements. Pure, and equal for an equal seed. `null` with fewer than
 * `LEAST_PAIRS` pairs of an arm that gates, or where none does.
 */
export function qualify(base: RunResult, head: RunResult, options: QualifyOptions): Qualification | null {
  const c = sidesOf(base, head, options);
  const measured = pairsOf(c);
  const least = Math.min(...[...measured.values()].map((of) => of.length));
  if (measured.size === 0 || least < LEAST_PAIRS) return null;
  const arms = [...measured.keys()];
  // Only what is tested here takes part in the level.
  const increase = (arm: ArmName): number => c.thresholds[ENERGY.id]![arm]!.increase!;
  const thresholds = Object.fromEntries(arms.map((arm) => [arm, { increase: increase(arm) }]));
  const sides: Sides = { ...c, thresholds: { [ENERGY.id]: thresholds } };
  const noise = arms.map((arm) => noiseOf(arm, measured.get(arm)!, c.levels.interval));
  return {
    schemaVersion: 1,
    createdAt: head.createdAt ?? '',
    commit: head.commit ?? null,
    environment: head.environment,
    meter: { kind: head.meter.kind, estimated: head.meter.estimated },
    workload: { name: head.workload.name, digest: head.workload.digest },
    thresholds: Object.fromEntries(arms.map((arm) => [arm, increase(arm)])),
    blocks: least,
    seconds: options.seconds,
    noise,
    scenarios: INJECTIONS.map((injection, i) => scenario(sides, measured, injection, options.seed + i)),
    smallestVisibleChange: smallest(sides, noise),
  };
}
