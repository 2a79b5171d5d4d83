import type { Arm, Repeat, RunResult } from '../common/generated/run-result.ts';
import { ARMS, type ArmName } from '../common/phases.ts';

/** Sums over the workload of one block in one arm. */
export interface BlockSums {
  block: number;
  tasks: number;
  promptTokens: number;
  outputTokens: number;
  decodeSteps: number;
  /** An answer that was never complete has none. */
  babbleTokens: number;
  /** Net joules; `null` where one repeat's are not resolvable. */
  prefill: number | null;
  decode: number | null;
  /** Net joules of the checks; `null` where the host is not metered. */
  check: number | null;
  seconds: number;
  passed: number;
  /** Answers of which is unknown whether they pass. */
  notGraded: number;
  falseStops: number;
  missedStops: number;
}

const add = (sum: number | null, value: number | null): number | null =>
  sum === null || value === null ? null : sum + value;

function addRepeat(b: BlockSums, r: Repeat, anyCheck: boolean): void {
  b.tasks += 1;
  b.promptTokens += r.promptTokens;
  b.outputTokens += r.outputTokens;
  b.decodeSteps += r.decodeSteps;
  b.babbleTokens += r.babbleTokens ?? 0;
  b.prefill = add(b.prefill, r.phases.prefill.netJoules);
  b.decode = add(b.decode, r.phases.decode.netJoules);
  if (anyCheck) b.check = (b.check ?? 0) + (r.phases.check.netJoules ?? 0);
  b.seconds += r.phases.prefill.seconds + r.phases.decode.seconds;
  b.passed += r.passed ? 1 : 0;
  b.notGraded += r.passed === null ? 1 : 0;
  b.falseStops += r.falseStop ? 1 : 0;
  b.missedStops += r.missedStop ? 1 : 0;
}

/** The blocks of an arm, in order of their number. */
export function blocksOf(arm: Arm): BlockSums[] {
  const anyCheck = arm.tasks.some((t) => t.repeats.some((r) => r.phases.check.netJoules !== null));
  const blocks = new Map<number, BlockSums>();
  for (const task of arm.tasks) {
    for (const r of task.repeats) {
      let b = blocks.get(r.block);
      if (!b) {
        b = {
          block: r.block,
          tasks: 0,
          promptTokens: 0,
          outputTokens: 0,
          decodeSteps: 0,
          babbleTokens: 0,
          prefill: 0,
          decode: 0,
          check: null,
          seconds: 0,
          passed: 0,
          notGraded: 0,
          falseStops: 0,
          missedStops: 0,
        };
        blocks.set(r.block, b);
      }
      addRepeat(b, r, anyCheck);
    }
  }
  return [...blocks.values()].sort((x, y) => x.block - y.block);
}

/** Joules of a block: prefill + decode, + checks where they are metered. */
export function energyOf(b: BlockSums): number | null {
  return b.prefill === null || b.decode === null ? null : b.prefill + b.decode + (b.check ?? 0);
}

export type ArmBlocks = Partial<Record<ArmName, BlockSums[]>>;

export function armBlocks(result: RunResult): ArmBlocks {
  const out: ArmBlocks = {};
  for (const arm of ARMS) {
    const found = result.arms[arm];
    if (found) out[arm] = blocksOf(found);
  }
  return out;
}

/** Same tokens at every repeat by construction: greedy decoding. */
export function isGreedy(result: RunResult): boolean {
  const temperature = result.subject.sampling?.temperature;
  if (temperature !== undefined) return temperature === 0;
  return ARMS.every((arm) =>
    (result.arms[arm]?.tasks ?? []).every((t) =>
      t.repeats.every(
        (r) =>
          r.outputTokens === t.repeats[0]!.outputTokens &&
          (r.passed ?? t.repeats[0]!.passed) === (t.repeats[0]!.passed ?? r.passed),
      ),
    ),
  );
}
