import { FINDINGS, meaningOf } from '../common/findings.ts';
import { boardsOf, type MeasureResult } from '../energy/index.ts';
import { digits, grams, quantity, wattHours } from '../report/format.ts';
import { codeSpan } from '../report/hostile.ts';
import { sharesText, unaccountedText } from '../report/shares.ts';

type Phase = MeasureResult['phases'][string];

/** A longer name is cut, so that a row stays a row. */
const NAME = 32;
const oneLine = (name: string): string => {
  const flat = name.replace(/\s+/g, ' ');
  return flat.length > NAME ? `${flat.slice(0, NAME - 1)}…` : flat;
};

const DASH = '–';
const unit = (x: number | null | undefined, name: string): string =>
  x === null || x === undefined ? DASH : `${digits(x)}${name === '' ? '' : ` ${name}`}`;

/** An estimate with its interval, whose bounds tell their unit where it is another. */
function joules(estimate: number | null, interval: Phase['interval95']): string {
  if (estimate === null || interval === null) return quantity(null, 'J');
  const text = quantity(estimate, 'J');
  const own = text.slice(text.indexOf(' '));
  const bounds = interval.map((x) => quantity(x, 'J')).map((x) => (x.endsWith(own) ? x.slice(0, -own.length) : x));
  return `${text} [${bounds.join(' … ')}]`;
}

const COLUMNS: readonly { name: string; of(p: Phase): string; right?: true }[] = [
  { name: 'gross [95 %]', of: (p) => joules(p.grossJoules, p.interval95) },
  { name: 'net [95 %]', of: (p) => joules(p.netJoules, p.netInterval95) },
  { name: 'gross', of: (p) => (p.grossWattHours === null ? DASH : wattHours(p.grossWattHours)), right: true },
  { name: 'mean', of: (p) => unit(p.meanWatts, 'W'), right: true },
  { name: 'time', of: (p) => unit(p.seconds, 's'), right: true },
  { name: 'count', of: (p) => String(p.count), right: true },
  { name: 'tokens/J', of: (p) => unit(p.grossTokensPerJoule, ''), right: true },
  { name: '', of: (p) => p.validity.status },
];

/** A row for each phase; the column of tokens only where some are told. */
function table(phases: MeasureResult['phases']): string[] {
  const entries = Object.entries(phases);
  if (entries.length === 0) return [];
  const told = entries.some(([, p]) => p.tokens !== undefined);
  const columns = COLUMNS.filter((c) => told || c.name !== 'tokens/J');
  const rows = [
    ['phase', ...columns.map((c) => c.name)],
    ...entries.map(([name, p]) => [oneLine(name), ...columns.map((c) => c.of(p))]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((r) => r[i]!.length)));
  const right = [false, ...columns.map((c) => c.right === true)];
  return rows.map((r) =>
    `  ${r.map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ')}`.trimEnd(),
  );
}

/** What stands under the table: which board, what the intervals are made of, what the fit left over. */
function notes(r: MeasureResult): string[] {
  const boards = boardsOf(r.phases);
  const nameOf = (channel: string): string => codeSpan(r.channels?.[channel]?.label ?? channel);
  const alike =
    new Set(Object.values(r.channels ?? {}).map((c) => c.label)).size < Object.keys(r.channels ?? {}).length;
  const shares = Object.entries(r.phases).filter(([, p]) => p.shares !== undefined);
  const left = Object.entries(r.channels ?? {}).flatMap(([channel, c]) =>
    c.unaccounted === undefined ? [] : [`${codeSpan(channel)} ${unaccountedText(c.unaccounted)}`],
  );
  const whole = r.sensor.unaccounted === undefined ? [] : [unaccountedText(r.sensor.unaccounted)];
  const unaccounted = left.length > 0 ? left : whole;
  return [
    ...(r.idle.watts !== null && r.idle.watts > 0
      ? [`net: gross less idle power, ${digits(r.idle.watts)} W × time`]
      : []),
    ...[...(boards ?? [])].map(
      ([phase, used]) => `${oneLine(phase)} ran on ${used.map((c) => (alike ? codeSpan(c) : nameOf(c))).join(', ')}`,
    ),
    ...shares.map(([name, p]) => `${oneLine(name)}, net interval: ${sharesText(p.shares!)}`),
    ...(unaccounted.length > 0 ? [`left over by the fit: ${unaccounted.join(', ')}`] : []),
  ];
}

/** Every reason of the whole once, with its meaning and what to do. */
function validity({ validity: { status, reasons }, phases }: MeasureResult): string[] {
  if (status === 'ok') return [];
  const of = (code: string): string => {
    const names = Object.entries(phases).flatMap(([name, p]) =>
      (p.validity.reasons as string[]).includes(code) ? [oneLine(name)] : [],
    );
    const where = names.length > 0 ? ` (${names.join(', ')})` : '';
    const meaning = meaningOf(code);
    return meaning === null
      ? `${code}${where}`
      : `${code}${where}: ${meaning}; ${FINDINGS[code as keyof typeof FINDINGS].fix}`;
  };
  return [`${status}: ${reasons.join(', ')}`, ...reasons.map((code) => `  ${of(code)}`)];
}

function co2eLines({ gPerKwh, source, phases }: NonNullable<MeasureResult['co2e']>): string[] {
  return [
    `CO₂e at ${gPerKwh} g/kWh, source ${codeSpan(source)}`,
    ...Object.entries(phases).map(
      ([name, p]) => `  ${oneLine(name).padEnd(16)} ${grams(p.grossGrams).padEnd(14)}  net ${grams(p.netGrams)}`,
    ),
  ];
}

/** A measurement as a person reads it: a table of phases, then what must be known beside it. */
export function measureSummary(r: MeasureResult): string {
  const indent = (line: string): string => `  ${line}`;
  return [
    ...(r.meter === 'estimate' ? ['estimated (CPU time × watts)'] : []),
    ...table(r.phases),
    ...notes(r).map(indent),
    ...validity(r).map(indent),
    ...(r.remarks ?? []).map(indent),
    ...(r.co2e ? co2eLines(r.co2e) : []),
  ].join('\n');
}
