import type { Comparison, Metric, MetricId } from '../../common/generated/comparison.ts';
import { ACCURACY, ENERGY, nameOf } from '../../common/metrics.ts';
import type { ArmName } from '../../common/phases.ts';
import { isEstimated } from '../deciding.ts';
import { armsOf, passes, phases, type Passed } from '../counts.ts';
import {
  both,
  bracket,
  change,
  changeOf,
  digits,
  inOneUnit,
  limit,
  quantity,
  unbroken,
  VERDICT_MARKS,
} from '../format.ts';
import { queues } from '../surroundings.ts';

/** A table of words: what stands over each column, then its rows; Markdown's bold is the only markup in it. */
export interface ArmTable {
  columns: string[];
  rows: string[][];
}

const metricOf = (c: Comparison, id: MetricId, arm: ArmName | null): Metric | undefined =>
  c.metrics.find((m) => m.id === id && m.arm === arm);

/** Metrics that have a row of their own, whatever came of them. */
const IN_ROWS: readonly MetricId[] = ['energy-per-task', 'output-tokens', ...ACCURACY];

const base = (c: Comparison, value: number | null): number | null | undefined => (c.base ? value : undefined);

/** The mark of a metric that did not merely pass; none where the two sides may not be compared at all. */
const markOf = (c: Comparison, { verdict }: Metric): string =>
  c.verdict === 'invalid' || verdict === null || verdict === 'pass' ? '' : `${VERDICT_MARKS[verdict]} `;

/** `0.415 → 2.09 J **+403 %** [+378 … +429]`, with the mark of a verdict that is not `pass`. */
function valueCell(c: Comparison, m: Metric | undefined): string {
  if (!m) return '–';
  const values = unbroken(`${markOf(c, m)}${both(base(c, m.base), m.head, m.unit)}`);
  if (!c.base) return values;
  const strong = markOf(c, m) !== '' && m.verdict !== 'inconclusive' ? '**' : '';
  // What is exactly equal has no change to tell.
  if (m.change === 0 && bracket(m) === '') return values;
  const moved = `${strong}${unbroken(changeOf(m))}${strong}${unbroken(bracket(m).trimStart()).replace(/^(?=\[)/, ' ')}`;
  return `${values}, ${moved}${m.basis === 'equal-rates' ? ' at equal rates' : ''}`;
}

/** Values of both sides, all in one unit: `0.036 → 0.062 · 0.378 → 2.03 J`. */
function phaseCell(c: Comparison, arm: ArmName): string {
  const told = phases(c, arm);
  if (told.length === 0) return '–';
  const [values, unit] = inOneUnit(
    told.flatMap((p) => (c.base ? [p.base, p.head] : [p.head])),
    'J',
  );
  const each = c.base ? told.map((_, i) => `${values[2 * i]} → ${values[2 * i + 1]}`) : values;
  return `${each.map(unbroken).join(' · ')}\u00a0${unit}`;
}

