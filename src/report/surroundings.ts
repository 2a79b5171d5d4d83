import type { Comparison, PhaseReading, Reading, Side } from '../common/generated/comparison.ts';
import { digits } from './format.ts';

/** Rows of what the sensor showed around the joules: side, arm, then one text a column; fit for Markdown and HTML. */
export const READING_COLUMNS = [
  'side',
  'arm',
  'SM clock',
  'in prefill',
  'in decode',
  'temperature',
  'power limit',
  'idle power',
] as const;

export function readingRows(c: Comparison): string[][] {
  const of = (name: string, side: Side | null): string[][] =>
    (side?.readings ?? []).map((r) => [name, r.arm, ...cells(r)]);
  return [...of('base', c.base), ...of('head', c.head)];
}

function cells(r: Reading): string[] {
  const clock = (x: PhaseReading): string => unit(x.smClockMhz, 'MHz');
  return [
    unit(r.smClockMhz, 'MHz'),
    clock(r.prefill),
    clock(r.decode),
    unit(r.temperatureC, '°C'),
    unit(r.powerLimitWatts, 'W'),
    unit(r.idleWatts, 'W'),
  ];
}

const unit = (value: number | null, name: string): string =>
  value === null ? '–' : `${name === 'MHz' ? value.toFixed(0) : digits(value)} ${name}`;
