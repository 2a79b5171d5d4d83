import type { ArmMonth, Comparison, Month } from '../common/generated/comparison.ts';
import { ARMS } from '../common/phases.ts';
import { digits, grams, wattHours } from './format.ts';

const KILO = 1000;

const scaled = (x: number | null, by: number, show: (x: number | null) => string): string =>
  show(x === null ? null : x * by);

const price = (x: number | null): string => (x === null ? 'not-resolvable' : digits(x));

/** ` (change −1.20 … +3.40 kWh)`; empty without an interval. */
function changeOf({ changeKwh }: ArmMonth, by: number, show: (x: number) => string): string {
  if (!changeKwh) return '';
  const signed = (x: number): string => (x > 0 ? `+${show(x * by)}` : show(x * by));
  return changeKwh[0] === changeKwh[1]
    ? ` (change ${signed(changeKwh[0]!)})`
    : ` (change ${signed(changeKwh[0]!)} … ${signed(changeKwh[1]!)})`;
}

/** One arm in one unit: `3.10 kWh → 3.70 kWh (change +500 Wh … +700 Wh)`. */
const step = (a: ArmMonth, hasBase: boolean, by: number, show: (x: number | null) => string): string =>
  `${hasBase ? `${scaled(a.baseKwh, by, show)} → ` : ''}${scaled(a.headKwh, by, show)}${hasBase ? changeOf(a, by, show) : ''}`;

function armLine(m: Month, arm: (typeof ARMS)[number], hasBase: boolean): string[] {
  const a = m.arms[arm];
  if (!a) return [];
  return [
    [
      `${arm} ${step(a, hasBase, KILO, wattHours)}`,
      ...(m.gPerKwh === undefined ? [] : [`CO₂e ${step(a, hasBase, m.gPerKwh, grams)}`]),
      ...(m.pricePerKwh === undefined ? [] : [`price ${step(a, hasBase, m.pricePerKwh, price)}`]),
    ].join('; '),
  ];
}

/**
 * What a month takes, base → head with the interval of the change: in energy and, where configured, CO₂e and the price,
 * which is in the user's currency. `null` where no usage is configured, or no arm has energy per task.
 */
export function month(c: Comparison): string | null {
  const { month: m } = c;
  if (!m) return null;
  const arms = ARMS.flatMap((arm) => armLine(m, arm, c.base !== null));
  if (arms.length === 0) return null;
  const at = m.pricePerKwh === undefined ? '' : `; at ${m.pricePerKwh} per kWh`;
  return `A month of ${m.requestsPerDay} requests a day like these tasks${m.estimated ? ' (estimated)' : ''}: ${arms.join(', ')}${at}`;
}
