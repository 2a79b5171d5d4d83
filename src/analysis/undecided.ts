import type { Finding, MetricId } from '../common/generated/comparison.ts';
import { RATIO_METRICS } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';
import type { Absence } from './metrics.ts';
import { finding } from './finding.ts';
import type { Row, Sides } from './rows.ts';

const NULL_TEXTS: Record<Absence | 'base-not-positive', string> = {
  'not-resolvable': 'the sensor cannot resolve its joules',
  'no-divisor': 'there is nothing to divide by',
  'not-known': 'it was never found out',
  'base-not-positive': 'base is 0 or less, and a ratio from there says nothing',
};

/** Gating metrics that one side lacks, arm by arm; none without a base, which nothing can be missing beside. */
export function missing(c: Sides, rows: readonly Row[]): Finding[] {
  if (c.base === null) return [];
  return ARMS.flatMap((arm) =>
    (Object.keys(c.thresholds) as MetricId[]).flatMap((id) => {
      if (!c.thresholds[id]?.[arm]) return [];
      if (rows.some((r) => r.metric.id === id && (r.metric.arm === arm || r.metric.arm === null))) return [];
      const definition = RATIO_METRICS.find((d) => d.id === id);
      if ((definition && !definition.arms.includes(arm)) || (!c.headArms[arm] && !c.baseArms[arm])) return [];
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