/** Babble as tokens and as a share of all output tokens, and of how many answers it could be told. */
function babbleOf(c: Comparison, arm: ArmName): string {
  const told = c.babble?.find((b) => b.arm === arm);
  if (!told) return '';
  const { base: before, head: after } = told;
  const tokens = `${before ? `${digits(before.tokensPerTask)} → ` : ''}${digits(after.tokensPerTask)}`;
  const share = metricOf(c, 'babble-share', arm)?.head;
  const complete =
    after.answers === undefined || after.complete === undefined
      ? []
      : [`${after.complete} of ${after.answers} answers complete`];
  const details = [...(share != null && share > 0 ? [quantity(share, '1')] : []), ...complete];
  const none = after.tokensPerTask === 0 && (before?.tokensPerTask ?? 0) === 0;
  return `; ${none ? 'no babble' : unbroken(`babble ${tokens}`)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

const count = (p: Passed | null): string => (p ? `${p.passed}/${p.of}` : 'not graded');

function passCell(c: Comparison, arm: ArmName): string {
  const m = metricOf(c, 'pass-at-1', arm);
  if (!m) return '–';
  const { base: before, head: after } = passes(c, arm);
  const values = `${markOf(c, m)}${c.base ? `${count(before)} → ` : ''}${count(after)}`;
  const what = after?.what === 'answers' ? ' answers' : '';
  const moved = c.base && m.change ? `, ${change(m.change, m.scale)}${bracket(m)}` : '';
  return unbroken(`${values}${what}${moved}`);
}

/** How good the answers are: what passes, and their score; no row where nobody says. */
function accuracyRows(c: Comparison, arms: readonly ArmName[]): string[][] {
  const has = (id: MetricId): boolean => arms.some((arm) => metricOf(c, id, arm));
  const row = (name: string, id: MetricId, cell: (arm: ArmName) => string): string[][] =>
    has(id) ? [[label(c, name, id, arms), ...arms.map(cell)]] : [];
  return [
    ...row('pass@1', 'pass-at-1', (arm) => passCell(c, arm)),
    ...row('score', 'score', (arm) => valueCell(c, metricOf(c, 'score', arm))),
  ];
}

/** How long requests waited at their server; no row where none did. */
function queueRow(c: Comparison, arms: readonly ArmName[]): string[][] {
  const found = queues(c);
  if (found.length === 0) return [];
  const cell = (arm: ArmName): string => {
    const of = found.find((q) => q.arm === arm);
    return of ? unbroken(both(base(c, of.base), of.head, 's')) : '–';
  };
  return [['server’s queue, per request', ...arms.map(cell)]];
}

/** A row's name, with the limit where it gates: once where the arms have the same. */
function label(c: Comparison, name: string, id: MetricId, arms: readonly ArmName[]): string {
  const limits = arms.map((arm) => {
    const m = metricOf(c, id, arm);
    return m?.verdict == null ? '' : limit(m.threshold, m);
  });
  const told = [...new Set(limits)];
  if (told.every((l) => l === '')) return name;
  return `${name}, limit ${told.length === 1 ? told[0] : limits.map((l) => l || 'none').join(' and ')}`;
}

/** What gates outside the four rows and did not pass. */
export const otherFailures = (c: Comparison): Metric[] =>
  c.metrics.filter(
    (m) => m.verdict !== null && m.verdict !== 'pass' && m.verdict !== 'improved' && !IN_ROWS.includes(m.id),
  );

/** Arms as columns, and the rows: energy per task; prefill · decode; server's queue; tokens, babble; pass@1; score. */
export function armTable(c: Comparison): ArmTable {
  const arms = armsOf(c);
  const each = (of: (arm: ArmName) => string): string[] => arms.map(of);
  const parts = arms.some((arm) => phases(c, arm).length > 2) ? 'prefill · decode · checks' : 'prefill · decode';
  const rows = [
    [
      label(c, `energy per task${isEstimated(c) ? ' (estimated)' : ''}`, ENERGY.id, arms),
      ...each((arm) => valueCell(c, metricOf(c, ENERGY.id, arm))),
    ],
    [parts, ...each((arm) => phaseCell(c, arm))],
    ...queueRow(c, arms),
    [
      label(c, c.babble?.length === 0 ? 'tokens' : 'tokens, of which babble', 'output-tokens', arms),
      ...each((arm) => `${valueCell(c, metricOf(c, 'output-tokens', arm))}${babbleOf(c, arm)}`),
    ],
    ...accuracyRows(c, arms),
  ];
  return { columns: ['', ...arms], rows };
}

/** Rows for what gates beside the four and did not pass. */
export function failureRows(c: Comparison): string[][] {
  const arms = armsOf(c);
  const ids = [...new Set(otherFailures(c).map((m) => m.id))];
  return ids.map((id) => [
    label(c, nameOf(id), id, arms),
    ...arms.map((arm, i) =>
      valueCell(c, metricOf(c, id, arm) ?? (i === arms.length - 1 ? metricOf(c, id, null) : undefined)),
    ),
  ]);
}
