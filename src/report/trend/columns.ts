import type { TrendLine, TrendRow, TrendWaiver } from '../../common/generated/trend.ts';
import { scaleOf, unitOf } from '../../common/metrics.ts';
import { ARMS, type ArmName } from '../../common/phases.ts';
import { change, quantity, unbroken, VERDICT_MARKS } from '../format.ts';

/** A metric of a row. */
export interface Column {
  id: string;
  title: string;
}

/** In the order in which they are read; of a workload without tests what answers are worth is their score. */
const COLUMNS: readonly Column[] = [
  { id: 'energy-per-task', title: 'J/task' },
  { id: 'prefill-energy-per-token', title: 'J/prompt token' },
  { id: 'decode-energy-per-token', title: 'J/output token' },
  { id: 'babble-share', title: 'babble' },
  { id: 'pass-at-1', title: 'pass@1' },
];

const SCORE: Column = { id: 'score', title: 'score' };

/** Whether the answers of a line have scores, in place of tests that they pass. */
export const isScored = ({ rows }: Pick<TrendLine, 'rows'>): boolean =>
  rows.some((r) => Object.keys(r.values).some((key) => key.startsWith('score/')));

/** The metrics of a line's rows. */
export const columnsOf = (line: Pick<TrendLine, 'rows'>): readonly Column[] =>
  isScored(line) ? COLUMNS.map((c) => (c.id === 'pass-at-1' ? SCORE : c)) : COLUMNS;

/** What the branch's page needs of a row, as `METRIC/ARM`. */
export const PAGE_METRICS: readonly string[] = ARMS.flatMap((arm) =>
  [...COLUMNS, SCORE].map(({ id }) => `${id}/${arm}`),
);

/** The arms that a line has values of. */
export const armsOf = ({ rows }: TrendLine): ArmName[] =>
  ARMS.filter((arm) => rows.some((r) => Object.keys(r.values).some((key) => key.endsWith(`/${arm}`))));

/**
 * A value and, in brackets, its change against the row before, `=` where it shows none; a dash where there is no value.
 * What it is per stands in the column's title.
 */
export function cell({ values }: TrendRow, id: string, arm: string): string {
  const v = values[`${id}/${arm}`];
  if (!v) return '–';
  const text = unbroken(quantity(v.value, unitOf(id)).replace('/token', ''));
  if (v.change === null) return text;
  const moved = change(v.change, scaleOf(id));
  return moved.startsWith('±') ? unbroken(`${text} (=)`) : `${text} (${unbroken(moved)})`;
}

/** `regressed, accepted by octocat on 2026-11-26`: who and when, as `shown` has names. */
export function verdictText({ verdict, waivers }: TrendRow, shown: (text: string) => string): string {
  const by = (w: TrendWaiver): string => `${shown(w.by)} on ${shown(w.at.slice(0, 10))}`;
  const accepted = waivers.length > 0 ? `, accepted by ${waivers.map(by).join(' and ')}` : '';
  return `${VERDICT_MARKS[verdict]} ${verdict}${accepted}`;
}

/** What changed of the machine or the model before a row, as `shown` has its values; empty where nothing did. */
export const marksText = ({ marks }: TrendRow, shown: (text: string) => string): string =>
  marks.map((m) => `${shown(m.field)}: ${shown(m.from)} → ${shown(m.to)}`).join('; ');

/** The machine in a few words: card, or processor, driver, llama.cpp, meter. An estimate is called one. */
export function machineText({ environments }: TrendLine, shown: (text: string) => string): string {
  const { fields, meter } = environments.at(-1)!;
  const named = (field: string, name: string): string[] =>
    fields[field] === undefined || fields[field] === null ? [] : [`${name}${shown(String(fields[field]))}`];
  const machine = fields['gpu'] ? named('gpu', '') : named('cpu', '');
  const parts = [...machine, ...named('driver', 'driver '), ...named('llamaCpp', 'llama.cpp ')];
  return [...parts, meter === 'estimate' ? 'joules are an estimate' : `meter ${shown(meter)}`].join(', ');
}
