import type { Metric, Threshold, Verdict } from '../common/generated/comparison.ts';

/** Keeps a table's cell on one line. */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/** Three significant digits, no exponent between 0.001 and a million. */
export function digits(x: number): string {
  if (x === 0) return '0';
  const a = Math.abs(x);
  if (a >= 1e6 || a < 1e-3) return x.toExponential(2).replace(/^-/, '−');
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(a)));
  return x.toFixed(decimals).replace(/^-/, '−');
}

/** A value with its unit; small joules in mJ or µJ. `null` is `not-resolvable`, never 0. */
export function quantity(x: number | null, unit: Metric['unit']): string {
  if (x === null) return 'not-resolvable';
  if (unit === '1') return `${(100 * x).toFixed(1).replace('-', '−')} %`;
  if (unit === 'token') return digits(x);
  if (unit === 's') return `${digits(x)} s`;
  const per = unit === 'J/token' ? '/token' : '';
  const a = Math.abs(x);
  if (a !== 0 && a < 1e-3) return `${digits(x * 1e6)} µJ${per}`;
  if (a !== 0 && a < 1) return `${digits(x * 1e3)} mJ${per}`;
  return `${digits(x)} J${per}`;
}

const UNITS = { J: ['J', 'mJ', 'µJ'], 'J/token': ['J/token', 'mJ/token', 'µJ/token'] } as const;

/** The scale at which both values are to be read: that of the larger, or of the smaller where it would vanish. */
function scaleOf(values: readonly number[]): 0 | 1 | 2 {
  const sizes = values.map((x) => Number(Math.abs(x).toPrecision(3))).filter((x) => x > 0);
  const fits = (x: number): 0 | 1 | 2 => (x >= 1 || sizes.length === 0 ? 0 : x >= 1e-3 ? 1 : 2);
  const scale = fits(Math.max(...sizes));
  const smallest = Math.min(...sizes) * 1000 ** scale;
  return smallest < 1e-3 && scale < 2 ? ((scale + 1) as 1 | 2) : scale;
}

/**
 * Values in one unit that fits them all, the unit apart: `[['0.415', '2.09'], 'J']`. `null` is `not-resolvable`, never
 * 0.
 */
export function inOneUnit(values: readonly (number | null)[], unit: Metric['unit']): [string[], string] {
  const shown = (show: (x: number) => string): string[] =>
    values.map((x) => (x === null ? quantity(null, unit) : show(x)));
  if (unit === '1') return [shown((x) => (100 * x).toFixed(1).replace('-', '−')), '%'];
  if (unit === 'token') return [shown(digits), ''];
  if (unit === 's') return [shown(digits), 's'];
  const scale = scaleOf(values.filter((x) => x !== null));
  return [shown((x) => digits(x * 1000 ** scale)), UNITS[unit][scale]];
}

/** Base and head of a value in one unit: `0.415 → 2.09 J`; head alone where there is no such base. */
export function both(base: number | null | undefined, head: number | null, unit: Metric['unit']): string {
  const [values, name] = inOneUnit(base === undefined ? [head] : [base, head], unit);
  return `${values.join(' → ')}${name === '' ? '' : ` ${name}`}`;
}

/** ` [+1.0 … +2.0]`; nothing of a value that is exact, or has none. */
export function bracket({ interval: i, scale }: Pick<Metric, 'interval' | 'scale'>): string {
  // What is shown alike to the last digit is as good as exact.
  return i && change(i[0]!, scale) !== change(i[1]!, scale) ? ` [${interval(i, scale)}]` : '';
}

/** One side of a metric; where it is null the reason by name, a dash where there is no such side. */
export function sideOf(m: Metric, side: 'base' | 'head'): string {
  if (m[side] !== null) return quantity(m[side], m.unit);
  return m.nulls?.[side] ?? (side === 'base' ? '–' : quantity(null, m.unit));
}

/** A metric's change; where it is null for a reason of its own, that. */
export function changeOf(m: Metric): string {
  return m.change === null && m.nulls?.change ? m.nulls.change : change(m.change, m.scale);
}

/** A value in the unit that fits, from a thousandth and a millionth of it up to a thousand of it. */
function scaled(x: number | null, unit: string): string {
  if (x === null) return 'not-resolvable';
  // Rounded first, so that 0.9999 g is 1.00 g and not 1000 mg.
  const a = Number(Math.abs(x).toPrecision(3));
  const [scale, prefix] =
    a === 0 || (a >= 1 && a < 1e3) ? [1, ''] : a >= 1e3 ? [1e-3, 'k'] : a >= 1e-3 ? [1e3, 'm'] : [1e6, 'µ'];
  return `${x < 0 ? '−' : ''}${digits(a * scale)} ${prefix}${unit}`;
}

/** Grams in the unit that fits, µg to kg. `null` is `not-resolvable`, never 0. */
export const grams = (x: number | null): string => scaled(x, 'g');

/** Watt-hours in the unit that fits, µWh to kWh. `null` is `not-resolvable`, never 0. */
export const wattHours = (x: number | null): string => scaled(x, 'Wh');

/** +0.182 → `+18.2 %` (relative) or `+18.2 points` (absolute shares). */
export function change(x: number | null, scale: Metric['scale']): string {
  if (x === null) return '–';
  const percent = Math.abs(100 * x);
  const text = percent >= 100 ? percent.toFixed(0) : percent.toFixed(1);
  const sign = Number(text) === 0 ? '±' : x > 0 ? '+' : '−';
  return `${sign}${text} ${scale === 'relative' ? '%' : 'points'}`;
}

/** A part of a change in joules; a dash where it has none. */
export function signedJoules(x: number): string {
  return x === 0 ? '–' : `${x > 0 ? '+' : '−'}${quantity(Math.abs(x), 'J')}`;
}

export function interval(i: Metric['interval'], scale: Metric['scale']): string {
  if (!i) return '–';
  if (i[0] === i[1]) return 'exact';
  const bare = (x: number): string => change(x, scale).replace(/ (%|points)$/, '');
  return `${bare(i[0])} … ${bare(i[1])}`;
}

export function limit(t: Threshold | null, m: Pick<Metric, 'scale' | 'unit'>): string {
  if (!t) return '';
  const parts: string[] = [];
  if (t.increase !== undefined) parts.push(`≤ ${change(t.increase, m.scale).replace('±', '+')}`);
  if (t.decrease !== undefined) parts.push(`≥ ${change(-t.decrease, m.scale)}`);
  if (t.max !== undefined) parts.push(`at most ${quantity(t.max, m.unit)}`);
  if (t.min !== undefined) parts.push(`at least ${quantity(t.min, m.unit)}`);
  return parts.join(', ');
}

export const VERDICT_MARKS: Record<Verdict, string> = {
  pass: '✅',
  improved: '🟢',
  regressed: '❌',
  inconclusive: '⚠️',
  invalid: '🚫',
};
