import type { BlockReading, Repeat, RunResult } from '../common/generated/run-result.ts';
import type { RatioMetric } from '../common/metrics.ts';
import { ARMS, PHASES, type ArmName, type Phase } from '../common/phases.ts';
import type { Sums } from '../common/sums.ts';
import { answersOf, endIsTold, isTested, netJoules } from './answers.ts';
import { sum } from './nulls.ts';

/** Sums over the workload of one block in one arm. */
export interface BlockSums extends Sums {
  block: number;
  /** Standard errors of the joules by phase: a block's answers come from one fit, so theirs add linearly. */
  errors: Record<Phase, number>;
  /** Of the accelerator, °C; left out where the meter tells none. */
  temperatureC?: number;
  /** Standard error of ln(joules ÷ base's) by phase, where both come from one record. */
  overBase?: NonNullable<BlockReading['overBase']>;
  /** Answers of `tested` of which no rule tells when they were complete: a checker graded them. Left out for none. */
  checked?: number;
}

const count = (answers: readonly Repeat[], what: (r: Repeat) => boolean): number => answers.filter(what).length;
const total = (answers: readonly Repeat[], what: (r: Repeat) => number): number =>
  answers.reduce((all, r) => all + what(r), 0);

/** Sums over some answers of one arm; `checked`: the host is metered, so a check without joules took none. */
function sumsOf(answers: readonly Repeat[], checked: boolean): Omit<BlockSums, 'block'> {
  const joules = answers.map(netJoules);
  return {
    answers: answers.length,
    promptTokens: total(answers, (r) => r.promptTokens),
    outputTokens: total(answers, (r) => r.outputTokens),
    decodeSteps: total(answers, (r) => r.decodeSteps),
    babbleTokens: total(answers, (r) => r.babbleTokens ?? 0),
    joules: {
      prefill: sum(joules.map((j) => j.prefill)),
      decode: sum(joules.map((j) => j.decode)),
      check: checked ? sum(joules.map((j) => j.check ?? 0)) : null,
    },
    errors: Object.fromEntries(
      PHASES.map((phase) => [phase, total(answers, (r) => r.phases[phase].standardError ?? 0)]),
    ) as Record<Phase, number>,
    seconds: total(answers, (r) => r.phases.prefill.seconds + r.phases.decode.seconds),
    tested: count(answers, isTested),
    passed: count(answers, (r) => r.passed === true),
    notGraded: count(answers, (r) => isTested(r) && r.passed === null),
    scored: count(answers, (r) => typeof r.score === 'number'),
    score: total(answers, (r) => r.score ?? 0),
    falseStops: count(answers, (r) => r.falseStop === true),
    missedStops: count(answers, (r) => r.missedStop === true),
  };
}

/** The blocks of an arm, in order of their number. */
export function blocksOf(result: RunResult, arm: ArmName): BlockSums[] {
  const answers = answersOf(result, arm);
  const checked = answers.some((r) => r.phases.check.netJoules !== null);
  const byBlock = new Map<number, Repeat[]>();
  for (const r of answers) {
    const own = byBlock.get(r.block);
    if (own) own.push(r);
    else byBlock.set(r.block, [r]);
  }
  const readings = new Map((result.blocks ?? []).filter((b) => b.arm === arm).map((b) => [b.block, b]));
  return [...byBlock]
    .sort(([a], [b]) => a - b)
    .map(([block, own]) => {
      const { temperatureC, overBase } = readings.get(block) ?? {};
      const byChecker = count(own, (r) => isTested(r) && !endIsTold(r));
      return {
        block,
        ...sumsOf(own, checked),
        ...(byChecker > 0 ? { checked: byChecker } : {}),
        ...(typeof temperatureC === 'number' ? { temperatureC } : {}),
        ...(overBase ? { overBase } : {}),
      };
    });
}

/**
 * Standard error of a block's joules of a metric (J); 0 for what no sensor measured. Phases add in quadrature. A metric
 * of one phase has that phase's error alone.
 */
export function errorOf(d: Pick<RatioMetric, 'nature' | 'shared'>, b: BlockSums): number {
  if (d.nature !== 'joules') return 0;
  const phases = d.shared?.length === 1 ? d.shared : PHASES;
  return Math.hypot(...phases.map((phase) => b.errors[phase]));
}

/**
 * Standard error of ln(a block's joules of a metric ÷ base's), from the covariance of the record that both share;
 * `null` where none is told. Checks are metered beside it, and leave it unknown where they took joules.
 */
export function errorOverBase(d: Pick<RatioMetric, 'nature' | 'shared'>, b: BlockSums): number | null {
  if (d.nature !== 'joules' || !b.overBase) return null;
  const [phase] = d.shared?.length === 1 ? d.shared : [];
  if (phase) return b.overBase[phase] ?? null;
  return b.joules.check ? null : (b.overBase.both ?? null);
}

export type ArmBlocks = Partial<Record<ArmName, BlockSums[]>>;

/** The blocks of each arm that a result has. */
export const armBlocks = (result: RunResult): ArmBlocks =>
  Object.fromEntries(ARMS.filter((arm) => result.arms[arm]).map((arm) => [arm, blocksOf(result, arm)]));
