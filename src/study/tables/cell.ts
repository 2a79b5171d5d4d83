import { babbleOf } from '../../analysis/babble.ts';
import { answersOf, endIsTold } from '../../analysis/answers.ts';
import { blocksOf, type BlockSums } from '../../analysis/blocks.ts';
import { intervalAround } from '../../analysis/amplification/index.ts';
import { JOULES_PER_KWH } from '../../common/co2e.ts';
import type { Repeat, RunResult } from '../../common/generated/run-result.ts';
import type { StudyCell } from '../../common/generated/study.ts';
import { RATIO_METRICS, type RatioMetric } from '../../common/metrics.ts';
import { energyOf, type ArmName } from '../../common/phases.ts';
import { valued, type Quantity, type Valued } from './values.ts';

const metric = (id: RatioMetric['id']): RatioMetric => RATIO_METRICS.find((m) => m.id === id)!;

const PER_ANSWER = (b: Pick<BlockSums, 'answers'>): number => b.answers;

/** The columns of a cell that are ratios of sums. */
const QUANTITIES = {
  inputTokens: { nature: 'tokens', numerator: (s) => s.promptTokens, denominator: PER_ANSWER },
  outputTokens: metric('output-tokens'),
  joulesPerInference: metric('energy-per-task'),
  prefillShare: {
    nature: 'joules',
    share: true,
    shared: ['prefill'],
    numerator: (s) => (s.joules.decode === null ? null : s.joules.prefill),
    denominator: (s) => (s.joules.prefill ?? 0) + (s.joules.decode ?? 0),
  },
  prefillJoulesPerToken: metric('prefill-energy-per-token'),
  decodeJoulesPerToken: metric('decode-energy-per-token'),
  secondsPerInference: metric('wall-time'),
  joulesPerCorrect: metric('energy-per-solved-task'),
  babbleShare: { ...metric('babble-share'), share: true },
} satisfies Record<string, Quantity>;
type Column = keyof typeof QUANTITIES;

/** All joules ÷ output tokens: what tokens per joule is the inverse of. */
const JOULES_PER_OUTPUT: Quantity = {
  nature: 'joules',
  numerator: (s) => energyOf(s.joules),
  denominator: (s) => s.outputTokens,
};

/** 1 ÷ a positive value, its interval turned round. */
function inverse({ value, interval, why }: Valued): Valued {
  if (value === null || value <= 0) return { value: null, interval: null, why: why ?? 'not-resolvable' };
  return { value: 1 / value, interval: interval && [1 / interval[1], 1 / interval[0]], why: null };
}

/** Mean score of the answers, its interval between blocks, and what it is. */
function scoreOf(answers: readonly Repeat[]): Valued & { name: string | null } {
  // What passes is graded so, whatever score a checker adds.
  const name = answers.find((r) => r.passed === null && r.scoreName !== undefined)?.scoreName ?? null;
  const of = (r: Repeat): number | null =>
    name !== null ? (r.score ?? null) : r.passed === null ? null : r.passed ? 1 : 0;
  const known = answers.filter((r) => of(r) !== null);
  const mean = (some: readonly Repeat[]): number => some.reduce((sum, r) => sum + of(r)!, 0) / some.length;
  if (known.length === 0) return { value: null, interval: null, why: 'not-graded', name };
  const blocks = [...new Set(known.map((r) => r.block))];
  const byBlock = blocks.map((block) => ({ value: mean(known.filter((r) => r.block === block)), error: 0 }));
  const value = mean(known);
  return { value, interval: intervalAround(value, byBlock), why: null, name: name ?? 'pass@1' };
}

const validityText = ({ validity }: RunResult): string =>
  validity === undefined || validity.status === 'ok' ? 'ok' : `${validity.status}: ${validity.reasons.join(', ')}`;

/** Money for a million tokens at so many joules each. */
const money = (joulesPerToken: number | null, price: number | null): number | null =>
  price === null || joulesPerToken === null ? null : (1e6 * joulesPerToken * price) / JOULES_PER_KWH;

/** One row of a study: an arm of a result. `null` where the result has no such arm. */
export function cellOf(
  of: { model: string; workload: string; rule: string | null; file: string },
  result: RunResult,
  arm: ArmName,
  pricePerKwh: number | null,
): StudyCell | null {
  const answers = answersOf(result, arm);
  if (answers.length === 0) return null;
  const blocks = blocksOf(result, arm);
  const tested = answers.some((r) => r.passed !== null);
  // Where no test tells, there is none.
  const there: Partial<Record<Column, boolean>> = {
    joulesPerCorrect: tested,
    babbleShare: tested && answers.some(endIsTold),
  };
  const values = Object.fromEntries(
    Object.entries(QUANTITIES).map(([key, q]): [string, Valued] => [
      key,
      there[key as Column] === false ? { value: null, interval: null, why: 'no-tests' } : valued(q, blocks),
    ]),
  ) as Record<Column, Valued>;
  if (values.joulesPerCorrect.why === 'no-divisor') values.joulesPerCorrect.why = 'none-passed';
  const score = scoreOf(answers);
  // Of texts there is no babble to tell.
  const babble = babbleOf(null, result).find((b) => b.arm === arm)?.head;
  const reasoning = answers.reduce((sum, r) => sum + (r.reasoningTokens ?? 0), 0);
  const tokensPerJoule = inverse(valued(JOULES_PER_OUTPUT, blocks));
  const all: Record<string, Valued> = { ...values, tokensPerJoule, score };
  const nulls = Object.fromEntries(Object.entries(all).flatMap(([k, v]) => (v.why === null ? [] : [[k, v.why]])));
  const input = money(values.prefillJoulesPerToken.value, pricePerKwh);
  const outputJoules = values.decodeJoulesPerToken;
  return {
    model: of.model,
    workload: of.workload,
    arm,
    rule: arm === 'plain' ? null : of.rule,
    result: of.file,
    tasks: result.arms[arm]!.tasks.length,
    blocks: blocks.length,
    answers: answers.length,
    ...(Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v.value])) as Record<Column, number | null>),
    tokensPerJoule: tokensPerJoule.value,
    score: score.value,
    scoreName: score.name,
    babbleJoules: there.babbleShare ? (babble?.joulesPerTask ?? null) : null,
    complete: babble?.complete ?? 0,
    reasoningTokens: reasoning / answers.length,
    ...(pricePerKwh === null
      ? {}
      : { moneyPerMillionInput: input, moneyPerMillionOutput: money(outputJoules.value, pricePerKwh) }),
    interval: Object.fromEntries(Object.entries(all).map(([k, v]) => [k, v.interval])),
    nulls,
    source: { meter: result.meter.kind, estimated: result.meter.estimated, hostMeter: result.meter.hostKind ?? null },
    validity: validityText(result),
  };
}
