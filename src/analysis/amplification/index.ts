import type { AttentionShape, KvType } from '../../common/attention-shape.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import { tasksOf } from '../answers.ts';
import { blocksOf, errorOf, type BlockSums } from '../blocks.ts';
import { contextSum } from '../rates/features.ts';
import { interval, meanEffect, unpairedEffect, type Measured } from '../statistics.ts';
import { bytesRead, kvBytesPerToken } from './bytes.ts';
import { lineThrough, NO_SUMS, plus, sumsOfAnswer } from './line.ts';
import type { DecodeCost, Slope } from './slope.ts';

/** One model's plain answers to one workload. */
export interface OnWorkload {
  workload: string;
  result: RunResult;
}

/** Mean prompt tokens, decode steps and joules a step of a workload. */
export interface Level {
  workload: string;
  inputTokens: number;
  steps: number;
  joulesPerStep: number | null;
  byBlock: Measured[];
}

const DECODE = { nature: 'joules', shared: ['decode'] } as const;

const perStep = (b: BlockSums): number | null => (b.joules.decode === null ? null : b.joules.decode / b.decodeSteps);

/** The level of decode J/step on a workload; `null` where nothing was decoded. */
export function levelOf({ workload, result }: OnWorkload): Level | null {
  const blocks = blocksOf(result, 'plain').filter((b) => b.decodeSteps > 0);
  const total = (of: (b: BlockSums) => number): number => blocks.reduce((sum, b) => sum + of(b), 0);
  if (blocks.length === 0) return null;
  const joules = blocks.map(perStep);
  return {
    workload,
    inputTokens: total((b) => b.promptTokens) / total((b) => b.answers),
    steps: total((b) => b.decodeSteps) / total((b) => b.answers),
    joulesPerStep: joules.includes(null) ? null : total((b) => b.joules.decode!) / total((b) => b.decodeSteps),
    // Logarithms: what differs is a ratio.
    byBlock: blocks.flatMap((b) => {
      const value = perStep(b);
      return value === null || value <= 0
        ? []
        : [{ value: Math.log(value), error: errorOf(DECODE, b) / b.joules.decode! }];
    }),
  };
}

/** Every resolvable decode of a model's plain answers. */
export const costsOf = (runs: readonly OnWorkload[]): DecodeCost[] =>
  runs.flatMap(({ workload, result }) =>
    tasksOf(result).flatMap(({ arm, task, answers }) =>
      arm !== 'plain'
        ? []
        : answers.flatMap((r) => {
            const { netJoules, standardError } = r.phases.decode;
            if (netJoules === null || r.decodeSteps === 0) return [];
            const context = contextSum(r.promptTokens, r.decodeSteps);
            const own = { workload, task, block: `${result.measurement} ${r.block}` };
            return [{ ...own, steps: r.decodeSteps, context, joules: netJoules, error: standardError ?? 0 }];
          }),
    ),
  );

/** J/step on `long` ÷ on `short`, with its interval where both have two blocks. */
export function ratioOf(short: Level, long: Level): { ratio: number | null; interval: [number, number] | null } {
  if (short.joulesPerStep === null || long.joulesPerStep === null || short.joulesPerStep <= 0)
    return { ratio: null, interval: null };
  const effect = unpairedEffect(short.byBlock, long.byBlock, null);
  return {
    ratio: long.joulesPerStep / short.joulesPerStep,
    interval: effect === null ? null : (interval(effect, 0.025).map(Math.exp) as [number, number]),
  };
}

/** What a model's header predicts, if joules go as the bytes that a step reads. */
export interface Predicted {
  /** Per 1,000 tokens, by the same line through the same answers. */
  slope: number | null;
  ratio: number | null;
  kvBytes: number;
}

/** The prediction for the answers that were measured: the same tokens, bytes in the place of joules. */
export function predictedOf(
  shape: AttentionShape,
  kvType: KvType,
  runs: readonly OnWorkload[],
  pair: { short: string; long: string } | null,
): Predicted {
  const kvBytes = kvBytesPerToken(shape, kvType);
  let sums = NO_SUMS;
  const totals = new Map<string, { bytes: number; steps: number }>();
  for (const { workload, result } of runs)
    for (const { arm, answers } of tasksOf(result))
      for (const { promptTokens: n, decodeSteps: k } of arm === 'plain' ? answers : []) {
        const bytes = bytesRead(shape, kvType, n, k);
        if (bytes === null || k === 0) continue;
        sums = plus(sums, sumsOfAnswer(k, contextSum(n, k), bytes));
        const own = totals.get(workload) ?? { bytes: 0, steps: 0 };
        totals.set(workload, { bytes: own.bytes + bytes, steps: own.steps + k });
      }
  const line = sums.k > 0 ? lineThrough(sums) : null;
  const level = (workload: string): number | null => {
    const own = totals.get(workload);
    return own ? own.bytes / own.steps : null;
  };
  const [short, long] = pair === null ? [null, null] : [level(pair.short), level(pair.long)];
  return {
    slope: line === null ? null : (1000 * line.b) / line.a,
    ratio: short === null || long === null ? null : long / short,
    kvBytes,
  };
}

/**
 * What a token costs at a context, J, and how much dearer the last one of an answer is than the first: with r = b/a,
 * (1 + r·l)/(1 + r·f) − 1, whose derivative by r is (l − f)/(1 + r·f)².
 */
export function tokenCosts(
  { line, effect }: Slope,
  firstContext: number,
  lastContext: number,
): { first: number; last: number; rise: number; interval: [number, number] | null } {
  const at = (context: number): number => line.a + line.b * context;
  const [first, last] = [at(firstContext), at(lastContext)];
  const rise = last / first - 1;
  if (effect === null) return { first, last, rise, interval: null };
  const standardError =
    (effect.standardError * (lastContext - firstContext)) / (1 + effect.estimate * firstContext) ** 2;
  return { first, last, rise, interval: interval({ ...effect, estimate: rise, standardError }, 0.025) };
}

/** The mean effect of some blocks as a two-sided 95 % interval around a value; `null` for fewer than two blocks. */
export function intervalAround(value: number, byBlock: readonly Measured[]): [number, number] | null {
  const effect = meanEffect(byBlock);
  return effect === null ? null : interval({ ...effect, estimate: value }, 0.025);
}

export { slopeOf, type Slope } from './slope.ts';
