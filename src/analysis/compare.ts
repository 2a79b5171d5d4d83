import type { Intensity } from '../common/co2e.ts';
import type {
  Comparison,
  Finding,
  Levels,
  Metric,
  MetricId,
  NullControl,
  Side,
  Threshold,
  Verdict,
} from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { babbleOf, savings } from './babble.ts';
import { armBlocks, energyOf, isGreedy, type ArmBlocks } from './blocks.ts';
import { emissionsOf } from './co2e.ts';
import { incomparable, untrusted } from './comparable.ts';
import { blockValues, differenceOf, discordant, levelOf, passEffect, type Relation } from './effects.ts';
import { finding, warnings } from './finding.ts';
import { LEVELS, percent } from '../common/levels.ts';
import { decide, gravest, limitTests, type LimitTest } from './limits.ts';
import { absence, DEFINITIONS, ratio, saving, type Absence, type Definition } from './metrics.ts';
import { ruleRows } from './rules.ts';
import { halvesTest, holm, interval, signTest, smallestCallable, variance, type Effect } from './statistics.ts';
import { readings } from './surroundings.ts';
import { taskRows } from './tasks.ts';
import { explainChange } from './why.ts';

export interface CompareOptions {
  thresholds: Partial<Record<MetricId, Partial<Record<ArmName, Threshold>>>>;
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

interface Row {
  metric: Metric;
  tests: (LimitTest | null)[];
  joules: boolean;
  effect: Effect | null;
}

interface Context {
  base: RunResult | null;
  head: RunResult;
  baseArms: ArmBlocks;
  headArms: ArmBlocks;
  relation: Relation;
  greedy: boolean;
  thresholds: CompareOptions['thresholds'];
  levels: Levels;
}

const constant = (values: ReadonlyMap<number, number>): boolean => variance([...values.values()]) === 0;

function intervalOf(effect: Effect | null, relative: boolean, levels: Levels): [number, number] | null {
  if (!effect) return null;
  const [lo, hi] = interval(effect, levels.interval);
  return relative ? [Math.expm1(lo), Math.expm1(hi)] : [lo, hi];
}

function metricRow(c: Context, d: Definition, arm: ArmName): Row | null {
  const headBlocks = c.headArms[arm];
  const baseBlocks = c.base ? c.baseArms[arm] : undefined;
  if (!headBlocks || (c.base && !baseBlocks)) return null;
  const head = ratio(d, headBlocks);
  const base = baseBlocks ? ratio(d, baseBlocks) : null;
  if (head === null && base === null && d.nature !== 'joules') return null;
  const relative = d.scale === 'relative';
  const change = base === null || head === null ? null : relative ? (base > 0 ? head / base - 1 : null) : head - base;
  const headValues = blockValues(d, headBlocks);
  const baseValues = baseBlocks ? blockValues(d, baseBlocks) : new Map<number, number>();
  const exact =
    c.greedy &&
    (d.nature === 'passes' ||
      (d.nature === 'tokens' && (arm === 'plain' || (constant(headValues) && constant(baseValues)))));
  // Joules drift between measurements; tokens and passes do not.
  const relation = d.nature === 'joules' || d.nature === 'seconds' ? c.relation : { ...c.relation, spread: 0 };
  const pairs = d.id === 'pass-at-1' && c.base && !exact ? discordant(c.base, c.head, arm) : null;
  const effect =
    change === null || exact ? null : pairs ? passEffect(pairs) : differenceOf(baseValues, headValues, relation);
  const threshold = c.thresholds[d.id]?.[arm] ?? null;
  const lost = d.graded ? [...headBlocks, ...(baseBlocks ?? [])].some((b) => b.notGraded > 0) : false;
  const tests = !threshold
    ? []
    : lost
      ? [null]
      : limitTests(
          threshold,
          {
            relative,
            exact,
            change,
            head,
            effect,
            level: levelOf(headValues),
            ...(pairs
              ? {
                  exactP: {
                    drop: signTest(pairs.lost, pairs.lost + pairs.won),
                    rise: signTest(pairs.won, pairs.lost + pairs.won),
                  },
                }
              : {}),
          },
          c.base !== null,
          c.levels.inside,
        );
  return {
    metric: {
      id: d.id,
      arm,
      unit: d.unit,
      scale: d.scale,
      base,
      head,
      change,
      interval: change === null ? null : exact ? [change, change] : intervalOf(effect, relative, c.levels),
      threshold,
      verdict: null,
      ...(exact ? { exact: true } : {}),
      ...nullsOf(
        baseBlocks ? absence(d, baseBlocks) : null,
        absence(d, headBlocks),
        relative && base !== null && base <= 0,
      ),
    },
    tests,
    joules: d.nature === 'joules' || d.nature === 'seconds',
    effect,
  };
}

/** The reasons of a metric's nulls; no key where it has none. */
function nullsOf(base: Absence | null, head: Absence | null, noRatio: boolean): Pick<Metric, 'nulls'> {
  const nulls = {
    ...(base ? { base } : {}),
    ...(head ? { head } : {}),
    ...(noRatio ? { change: 'base-not-positive' as const } : {}),
  };
  return Object.keys(nulls).length > 0 ? { nulls } : {};
}

const NULL_TEXTS: Record<Absence | 'base-not-positive', string> = {
  'not-resolvable': 'the sensor cannot resolve its joules',
  'no-divisor': 'there is nothing to divide by',
  'not-known': 'it was never found out',
  'base-not-positive': 'base is 0 or less, and a ratio from there says nothing',
};

/** Why a gating metric cannot be decided, each reason of its own: a quotient without a divisor is not the sensor's fault. */
function nullFindings(rows: readonly Row[]): Finding[] {
  return rows.flatMap(({ metric: m }) => {
    if (!m.threshold || !m.nulls) return [];
    return (['base', 'head', 'change'] as const).flatMap((where) => {
      const code = m.nulls?.[where];
      if (code === undefined) return [];
      const [of, side] = where === 'change' ? ['', {}] : [` of ${where}`, { side: where }];
      return finding(code, `${m.id} (${m.arm ?? 'both arms'})${of}: ${NULL_TEXTS[code]}`, {
        ...side,
        ...(m.arm === null ? {} : { arm: m.arm }),
        metric: m.id,
      });
    });
  });
}

function savingRow(c: Context, id: 'suppression-saving' | 'decode-saving'): Row | null {
  const of = (arms: ArmBlocks): ReturnType<typeof saving> | null =>
    arms.plain && arms.suppressed ? saving(id, arms) : null;
  const head = of(c.headArms);
  const base = c.base ? of(c.baseArms) : null;
  if (!head || (c.base && !base)) return null;
  const change = base?.value == null || head.value === null ? null : head.value - base.value;
  // Both arms of one side share its measurement, so the drift between measurements mostly divides out.
  const effect = base ? differenceOf(base.byBlock, head.byBlock, { ...c.relation, spread: 0 }) : null;
  const threshold = c.thresholds[id]?.suppressed ?? c.thresholds[id]?.plain ?? null;
  return {
    metric: {
      id,
      arm: null,
      unit: '1',
      scale: 'absolute',
      base: base?.value ?? null,
      head: head.value,
      change,
      interval: intervalOf(effect, false, c.levels),
      threshold,
      verdict: null,
      ...nullsOf(base?.absence ?? null, head.absence, false),
    },
    tests: threshold
      ? limitTests(
          threshold,
          { relative: false, exact: false, change, head: head.value, effect, level: levelOf(head.byBlock) },
          c.base !== null,
          c.levels.inside,
        )
      : [],
    joules: true,
    effect,
  };
}

/** Decides every gating row: Holm over the tests that need one, the gravest limit of each metric. */
function decideRows(rows: Row[], cap: boolean, level: number): void {
  const noisy = rows.flatMap((r) => r.tests).filter((t): t is LimitTest => t !== null && t.pWorse !== null);
  const worse = holm(noisy.map((t) => t.pWorse!));
  const better = holm(noisy.map((t) => t.pBetter ?? 1));
  for (const row of rows) {
    if (row.tests.length === 0) continue;
    row.metric.verdict = gravest(
      row.tests.map((t): Verdict => {
        const i = t === null ? -1 : noisy.indexOf(t);
        const verdict = decide(
          t,
          i < 0 ? { worse: null, better: null } : { worse: worse[i]!, better: better[i]! },
          level,
        );
        return cap && row.joules ? 'inconclusive' : verdict;
      }),
    );
    const p = row.tests.map((t) => t?.pWorse).find((x) => x !== null && x !== undefined);
    if (p !== undefined) row.metric.p = p;
  }
}

function side(result: RunResult, blocks: number): Side {
  return {
    measurement: result.measurement,
    createdAt: result.createdAt ?? '',
    commit: result.commit ?? null,
    subject: { ...result.subject },
    environment: result.environment,
    meter: { ...result.meter },
    workload: result.workload,
    blocks,
    ...(result.validity ? { validity: { ...result.validity } } : {}),
    readings: readings(result),
  };
}

const blockCount = (arms: ArmBlocks): number => Math.max(0, ...ARMS.map((arm) => arms[arm]?.length ?? 0));

/** The two halves of head's own plain blocks against each other. */
function nullControl(arms: ArmBlocks, level: number): NullControl | null {
  const blocks = arms.plain ?? arms.suppressed ?? [];
  const values = blocks
    .map(energyOf)
    .filter((x): x is number => x !== null && x > 0)
    .map(Math.log);
  if (values.length < 2) return null;
  const { p, leastP } = halvesTest(values);
  if (leastP > level)
    return { possible: false, alarmed: false, p: null, text: `not possible with ${values.length} blocks` };
  return { possible: true, alarmed: p <= level, p };
}

/**
 * Head against base (or alone, without a baseline): metrics, verdict and why. Pure: reads only the two documents.
 * A gating metric is `regressed` where its effect is over the threshold and its one-sided p of no change, Holm-adjusted,
 * is at most `levels.change`; `pass` where the one-sided bound is under the threshold; else `inconclusive`.
 */
export function compare(base: RunResult | null, head: RunResult, options: CompareOptions): Comparison {
  const levels = options.levels ?? LEVELS;
  const headArms = armBlocks(head);
  const baseArms = base ? armBlocks(base) : {};
  const paired = base !== null && base.measurement === head.measurement;
  const estimated = head.meter.estimated && (base?.meter.estimated ?? true);
  const known = paired ? 0 : (options.spread ?? (estimated ? ESTIMATE_SPREAD : null));
  const c: Context = {
    base,
    head,
    baseArms,
    headArms,
    relation: { paired, spread: known ?? 0 },
    greedy: isGreedy(head) && (base === null || isGreedy(base)),
    thresholds: options.thresholds,
    levels,
  };

  const findings: Finding[] = [
    ...untrusted(head, 'head'),
    ...(base ? [...untrusted(base, 'base'), ...incomparable(base, head, options.environmentAllow ?? [])] : []),
  ];
  const invalid = findings.length > 0;

  const rows: Row[] = [];
  for (const arm of ARMS)
    for (const d of DEFINITIONS)
      if (d.arms.includes(arm)) rows.push(...[metricRow(c, d, arm)].filter((r) => r !== null));
  rows.push(...[savingRow(c, 'suppression-saving'), savingRow(c, 'decode-saving')].filter((r) => r !== null));
  decideRows(rows, base !== null && known === null, levels.change);

  const verdicts = rows.map((r) => r.metric.verdict).filter((v): v is Verdict => v !== null);
  for (const arm of ARMS) {
    for (const [id, byArm] of Object.entries(options.thresholds)) {
      if (!byArm?.[arm] || rows.some((r) => r.metric.id === id && (r.metric.arm === arm || r.metric.arm === null)))
        continue;
      const definition = DEFINITIONS.find((d) => d.id === id);
      if (base === null || (definition && !definition.arms.includes(arm)) || (!headArms[arm] && !baseArms[arm]))
        continue;
      findings.push(
        finding('metric-missing', `${id} gates, but the ${arm} arm lacks it on one side`, {
          arm,
          metric: id as MetricId,
        }),
      );
      verdicts.push('inconclusive');
    }
  }
  findings.push(...nullFindings(rows));
  const lost = [...Object.values(headArms), ...Object.values(baseArms)].flat().reduce((n, b) => n + b.notGraded, 0);
  if (lost > 0)
    findings.push(
      finding(
        'not-graded',
        `${lost} answers could not be graded: their sandbox process was ended from outside (the system may be short of memory), so accuracy decides nothing`,
      ),
    );
  const control = nullControl(headArms, levels.nullControl);
  if (control?.alarmed) {
    findings.push(
      finding(
        'null-control',
        `the two halves of head's own blocks differ at the ${percent(levels.nullControl)} level: something drifted during the run`,
        { side: 'head' },
      ),
    );
    verdicts.push('inconclusive');
  }
  let verdict: Verdict = invalid ? 'invalid' : gravest(verdicts);
  if (control?.alarmed && verdict === 'regressed') verdict = 'inconclusive';
  if (base === null) {
    findings.push(
      finding(
        'no-baseline',
        'there is no baseline to compare with; "joulegate baseline update" stores this result as one',
      ),
    );
  } else if (known === null && !invalid) {
    findings.push(
      finding(
        'spread-unknown',
        'how far two measurements of one subject differ on this runner is unknown, so joules against a stored baseline decide nothing; three results under "baseline update" tell it',
      ),
    );
  }
  if (verdict === 'regressed' && rows.some((r) => r.metric.verdict === 'regressed' && !r.metric.exact)) {
    findings.push(finding('unconfirmed', 'no fresh blocks were measured to confirm it'));
  }

  const main = rows.find((r) => r.metric.id === 'energy-per-task' && r.effect);
  const threshold = main?.metric.threshold?.increase;
  const metrics = rows.map((r) => r.metric);
  return {
    schemaVersion: 1,
    verdict,
    reasons: [...new Set(findings.map((f) => f.code))],
    findings: [...findings, ...warnings(base, 'base'), ...warnings(head, 'head')],
    metrics,
    why: base
      ? ARMS.flatMap((arm) =>
          baseArms[arm] && headArms[arm] ? [explainChange(arm, baseArms[arm], headArms[arm])] : [],
        ).filter((w) => w !== null)
      : [],
    smallestVisibleChange: main?.effect
      ? Math.expm1(smallestCallable(main.effect, Math.log1p(threshold ?? 0), levels))
      : null,
    head: side(head, blockCount(headArms)),
    base: base ? side(base, blockCount(baseArms)) : null,
    tasks: taskRows(base, head),
    babble: babbleOf(base, head),
    savings: savings(base, head),
    rules: ruleRows(base, head),
    nullControl: control,
    plan: { levels },
    // Where one side is an estimate, so is what the two say together.
    ...(options.co2e
      ? { co2e: emissionsOf(metrics, options.co2e, head.meter.estimated || (base?.meter.estimated ?? false)) }
      : {}),
  };
}
