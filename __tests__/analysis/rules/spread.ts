import type { Comparison } from '../../../src/common/generated/comparison.ts';
import { against, answers, BEYOND, blocks, each, ENERGY_3, FLAT, IN, ln, result, rules, T3 } from '../support/cases.ts';

const stored = { measurement: 'earlier' };
const tokens = { 'output-tokens': each({ increase: 0.1 }) };
const times = (factor: number): number[] => FLAT.map((x) => factor * x);
/** Upper 1.4770 % points of Student's t with 2 and 30 degrees of freedom (SciPy). */
const T2 = 5.688613;
const T30 = 2.285212;
/** +10 % against a stored baseline, with `sd` between measurements. */
const rise = (sd: number, df: number): Comparison =>
  against(result(stored), result({ decode: times(1.1) }), ENERGY_3, { spread: { sd, df } });
const far = ln(10) - ln(3);
/** Answers whose joules carry this standard error, summed over an answer's four. */
const sure = (standardError: number, decode = FLAT) => result({ decode, standardError });

/** How far measurements differ, and how well each block was measured. */
export const SPREAD = rules([
  [
    'the spread between measurements enters once a side, as surely as it is known',
    '+10 %, from three results: √2 · spread just under the distance ÷ t with 2 degrees of freedom',
    'regressed',
    () => rise((IN * far) / T2 / Math.SQRT2, 2),
  ],
  [
    'the spread between measurements enters once a side, as surely as it is known',
    '+10 %, spread just too large',
    'inconclusive',
    () => rise((BEYOND * far) / T2 / Math.SQRT2, 2),
  ],
  [
    'the spread between measurements enters once a side, as surely as it is known',
    '+10 %, from 31 results, which allow 2.5 times the spread',
    'regressed',
    () => rise((IN * far) / T30 / Math.SQRT2, 30),
  ],
  [
    'the spread between measurements enters once a side, as surely as it is known',
    '+10 %, from 31 results, spread just too large',
    'inconclusive',
    () => rise((BEYOND * far) / T30 / Math.SQRT2, 30),
  ],
  [
    'the spread between measurements enters once a side, as surely as it is known',
    'measured interleaved: it does not matter',
    'regressed',
    () => against(result({}), result({ decode: times(1.1) }), ENERGY_3, { spread: { sd: 1, df: 2 } }),
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    '+900 % against a stored baseline',
    'inconclusive',
    () => against(result(stored), result({ decode: times(10) })),
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
    'spread-unknown',
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    'more tokens still regress',
    'regressed',
    () => against(result({ ...stored, tokens: 100 }), result({ tokens: 120 }), tokens),
    '!spread-unknown',
  ],
  [
    'where the spread is unknown joules and seconds decide nothing',
    'a spread of 0 is known',
    'regressed',
    () => against(result(stored), result({ decode: times(1.1) }), ENERGY_3, { spread: { sd: 0, df: 2 } }),
    '!spread-unknown',
  ],
  [
    'estimated joules decide nothing against a stored baseline',
    '+900 %, and the spread is known',
    'inconclusive',
    () =>
      against(result({ ...stored, estimated: true }), result({ decode: times(10), estimated: true }), ENERGY_3, {
        spread: { sd: 0, df: 2 },
      }),
    'stored-estimate',
  ],
  [
    'estimated joules decide nothing against a stored baseline',
    'measured in one run they do',
    'regressed',
    () => against(result({ estimated: true }), result({ decode: times(1.1), estimated: true })),
    '!stored-estimate',
  ],
  [
    'estimated joules decide nothing against a stored baseline',
    'more tokens still regress',
    'regressed',
    () =>
      against(result({ ...stored, estimated: true, tokens: 100 }), result({ estimated: true, tokens: 120 }), tokens),
    '!stored-estimate',
  ],
  [
    'the spread of joules is none of tokens',
    'tokens under sampling, +20 %, joules spread by 100 %',
    'regressed',
    () =>
      against(result({ ...stored, temperature: 0.8, tokens: 100 }), result({ temperature: 0.8, tokens: 120 }), tokens, {
        spread: { sd: 1, df: 9 },
      }),
  ],
  [
    'the spread of joules is none of tokens',
    'energy per task, +20 %, joules spread by 100 %',
    'inconclusive',
    () => against(result(stored), result({ decode: times(1.2) }), ENERGY_3, { spread: { sd: 1, df: 9 } }),
  ],
  [
    "blocks' own standard errors are the least that their mean can have",
    '+10 %, four blocks of equal joules, each surely enough measured',
    'regressed',
    // Of an answer's prefill and decode, over both sides and four blocks: √2 · √2 · e ÷ 10 J ÷ √4.
    () => against(sure(0), sure(((IN * 11 * far) / T3) * Math.SQRT2, times(1.1))),
  ],
  [
    "blocks' own standard errors are the least that their mean can have",
    '+10 %, the same blocks, just too unsurely',
    'inconclusive',
    () => against(sure(0), sure(((BEYOND * 11 * far) / T3) * Math.SQRT2, times(1.1))),
  ],
  [
    "blocks' own standard errors are the least that their mean can have",
    '+4 %, blocks with 12 % each',
    'inconclusive',
    () => against(sure(0.85), sure(0.85, blocks(ln(4), 1e-7))),
  ],
]);
