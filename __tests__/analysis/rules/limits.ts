import {
  ENERGY_3,
  against,
  arms,
  BEYOND,
  blocks,
  each,
  energy,
  FLAT,
  IN,
  ln,
  result,
  rules,
  T3,
} from '../support/cases.ts';

const max = (joules: number): object => ({ 'energy-per-task': each({ max: joules }) });
const min = (joules: number): object => ({ 'energy-per-task': each({ min: joules }) });
const bad = { status: 'invalid' as const, reasons: ['sampling-gap' as const] };

/** Absolute limits, no baseline, and which verdict wins. */
export const LIMITS = rules([
  ['`max` and `min` hold head alone', '10 J under a `max` of 10.1 J', 'pass', () => energy(FLAT, max(10.1))],
  ['`max` and `min` hold head alone', '10 J over a `max` of 9.9 J', 'regressed', () => energy(blocks(0), max(9.9))],
  [
    '`max` and `min` hold head alone',
    'at `max`, p of 3 % over it or more just under 0.0148',
    'pass',
    () => energy(blocks(0, (IN * ln(3)) / T3), max(10)),
  ],
  [
    '`max` and `min` hold head alone',
    'at `max`, p just over',
    'inconclusive',
    () => energy(blocks(0, (BEYOND * ln(3)) / T3), max(10)),
  ],
  [
    '`max` and `min` hold head alone',
    '3 % over `max`, p of `max` or less just under 0.0148',
    'regressed',
    () => energy(blocks(ln(3), (IN * ln(3)) / T3), max(10)),
  ],
  [
    '`max` and `min` hold head alone',
    '3 % over `max`, p just over',
    'inconclusive',
    () => energy(blocks(ln(3), (BEYOND * ln(3)) / T3), max(10)),
  ],
  [
    '`max` and `min` hold head alone',
    '3 % under `min`, p of `min` or more just under 0.0148',
    'regressed',
    () => energy(blocks(-ln(3), (IN * ln(3)) / T3), min(10)),
  ],
  [
    '`max` and `min` hold head alone',
    '3 % under `min`, p just over',
    'inconclusive',
    () => energy(blocks(-ln(3), (BEYOND * ln(3)) / T3), min(10)),
  ],
  ['`max` and `min` hold head alone', 'far under `max` is no improvement', 'pass', () => energy(FLAT, max(100))],
  [
    '`max` and `min` hold head alone',
    'three of four pass, `min` 0.75',
    'pass',
    () => against(result({}), result({ passed: 3 }), { 'pass-at-1': each({ min: 0.75 }) }),
  ],
  [
    '`max` and `min` hold head alone',
    'three of four pass, `min` 0.76',
    'regressed',
    () => against(result({}), result({ passed: 3 }), { 'pass-at-1': each({ min: 0.76 }) }),
  ],
  [
    '`max` and `min` hold head alone',
    'one block of joules: too few to test',
    'inconclusive',
    () => against(result({ decode: [10] }), result({ decode: [10] }), max(5)),
  ],
  ['without a baseline nothing can rise', 'head alone', 'pass', () => against(null, result({})), 'no-baseline'],
  [
    'without a baseline nothing can rise',
    'over its `max`',
    'regressed',
    () => against(null, result({ decode: blocks(0) }), max(9.9)),
    'no-baseline',
  ],
  [
    'without a baseline nothing can rise',
    'inside its `max`',
    'pass',
    () => against(null, result({}), max(10.1)),
    'no-baseline',
  ],
  [
    'the gravest verdict wins',
    'regressed beside improved',
    'regressed',
    () =>
      against(result({ tokens: 100 }), result({ tokens: 50, decode: blocks(0.2) }), {
        ...ENERGY_3,
        'output-tokens': each({ increase: 0.1 }),
      }),
  ],
  [
    'the gravest verdict wins',
    'regressed beside inconclusive',
    'regressed',
    () =>
      against(result({ tokens: 100 }), result({ tokens: 150, decode: blocks(0, 0.5) }), {
        ...ENERGY_3,
        'output-tokens': each({ increase: 0.1 }),
      }),
  ],
  [
    'the gravest verdict wins',
    'inconclusive beside improved',
    'inconclusive',
    () => against(arms(FLAT, FLAT), arms(blocks(-0.2), blocks(0, 0.5))),
  ],
  [
    'the gravest verdict wins',
    'improved beside pass',
    'improved',
    () =>
      against(result({ tokens: 100 }), result({ tokens: 100, decode: blocks(-0.2) }), {
        ...ENERGY_3,
        'output-tokens': each({ increase: 0.1 }),
      }),
  ],
  [
    'the gravest verdict wins',
    'invalid beside regressed',
    'invalid',
    () => against(result({}), { ...result({ decode: blocks(0.2) }), validity: bad }),
  ],
  [
    'the gravest verdict wins',
    'both limits of one metric: `increase` inside, `max` not',
    'regressed',
    () => energy(blocks(0.01), { 'energy-per-task': each({ increase: 0.03, max: 10 }) }),
  ],
]);
