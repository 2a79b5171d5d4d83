import { against, answers, each, result, rules } from '../support/cases.ts';

const tokens = { 'output-tokens': each({ increase: 0.1 }) };

/** Metrics that need no test, or another one; what joules are divided by. */
export const EXACT = rules([
  [
    'decode J/token is over decode steps',
    'twice the output tokens at equal steps and joules',
    'pass',
    () =>
      against(
        result({}),
        answers(result({}), (r) => ({ outputTokens: 2 * r.outputTokens })),
        { 'decode-energy-per-token': each({ increase: 0.03 }) },
      ),
  ],
  [
    'decode J/token is over decode steps',
    'half the steps at equal output tokens and joules',
    'regressed',
    () =>
      against(
        result({ tokens: 101 }),
        answers(result({ tokens: 101 }), () => ({ decodeSteps: 50 })),
        { 'decode-energy-per-token': each({ increase: 0.03 }) },
      ),
  ],
  [
    'exact: tokens under greedy decoding, without a test',
    '+10 % of a limit of 10 %',
    'pass',
    () => against(result({ tokens: 100 }), result({ tokens: 110 }), tokens),
  ],
  [
    'exact: tokens under greedy decoding, without a test',
    '+11 %, one block',
    'regressed',
    () => against(result({ tokens: 100, decode: [10] }), result({ tokens: 111, decode: [10] }), tokens),
  ],
  [
    'exact: tokens under greedy decoding, without a test',
    '−11 %, which is no energy',
    'pass',
    () => against(result({ tokens: 100, decode: [10] }), result({ tokens: 89, decode: [10] }), tokens),
  ],
  [
    'exact: tokens under greedy decoding, without a test',
    '+11 % under sampling, one block: too few to test',
    'inconclusive',
    () =>
      against(
        result({ tokens: 100, decode: [10], temperature: 0.8 }),
        result({ tokens: 111, decode: [10], temperature: 0.8 }),
        tokens,
      ),
  ],
  [
    'exact: tokens under greedy decoding, without a test',
    '+11 % where base was sampled',
    'inconclusive',
    () =>
      against(result({ tokens: 100, decode: [10], temperature: 0.8 }), result({ tokens: 111, decode: [10] }), tokens),
  ],
  [
    'exact only where tokens are equal in all blocks',
    '+11 % on average, blocks between −40 % and +60 %',
    'inconclusive',
    () =>
      against(
        result({ tokens: 100 }),
        answers(result({}), (r) => ({ outputTokens: [60, 110, 114, 160][r.block]! })),
        tokens,
      ),
    '~not-deterministic',
  ],
  [
    'exact only where tokens are equal in all blocks',
    'overrun alone differs, and with it the tokens of arm `suppressed`',
    'inconclusive',
    () =>
      against(
        result({ tokens: 100, arms: ['suppressed'], suppressed: 1 }),
        answers(result({ arms: ['suppressed'], suppressed: 1 }), (r) => {
          const overrunTokens = [0, 10, 14, 20][r.block]!;
          return { outputTokens: 100 + overrunTokens, overrunTokens };
        }),
        tokens,
      ),
    '!not-deterministic',
  ],
  [
    'exact only where tokens are equal in all blocks',
    '+11 % of arm `suppressed`, one block',
    'regressed',
    () =>
      against(
        result({ tokens: 100, decode: [10], arms: ['suppressed'], suppressed: 1 }),
        result({ tokens: 111, decode: [10], arms: ['suppressed'], suppressed: 1 }),
        tokens,
      ),
  ],
]);
