import { describe, expect, test } from '@jest/globals';
import { trendOf } from '../../src/analysis/trend/index.ts';
import { RECENT_ROWS } from '../../src/baseline/branch/layout.ts';
import type { Waiver } from '../../src/common/generated/comparison.ts';
import { TREND_RULES } from '../../src/common/trend-rules.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { refuseBlindGate } from '../../src/gate/blind.ts';
import { lookingBy } from '../../src/gate/looking.ts';
import { compareOptions, DEFAULT_COMPARING } from '../../src/gate/options.ts';
import { entryFor, keepingOf, pageOf, thresholdOf } from '../../src/gate/record.ts';
import { trendMarkdown } from '../../src/report/trend/markdown.ts';
import { against, result } from '../analysis/support/cases.ts';
import { historyRow } from '../support/history.ts';
import { Repository } from '../support/repository.ts';
import { fakeResult } from '../support/results.ts';

const config = (over: object = {}): Config => checkConfig({ model: { builtin: 'practice' }, ...over }, 'test', '/');

test('a base that names no model at all costs another one', () => {
  const base = fakeResult({ decode: [100, 112, 100, 112] });
  const { model: _, ...subject } = base.subject;
  const limits = config({ arms: ['plain'], budget: { blocks: 4 } });
  const refused = (of: typeof base, head = base.subject.model!.sha256!): boolean => {
    try {
      refuseBlindGate(limits, of, { sd: 0.001, df: 9 }, head);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'too-few-blocks' });
      return true;
    }
  };
  expect([refused(base), refused({ ...base, subject })]).toEqual([false, true]);
  // A server's model has a name alone.
  const served = { ...base, subject: { ...subject, model: { name: 'served' } } };
  expect([refused(served, 'name:served'), refused(served, 'name:other')]).toEqual([false, true]);
});

test('looks are planned by blocks only where both repeats and budget are known', () => {
  const budget = { seconds: 1, joules: null, blocks: 40 };
  expect(compareOptions({ ...DEFAULT_COMPARING, repeats: 4 })).not.toHaveProperty('most');
  expect(compareOptions({ ...DEFAULT_COMPARING, budget })).not.toHaveProperty('most');
  expect(compareOptions({ ...DEFAULT_COMPARING, repeats: 4, budget }).most).toBe(40);
});

test('a comparison without a plan foresees nothing', () => {
  const { plan: _, ...c } = against(result({}), result({}));
  expect(lookingBy({ least: 4, most: 20 }, () => c).look([]).wouldDecide).toBeNull();
});

describe('what a run keeps', () => {
  test('a branch that is called null is no default branch that nobody told', async () => {
    const r = await Repository.make();
    expect(await keepingOf({ ...r.event('push', {}), GITHUB_REF: 'refs/heads/null' })).toBe('nothing');
  });

  test('creep is held against a rise that is allowed, not against another limit', () => {
    expect(thresholdOf(config({ thresholds: { 'energy-per-task': { max: 5 } } }))).toBe(0.03);
    expect(thresholdOf(config({ thresholds: { 'energy-per-task': { increase: 0.2 } } }))).toBe(0.2);
  });

  test("the branch's page is the trend of its newest rows, with links where the repository is known", () => {
    const rows = [historyRow(1), historyRow(2)];
    const page = (env: NodeJS.ProcessEnv): string =>
      pageOf(config({ thresholds: { 'energy-per-task': { increase: 0.2 } } }), env).render(rows);
    const trend = trendOf(rows, { threshold: 0.2, rules: TREND_RULES, most: RECENT_ROWS });
    expect(page({ GITHUB_REPOSITORY: 'o/r' })).toBe(trendMarkdown(trend, { repository: 'https://github.com/o/r' }));
    expect(page({})).toBe(trendMarkdown(trend, { repository: null }));
    expect(page({})).not.toBe(page({ GITHUB_REPOSITORY: 'o/r' }));
  });

  test('outside of GitHub an entry is of the command line, and its run the measurement', async () => {
    const measured = fakeResult({ decode: [10, 10] });
    const of = async (env: NodeJS.ProcessEnv, waivers: Waiver[] = []) =>
      (await entryFor(config(), measured, { verdict: 'pass' }, { commit: 'c', env, promoted: false, waivers })).record;
    expect(await of({})).toMatchObject({ event: 'cli', run: { id: 'm1', attempt: 1 }, configuration: 'default' });
    const attempt = async (text: string) => (await of({ GITHUB_RUN_ATTEMPT: text })).run.attempt;
    expect([await attempt('2'), await attempt('2.7'), await attempt('0'), await attempt('x')]).toEqual([2, 2, 1, 1]);
  });
});
