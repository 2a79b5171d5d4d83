import type { Comparison, Finding, Side, Verdict } from '../common/generated/comparison.ts';
import type { Qualification } from '../common/generated/qualification.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { ENERGY, RATIO_METRICS, SAVING_METRICS } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';
import { babbleOf } from './babble.ts';
import type { ArmBlocks } from './blocks.ts';
import { emissionsOf } from './co2e.ts';
import { incomparable, untrusted } from './comparable.ts';
import { nominal, type Rule } from './decide.ts';
import { remarks, warnings } from './finding.ts';
import { judge } from './judge.ts';
import { smallestCallable, toDecide } from './predict.ts';
import { monthOf } from './month.ts';
import { recall } from './qualify/recall.ts';
import { metricRow, savingRow, type Row } from './rows.ts';
import { rateRows, ratesDiffer } from './rates/describe.ts';
import { ruleRows } from './rules.ts';
import { savings } from './savings.ts';
import { looksOf } from './sequential/looks.ts';
import { sidesOf, type CompareOptions, type Sides } from './sides.ts';
import { readings } from './surroundings.ts';
import {
  driftFindings,
  droppedBlocks,
  noBaseline,
  notDeterministic,
  notGraded,
  nullFindings,
  spreadUnknown,
  storedEstimate,
  tooFewBlocks,
} from './undecided.ts';
import { whysOf } from './why/whys.ts';

export type { CompareOptions } from './sides.ts';

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

function qualified(q: Qualification | null, head: RunResult): Pick<Comparison, 'qualification'> {
  const recalled = q && recall(q, head);
  return recalled ? { qualification: recalled } : {};
}

/** The smallest relative rise of energy per task that is called regressed; `null` where none is tested. */
function smallestVisible(rows: readonly Row[], rule: Rule, power: number): number | null {
  const energy = rows.find((r) => r.metric.id === ENERGY.id && r.effect);
  if (!energy?.effect) return null;
  const limit = Math.log1p(energy.metric.threshold?.increase ?? 0);
  const smallest = smallestCallable(energy.effect, limit, rule, power);
  return smallest === null ? null : Math.expm1(smallest);
}

/**
 * Head against base (or alone, without a baseline): metrics, verdict and why. Pure: reads only the two documents.
 * A gating metric is `regressed` where "the change is within the threshold" is rejected, `pass` where its estimate is
 * within and "the change is beyond by the margin" is rejected, both at the nominal p of the look that its blocks reach;
 * else `inconclusive` (docs/verdicts.md has every rule).
 */
export function compare(base: RunResult | null, head: RunResult, options: CompareOptions): Comparison {
  const c = sidesOf(base, head, options);
  const { levels } = c;
  const distrust: Finding[] = [
    ...untrusted(head, 'head'),
    ...(base ? [...untrusted(base, 'base'), ...incomparable(base, head, options.environmentAllow ?? [])] : []),
  ];
  const invalid = distrust.length > 0;

  const rows = rowsOf(c);
  const estimated = head.meter.estimated || (base?.meter.estimated ?? false);
  const { rule, blocked, control, lacking, verdict: measured } = judge(c, rows, estimated);
  const verdict: Verdict = invalid ? 'invalid' : measured;
  const alarm = control ? driftFindings(control, levels.nullControl) : [];
  const bears = verdict !== 'regressed' && verdict !== 'invalid';
  const findings = [
    ...distrust,
    ...lacking,
    ...nullFindings(rows),
    ...notGraded(c),
    ...tooFewBlocks(rows),
    ...ratesDiffer(c.rates),
    ...(bears ? alarm : []),
    ...(base === null ? [noBaseline()] : blocked && !invalid ? [estimated ? storedEstimate() : spreadUnknown()] : []),
  ];
  const metrics = rows.map((r) => r.metric);
  const { why, tasks } = whysOf(c, metrics);
  const judged = rows.flatMap((r) => (r.tests.length > 0 ? (r.metric.blocks ?? []) : []));
  return {
    schemaVersion: 1,
    verdict,
    reasons: [...new Set(findings.map((f) => f.code))],
    findings: [
      ...findings,
      ...(bears ? [] : alarm),
      ...notDeterministic(c),
      ...droppedBlocks(rows),
      ...remarks(base, head),
      ...warnings(base, 'base'),
      ...warnings(head, 'head'),
    ],
    metrics,
    why,
    rates: rateRows(c.rates),
    smallestVisibleChange: smallestVisible(rows, rule, levels.power),
    head: side(head, c.headArms),
    base: base ? side(base, c.baseArms) : null,
    tasks,
    babble: babbleOf(base, head),
    savings: savings(base, head, { base: c.baseArms, head: c.headArms }),
    rules: ruleRows(base, head),
    nullControl: control,
    plan: {
      levels,
      tests: rule.tests,
      most: c.most,
      ...(judged.length > 0 ? { blocks: Math.min(...judged) } : {}),
      looks: looksOf(c.most)
        .filter((blocks) => blocks <= c.most)
        .map((blocks) => {
          const p = nominal(rule, blocks)!;
          return { blocks, regressed: p.change, pass: p.inside };
        }),
      ...(verdict === 'inconclusive' ? { toDecide: toDecide(c, rows, rule, blocked) } : {}),
    },
    ...qualified(options.qualification ?? null, head),
    // Where one side is an estimate, so is what the two say together.
    ...(options.co2e ? { co2e: emissionsOf(metrics, options.co2e, estimated) } : {}),
    ...(options.usage ? { month: monthOf(metrics, options.usage, options.co2e ?? null, estimated) } : {}),
  };
}
