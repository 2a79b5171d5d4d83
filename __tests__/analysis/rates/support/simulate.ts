import type { Repeat, RunResult } from '../../../../src/common/generated/run-result.ts';
import type { ArmName } from '../../../../src/common/phases.ts';
import { contextSum } from '../../../../src/analysis/rates/features.ts';
import { fakeResult } from '../../../support/results.ts';

/** Numbers from a seed (mulberry32), uniform and normal. */
export function randomOf(seed: number): { uniform(): number; normal(): number } {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** J per answer, prompt token, step, and token of context and step. */
export type Theta = [number, number, number, number];
export const THETA: Theta = [0.2, 0.01, 0.05, 0.00005];

export interface Tokens {
  promptTokens: number;
  decodeSteps: number;
}

/** Tasks as HumanEval's: prompts of 60 to 400 tokens, answers of 20 to 300. */
export function someTokens(tasks: number, random: { uniform(): number }): Tokens[] {
  return Array.from({ length: tasks }, () => ({
    promptTokens: Math.round(60 + 340 * random.uniform()),
    decodeSteps: Math.round(20 + 280 * random.uniform()),
  }));
}

/** What the prompt's change does: so many tokens more, and answers longer by a factor. */
export const longer = (tokens: readonly Tokens[], prompt: number, steps: number): Tokens[] =>
  tokens.map((t) => ({ promptTokens: t.promptTokens + prompt, decodeSteps: Math.round(t.decodeSteps * steps) }));

/** Standard deviations of factors on joules. */
export interface Noise {
  /** Of each answer and phase. */
  answer: number;
  /** Of a block, both phases together. */
  block: number;
  /** Of a block's phase. */
  phase: number;
  /** Of a task's own cost, the same in each block and, as far as its tokens are, on both sides. */
  misfit: number;
}
export const QUIET: Noise = { answer: 0, block: 0, phase: 0, misfit: 0 };

/** What a side's tokens truly cost in each phase, its tasks' own factors included. */
export function trueCosts(
  tokens: readonly Tokens[],
  own: readonly (readonly [number, number])[],
  theta = THETA,
): [number, number][] {
  return tokens.map(({ promptTokens: n, decodeSteps: k }, i) => [
    (theta[0] + theta[1] * n) * (1 + own[i]![0]),
    (theta[2] * k + theta[3] * contextSum(n, k)) * (1 + own[i]![1]),
  ]);
}

export interface SideOptions {
  measurement: string;
  tokens: readonly Tokens[];
  costs: readonly (readonly [number, number])[];
  blocks: number;
  noise: Noise;
  /** Factor on the blocks' joules that an interleaved partner shares; by block. */
  drift?: readonly number[];
  prompt?: string;
  /** Tokens of a block, where they are not the same in each. */
  stepsOf?: (block: number, task: number) => number;
  arm?: ArmName;
  check?: number | null;
}

const phaseOf = (joules: number | null): Repeat['phases']['prefill'] => ({
  grossJoules: joules,
  netJoules: joules,
  standardError: 0,
  seconds: 1,
  validity: { status: 'ok', reasons: [] },
});

/** One side's result with known costs and noise. */
export function simulated(o: SideOptions, random: { normal(): number }): RunResult {
  const { noise } = o;
  const factors = Array.from({ length: o.blocks }, (_, b) => {
    const block = (o.drift?.[b] ?? 1) * (1 + noise.block * random.normal());
    return [block * (1 + noise.phase * random.normal()), block * (1 + noise.phase * random.normal())] as const;
  });
  const repeat = (block: number, task: number): Repeat => {
    const steps = o.stepsOf?.(block, task) ?? o.tokens[task]!.decodeSteps;
    const joules = ([0, 1] as const).map(
      (phase) => o.costs[task]![phase] * factors[block]![phase] * (1 + noise.answer * random.normal()),
    );
    const share = o.stepsOf ? steps / o.tokens[task]!.decodeSteps : 1;
    return {
      block,
      promptTokens: o.tokens[task]!.promptTokens,
      outputTokens: steps + 1,
      decodeSteps: steps,
      babbleTokens: 0,
      overrunTokens: 0,
      passed: true,
      stopReason: 'end',
      text: '',
      phases: { prefill: phaseOf(joules[0]!), decode: phaseOf(joules[1]! * share), check: phaseOf(o.check ?? null) },
    };
  };
  const like = fakeResult({ decode: [1] });
  return {
    ...like,
    measurement: o.measurement,
    subject: { ...like.subject, prompt: { template: o.prompt ?? '{prompt}' } },
    arms: {
      [o.arm ?? 'plain']: {
        tasks: o.tokens.map((_, task) => ({
          id: `practice/${task}`,
          repeats: Array.from({ length: o.blocks }, (_b, block) => repeat(block, task)),
        })),
      },
    },
  };
}

const alike = (a: number, b: number): number => Math.min(a, b) / Math.max(a, b);

export interface PairOptions {
  seed: number;
  tasks: number;
  blocks: number;
  noise: Noise;
  /** More prompt tokens, and a factor on steps. */
  change: { prompt: number; steps: number };
  /** `null`: base's joules are not measured. */
  base: 'interleaved' | 'stored' | 'tokens';
  /** Factor on head's joules per step: what equal rates must not hide. */
  dearer?: number;
}

/** Base and head of one prompt change, with the true change of J/task. */
export function simulatedPair(o: PairOptions): { base: RunResult; head: RunResult; truth: number } {
  const random = randomOf(o.seed);
  const tokens = someTokens(o.tasks, random);
  const other = longer(tokens, o.change.prompt, o.change.steps);
  const own = (): [number, number][] =>
    tokens.map(() => [o.noise.misfit * random.normal(), o.noise.misfit * random.normal()]);
  const ownBase = own();
  const ownHead = own().map((fresh, i) => {
    const same = [
      alike(tokens[i]!.promptTokens, other[i]!.promptTokens),
      alike(tokens[i]!.decodeSteps, other[i]!.decodeSteps),
    ];
    return fresh.map((v, p) => same[p]! * ownBase[i]![p]! + Math.sqrt(1 - same[p]! ** 2) * v) as [number, number];
  });
  const dearer: Theta = [THETA[0], THETA[1], THETA[2] * (o.dearer ?? 1), THETA[3] * (o.dearer ?? 1)];
  const costs = { base: trueCosts(tokens, ownBase), head: trueCosts(other, ownHead, dearer) };
  const drift = Array.from({ length: o.blocks }, () => 1 + o.noise.block * random.normal());
  const shared = o.base === 'interleaved' ? { drift, noise: { ...o.noise, block: 0 } } : { noise: o.noise };
  const sum = (c: readonly (readonly [number, number])[]): number => c.reduce((all, [p, d]) => all + p + d, 0);
  return {
    base: simulated(
      {
        measurement: o.base === 'interleaved' ? 'head' : 'base',
        tokens,
        costs: costs.base,
        blocks: o.blocks,
        ...shared,
      },
      random,
    ),
    head: simulated(
      {
        measurement: 'head',
        tokens: other,
        costs: costs.head,
        blocks: o.blocks,
        prompt: 'Please: {prompt}',
        ...shared,
      },
      random,
    ),
    truth: sum(costs.head) / sum(costs.base) - 1,
  };
}
