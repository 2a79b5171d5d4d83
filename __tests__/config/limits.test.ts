import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkConfig } from '../../src/config/load.ts';
import { judgeLimits } from '../../src/config/limits.ts';

const load = (thresholds: object): ReturnType<typeof checkConfig> =>
  checkConfig({ model: { builtin: 'practice' }, thresholds }, 'joulegate.yml', '/tmp');

test.each([
  [
    { 'pass-at-1': { decrease: 5 } },
    'thresholds.pass-at-1.decrease: 5 can never be exceeded: a share runs from 0 to 1, so it cannot change by more than 1; did you mean 0.05?',
  ],
  [{ 'pass-at-1': { decrease: 1 } }, 'thresholds.pass-at-1.decrease: 1 can never'],
  [{ 'pass-at-1': { plain: { decrease: 5 } } }, 'thresholds.pass-at-1.plain.decrease: 5 can never'],
  [{ 'pass-at-1': { min: 0 } }, 'thresholds.pass-at-1.min: 0 can never'],
  [{ 'babble-share': { increase: 10 } }, 'did you mean 0.1?'],
  [{ 'babble-share': { max: 1 } }, 'thresholds.babble-share.max: 1 can never'],
  [{ 'suppression-saving': { max: 1 } }, 'thresholds.suppression-saving.max: 1 can never'],
  [{ 'energy-per-task': { decrease: 1 } }, 'nothing falls by more than 100 %'],
  [{ 'output-tokens': { min: 0 } }, 'it is never under 0'],
])('%j is refused: it could never fail', (thresholds, text) => {
  expect(() => load(thresholds)).toThrow(text);
  expect(() => load(thresholds)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
});

test.each([
  [{ 'energy-per-task': { increase: 3 } }, ['thresholds.energy-per-task.increase: 3 is 300 %; for 3 % write 0.03']],
  [{ 'energy-per-task': { increase: 1 } }, ['thresholds.energy-per-task.increase: 1 is 100 %; for 1 % write 0.01']],
  [{ 'pass-at-1': { decrease: 0.5 } }, ['thresholds.pass-at-1.decrease: 0.5 is 50 points; for 0.5 points write 0.005']],
  [{ 'energy-per-task': { increase: 0.999 } }, []],
  [{ 'pass-at-1': { decrease: 0.499 } }, []],
  [{ 'pass-at-1': { decrease: 0.05, min: 0.4, max: 0.999 } }, []],
  [{ 'suppression-saving': { min: 0, decrease: 0.2 } }, []],
  [{ 'energy-per-task': { decrease: 0.999, max: 1e6 } }, []],
])('%j is allowed, with the warnings %j', (thresholds, warnings) => {
  expect(load(thresholds).warnings).toEqual(warnings);
});

test("no limit that is neither refused nor warned of is out of a share's reach", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.constantFrom('increase' as const, 'decrease' as const),
      (value, key) => {
        const { errors, warnings } = judgeLimits({ 'pass-at-1': { [key]: value } });
        expect([errors.length, warnings.length]).toEqual(value >= 1 ? [1, 0] : value >= 0.5 ? [0, 1] : [0, 0]);
      },
    ),
  );
});
