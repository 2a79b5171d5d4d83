import type { Finding, MetricId, NullControl } from '../common/generated/comparison.ts';
import { percent } from '../common/levels.ts';
import { ENERGY, RATIO_METRICS } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';
import { isGreedy, isRepeated } from './answers.ts';
import { finding } from './finding.ts';
import { applies, type Absence } from './metrics.ts';
import type { Row } from './rows.ts';
import { LEAST_BLOCKS } from './sequential/looks.ts';
import type { Sides } from './sides.ts';

const NULL_TEXTS: Record<Absence | 'base-not-positive', string> = {
  'not-resolvable': 'the sensor cannot resolve its joules',
  'no-divisor': 'there is nothing to divide by',
  'not-known': 'it was never found out',
  'base-not-positive': 'base is 0 or less, and a ratio from there says nothing',
};

/**
 * Gating metrics that one side lacks, arm by arm; none without a base, which nothing can be missing beside. What no
 * task of either side could tell is not missing: of pass@1 and score a workload has at most one.
 */
export function missing(c: Sides, rows: readonly Row[]): Finding[] {
  if (c.base === null) return [];
  return ARMS.flatMap((arm) =>
    (Object.keys(c.thresholds) as MetricId[]).flatMap((id) => {
      if (!c.thresholds[id]?.[arm]) return [];
      if (rows.some((r) => r.metric.id === id && (r.metric.arm === arm || r.metric.arm === null))) return [];
      const definition = RATIO_METRICS.find((d) => d.id === id);
      const blocks = [...(c.headArms[arm] ?? []), ...(c.baseArms[arm] ?? [])];
      if (definition && (!definition.arms.includes(arm) || !applies(definition, blocks))) return [];
      if (!c.headArms[arm] && !c.baseArms[arm]) return [];
      return [finding('metric-missing', `${id} gates, but the ${arm} arm lacks it on one side`, { arm, metric: id })];
    }),
  );
}

/** Why a gating metric has no value, each reason of its own: a quotient without a divisor is not the sensor's fault. */
export const nullFindings = (rows: readonly Row[]): Finding[] =>
  rows.flatMap(({ metric: m }) =>
    (['base', 'head', 'change'] as const).flatMap((where) => {
      const code = m.threshold ? m.nulls?.[where] : undefined;
      if (code === undefined) return [];
      const of = where === 'change' ? '' : ` of ${where}`;
      return [
        finding(code, `${m.id} (${m.arm ?? 'both arms'})${of}: ${NULL_TEXTS[code]}`, {
          ...(where === 'change' ? {} : { side: where }),
          ...(m.arm === null ? {} : { arm: m.arm }),
          metric: m.id,
        }),
      ];
    }),
  );

/** Answers of either side whose grade could not be had. */
export function notGraded(c: Sides): Finding[] {
  const lost = [...Object.values(c.headArms), ...Object.values(c.baseArms)].flat().reduce((n, b) => n + b.notGraded, 0);
  return lost > 0
    ? [
        finding(
          'not-graded',
          `${lost} answers could not be graded: their sandbox process was ended from outside (the system may be short of memory), so accuracy decides nothing`,
        ),
      ]
    : [];
}

export const noBaseline = (): Finding =>
  finding('no-baseline', 'there is no baseline to compare with; "joulegate baseline update" stores this result as one');

export const spreadUnknown = (): Finding =>
  finding(
    'spread-unknown',
    'how far two measurements of one subject differ on this runner is unknown, so joules against a stored baseline decide nothing; three results under "baseline update" tell it',
  );

export const storedEstimate = (): Finding =>
  finding(
    'stored-estimate',
    'joules here are an estimate (CPU time × watts), which follows the machine of the day: against a stored baseline they decide nothing; "baseline: base" measures both sides in one run',
  );

/** Gating metrics that need a test and have too few blocks for one. */
export function tooFewBlocks(rows: readonly Row[]): Finding[] {
  const few = rows.filter((r) => r.tests.some((t) => t?.tested && t.tested.blocks < LEAST_BLOCKS));
  return few.map(({ metric: m }) =>
    finding(
      'too-few-blocks',
      `${m.id} (${m.arm ?? 'both arms'}) needs a test, and ${m.blocks ?? 0} block(s) a side are too few for one: ${LEAST_BLOCKS} are the least`,
      { ...(m.arm === null ? {} : { arm: m.arm }), metric: m.id },
    ),
  );
}

/** Arms whose halves differ. */
export const driftFindings = (control: NullControl, level: number): Finding[] =>
  (control.arms ?? [])
    .filter((a) => a.alarmed)
    .map(({ arm, blocks }) =>
      finding(
        'null-control',
        `the two halves of ${blocks} blocks (${arm}) differ at the ${percent(level)} level: something drifted during the run`,
        { arm },
      ),
    );

/** Arms under greedy decoding whose answers differ between blocks all the same. */
export const notDeterministic = (c: Sides): Finding[] =>
  ([c.base && (['base', c.base] as const), ['head', c.head] as const] as const).flatMap((of) => {
    if (!of || !isGreedy(of[1])) return [];
    const [side, result] = of;
    return ARMS.filter((arm) => !isRepeated(result, arm)).map((arm) =>
      finding(
        'not-deterministic',
        `answers of ${side} (${arm}) differ between blocks under greedy decoding: its tokens and passes count as sampled`,
        { side, arm },
      ),
    );
  });

/** Blocks that a metric of one arm was told without, by side: of those that gate, and of energy per task. */
export const droppedBlocks = (rows: readonly Row[]): Finding[] =>
  rows
    .filter(({ metric: m }) => m.threshold !== null || m.id === ENERGY.id)
    .flatMap(({ metric: m, dropped }) =>
      (['base', 'head'] as const).flatMap((side) => {
        const blocks = dropped.filter((d) => d.side === side).map((d) => d.block);
        if (blocks.length === 0) return [];
        return finding(
          'block-dropped',
          `${m.id} (${m.arm}) is told without block ${blocks.join(', ')} of ${side} and its partner: the sensor saw no joules there`,
          { side, arm: m.arm!, metric: m.id },
        );
      }),
    );
