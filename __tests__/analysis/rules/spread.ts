import { against, answers, each, ENERGY_3, FLAT, result, Z_05, IN, BEYOND, LN_1_1, rules } from '../support/cases.ts';

const stored = { measurement: 'earlier' };
const tokens = { 'output-tokens': each({ increase: 0.1 }) };

/** The spread between measurements. */
export const SPREAD = rules([
  [
    'the spread between measurements enters once a side',
    '+10 %, spread just small enough: √2 · spread · 1.645',
    'regressed',
    () =>
      against(result(stored), result({ decode: FLAT.map((x) => 1.1 * x) }), ENERGY_3, {
        spread: (IN * LN_1_1) / (Math.SQRT2 * Z_05),
      }),
  ],
  [
    'the spread between measurements enters once a side',
    '+10 %, spread just too large',
    'inconclusive',
    () =>
      against(result(stored), result({ decode: FLAT.map((x) => 1.1 * x) }), ENERGY_3, {
        spread: (BEYOND * LN_1_1) / (Math.SQRT2 * Z_05),
      }),
  ],
  [
    'the spread between measurements enters once a side',
    'measured interleaved: it does not matter',
    'regressed',
    () => against(result({}), result({ decode: FLAT.map((x) => 1.1 * x) }), ENERGY_3, { spread: 1 }),
  ],
  [
    'under `estimate` a spread of 8 % is assumed',
    '+20.4 %',
    'inconclusive',
    () =>
      against(result({ ...stored, estimated: true }), result({ decode: FLAT.map((x) => 1.204 * x), estimated: true })),
  ],
  [
    'under `estimate` a spread of 8 % is assumed',
    '+20.5 %',
    'regressed',
    () =>
      against(result({ ...stored, estimated: true }), result({ decode: FLAT.map((x) => 1.205 * x), estimated: true })),
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    '+900 % against a stored baseline',
    'inconclusive',
    () => against(result(stored), result({ decode: FLAT.map((x) => 10 * x) })),
    'spread-unknown',
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    'no change of them, either',
    'inconclusive',
    () => against(result(stored), result({})),
    'spread-unknown',
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    'seconds',
    'inconclusive',
    () =>
      against(
        result(stored),
        answers(result({}), (r) => ({ phases: { ...r.phases, decode: { ...r.phases.decode, seconds: 9 } } })),
        { 'wall-time': each({ increase: 0.1 }) },
      ),
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    'more tokens still regress',
    'regressed',
    () => against(result({ ...stored, tokens: 100 }), result({ tokens: 120 }), tokens),
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    'a spread of 0 is known',
    'regressed',
    () => against(result(stored), result({ decode: FLAT.map((x) => 1.1 * x) }), ENERGY_3, { spread: 0 }),
    '!spread-unknown',
  ],
  [
    'the spread of joules is none of tokens',
    'tokens under sampling, +20 %, joules spread by 100 %',
    'regressed',
    () =>
      against(result({ ...stored, temperature: 0.8, tokens: 100 }), result({ temperature: 0.8, tokens: 120 }), tokens, {
        spread: 1,
      }),
  ],
  [
    'the spread of joules is none of tokens',
    'energy per task, +20 %, joules spread by 100 %',
    'inconclusive',
    () => against(result(stored), result({ decode: FLAT.map((x) => 1.2 * x) }), ENERGY_3, { spread: 1 }),
  ],
]);
