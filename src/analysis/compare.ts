import type { Intensity } from '../common/co2e.ts';
import type { Comparison, Finding, Levels, Side, Verdict } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { LEVELS, percent } from '../common/levels.ts';
import { ENERGY, RATIO_METRICS, SAVING_METRICS } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';
import { isGreedy } from './answers.ts';
import { babbleOf } from './babble.ts';
import { armBlocks, type ArmBlocks } from './blocks.ts';
import { emissionsOf } from './co2e.ts';
import { incomparable, untrusted } from './comparable.ts';
import { decideRows, gravest } from './decide.ts';
import { finding, warnings } from './finding.ts';
import { nullControl } from './null-control.ts';
import { metricRow, savingRow, type Row, type Sides, type Thresholds } from './rows.ts';
import { ruleRows } from './rules.ts';
import { savings } from './savings.ts';
import { smallestCallable } from './statistics.ts';
import { readings } from './surroundings.ts';
import { taskRows } from './tasks.ts';
import { missing, notGraded, nullFindings } from './undecided.ts';
import { explainChange } from './why.ts';
import { whySide } from './why/factors.ts';
import { withTaskParts } from './why/task-parts.ts';

export interface CompareOptions {
  thresholds: Thresholds;
  /** Environment fields that may differ. */
  environmentAllow?: readonly string[];
  /** Standard deviation of ln J/task between measurements of one subject, from the history; `null` where unknown. */
  spread?: number | null;
  /** Significance levels and powers; `LEVELS` where none are given. */
  levels?: Levels;
  /** The configured grams of CO₂e per kWh and their source; without one the comparison has no `co2e`. */
  co2e?: Intensity | null;
}

/**
 * Spread assumed between two measurements under `estimate` where no history tells it. Ten equal measurements on a
 * shared virtual machine with 2 cores spread by 0.079 (`npm run bench -- spread`).
 */
export const ESTIMATE_SPREAD = 0.08;

/**
 * The standard deviation of ln joules between the two measurements; 0 where they were interleaved, `null` where
 * unknown.
 */
function spreadBetween(base: RunResult | null, head: RunResult, known: number | null | undefined): number | null {
  if (base !== null && base.measurement === head.measurement) return 0;
  const estimated = head.meter.estimated && (base?.meter.estimated ?? true);
  return known ?? (estimated ? ESTIMATE_SPREAD : null);
}

const isRow = (row: Row | null): row is Row => row !== null;

/** Every metric that both sides have, in the order of the registry. */
const rowsOf = (c: Sides): Row[] => [
  ...ARMS.flatMap((arm) => RATIO_METRICS.filter((d) => d.arms.includes(arm)).map((d) => metricRow(c, d, arm))).filter(
    isRow,
  ),
  ...SAVING_METRICS.map((d) => savingRow(c, d)).filter(isRow),
];

function side(result: RunResult, arms: ArmBlocks): Side {
  return {
    measurement: result.measurement,
    createdAt: result.createdAt ?? '',
    commit: result.commit ?? null,
    subject: { ...result.subject },
    environment: result.environment,
    meter: { ...result.meter },
    workload: result.workload,
    blocks: Math.max(0, ...ARMS.map((arm) => arms[arm]?.length ?? 0)),
    ...(result.validity ? { validity: { ...result.validity } } : {}),
    readings: readings(result),
  };
}

const noBaseline = (): Finding =>
  finding('no-baseline', 'there is no baseline to compare with; "joulegate baseline update" stores this result as one');
const spreadUnknown = (): Finding =>
  finding(
    'spread-unknown',
    'how far two measurements of one subject differ on this runner is unknown, so joules against a stored baseline decide nothing; three results under "baseline update" tell it',
  );
const drifted = (level: number): Finding =>
  finding(
    'null-control',
    `the two halves of head's own blocks differ at the ${percent(level)} level: something drifted during the run`,
    { side: 'head' },
  );

/**
 * Head against base (or alone, without a baseline): metrics, verdict and why. Pure: reads only the two documents.
 * A gating metric is `regressed` where its effect is over the threshold and its one-sided p of no change,
 * Holm-adjusted, is at most `levels.change`; `pass` where the one-sided bound is under the threshold; else
 * `inconclusive` (docs/verdicts.md has every rule).
 */
export function compare(base: RunResult | null, head: RunResult, options: CompareOptions): Comparison {
  const levels = options.levels ?? LEVELS;
  const headArms = armBlocks(head);
  const baseArms = base ? armBlocks(base) : {};
  const spread = spreadBetween(base, head, options.spread);
  const c: Sides = {
    base,
    head,
    baseArms,
    headArms,
    relation: { paired: base !== null && base.measurement === head.measurement, spread: spread ?? 0 },
    greedy: isGreedy(head) && (base === null || isGreedy(base)),
    thresholds: options.thresholds,
    levels,
  };

  const distrust: Finding[] = [
    ...untrusted(head, 'head'),
    ...(base ? [...untrusted(base, 'base'), ...incomparable(base, head, options.environmentAllow ?? [])] : []),
  ];
  const invalid = distrust.length > 0;

  const rows = rowsOf(c);
  decideRows(rows, base !== null && spread === null, levels.change);
  const lacking = missing(c, rows);
  const control = nullControl(headArms, levels.nullControl);
  const alarmed = control?.alarmed === true;
  const measured = gravest([
    ...rows.flatMap((r) => r.metric.verdict ?? []),
    ...(lacking.length > 0 || alarmed ? (['inconclusive'] as const) : []),
  ]);
  // Blocks that drifted cannot show that head is dearer.
  const verdict: Verdict = invalid ? 'invalid' : alarmed && measured === 'regressed' ? 'inconclusive' : measured;
  const untested = verdict === 'regressed' && rows.some((r) => r.metric.verdict === 'regressed' && !r.metric.exact);
  const findings = [
    ...distrust,
    ...lacking,
    ...nullFindings(rows),
    ...notGraded(c),
    ...(alarmed ? [drifted(levels.nullControl)] : []),
    ...(base === null ? [noBaseline()] : spread === null && !invalid ? [spreadUnknown()] : []),
    ...(untested ? [finding('unconfirmed', 'no fresh blocks were measured to confirm it')] : []),
  ];

  const energy = rows.find((r) => r.metric.id === ENERGY.id && r.effect);
  const increase = Math.log1p(energy?.metric.threshold?.increase ?? 0);
  const metrics = rows.map((r) => r.metric);
  return {
    schemaVersion: 1,
    verdict,
    reasons: [...new Set(findings.map((f) => f.code))],
    findings: [...findings, ...warnings(base, 'base'), ...warnings(head, 'head')],
    metrics,
    why: ARMS.flatMap((arm) => {
      const [before, after] = [baseArms[arm], headArms[arm]];
      return base && before && after
        ? (explainChange(arm, whySide(base, arm, before), whySide(head, arm, after)) ?? [])
        : [];
    }),
    smallestVisibleChange: energy?.effect ? Math.expm1(smallestCallable(energy.effect, increase, levels)) : null,
    head: side(head, headArms),
    base: base ? side(base, baseArms) : null,
    tasks: withTaskParts(taskRows(base, head)),
    babble: babbleOf(base, head),
    savings: savings(base, head, { base: baseArms, head: headArms }),
    rules: ruleRows(base, head),
    nullControl: control,
    plan: { levels },
    // Where one side is an estimate, so is what the two say together.
    ...(options.co2e
      ? { co2e: emissionsOf(metrics, options.co2e, head.meter.estimated || (base?.meter.estimated ?? false)) }
      : {}),
  };
}
