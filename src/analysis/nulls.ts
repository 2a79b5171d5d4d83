import { mean } from './statistics.ts';

type Known = number | null | undefined;

const known = (values: readonly Known[]): number[] => values.filter((v): v is number => typeof v === 'number');

/** Sum of values; `null` as soon as one is unknown: a part of a sum is no sum. */
export const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((a, b) => (a === null || b === null ? null : a + b), 0);

/** Mean of values; `null` as soon as one is unknown, or for none. */
export const meanOfAll = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || known(values).length < values.length ? null : mean(known(values));

/** Mean of the values that are known: what a sensor shows now and then. `null` for none. */
export const meanOfKnown = (values: readonly Known[]): number | null =>
  known(values).length === 0 ? null : mean(known(values));
