import type { Comparison, PhaseReading, Reading, Side } from '../common/generated/comparison.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { digits, quantity } from './format.ts';

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

/** Of what a sensor showed; an arm that only a server told of has no row here. */
export function readingRows(c: Comparison): string[][] {
  const of = (name: string, side: Side | null): string[][] =>
    (side?.readings ?? []).map((r) => [name, r.arm, ...cells(r)]).filter((row) => row.slice(2).some((x) => x !== '–'));
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

/** Mean seconds of a request in its server's queue on each side of an arm. */
export interface QueueRow {
  arm: ArmName;
  /** `null`: there is no base. */
  base: number | null;
  head: number;
}

/** The arms of which any request waited, on either side; where none did on one side, that is 0 s there. */
export function queues(c: Comparison): QueueRow[] {
  const of = (side: Side | null, arm: ArmName): number => side?.readings?.find((r) => r.arm === arm)?.queueSeconds ?? 0;
  return ARMS.map((arm) => ({ arm, base: c.base && of(c.base, arm), head: of(c.head, arm) })).filter(
    ({ base, head }) => (base ?? 0) > 0 || head > 0,
  );
}

export const QUEUE_COLUMNS = ['time in the server’s queue, per request', 'base', 'head'] as const;

/** The same as rows of words. */
export const queueRows = (c: Comparison): string[][] =>
  queues(c).map(({ arm, base, head }) => [arm, base === null ? '–' : quantity(base, 's'), quantity(head, 's')]);
