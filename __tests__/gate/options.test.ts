import { expect, test } from '@jest/globals';
import { entryOf } from '../../src/analysis/history.ts';
import { LEVELS } from '../../src/common/levels.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { compareOptions, DEFAULT_COMPARING, describeOptions } from '../../src/gate/options.ts';
import { fakeResult } from '../support/results.ts';

const config = {
  thresholds: mergeThresholds({ 'output-tokens': { increase: 0.1 } }),
  environmentAllow: ['driver'],
  co2e: { gPerKwh: 400, source: 'x' },
  usage: null,
};
const results = [9, 10, 11].map((level, i) => fakeResult({ decode: [level, level], measurement: `m${i}` }));
const history = results.map(entryOf);

test("a configuration's comparison: its limits, and the spread that the history of base tells", () => {
  const options = compareOptions(config, { base: results[0]!, history });
  expect(options).toEqual({ ...config, spread: { sd: expect.closeTo(0.0911, 3), df: 2 }, levels: LEVELS });
  expect(compareOptions(config, { base: results[0]!, history: history.slice(0, 2) }).spread).toBeNull();
});

test('without a base, or with base measured in the same run, there is no spread between measurements', () => {
  expect(compareOptions(config, { base: null, history }).spread).toBeNull();
  expect(compareOptions(config)).toEqual({ ...config, spread: null, levels: LEVELS });
});

test('without a configuration the default thresholds hold; a result alone is only described', () => {
  expect(compareOptions(DEFAULT_COMPARING)).toMatchObject({ thresholds: mergeThresholds(), environmentAllow: [] });
  expect(describeOptions(config.co2e)).toMatchObject({ thresholds: {}, co2e: config.co2e });
});

test('looks are planned for as many blocks as the gate may measure', () => {
  const most = (repeats: number, blocks: number | null): number | undefined =>
    compareOptions({ ...config, repeats, budget: { seconds: 1, joules: null, blocks } }).most;
  expect([most(4, 40), most(4, null), most(30, null), most(4, 8)]).toEqual([40, 20, 30, 8]);
});
