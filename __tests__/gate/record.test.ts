import { beforeEach, describe, expect, it } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { Entry } from '../../src/baseline/branch/append.ts';
import type { Store } from '../../src/baseline/store.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import type { Comparison, Metric, Waiver } from '../../src/common/generated/comparison.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { describeOptions } from '../../src/gate/options.ts';
import { keepingOf, mayPromote, recordGate, thresholdOf } from '../../src/gate/record.ts';
import { Repository } from '../support/repository.ts';
import { fakeResult } from '../support/results.ts';

const waiver = (covers: Waiver['covers']): Waiver => ({
  label: 'l',
  by: 'octocat',
  at: '2026-11-26T00:00:00Z',
  covers,
});
const ENERGY = waiver('energy');
const ACCURACY = waiver('accuracy');

describe('what a run may do to the history', () => {
  let repository: Repository;
  beforeEach(async () => {
    repository = await Repository.make();
  });
  const PAYLOAD = { repository: { default_branch: 'main' } };
  it.each<[string, string, object, string]>([
    ['push', 'refs/heads/main', PAYLOAD, 'promote'],
    ['push', 'refs/heads/topic', PAYLOAD, 'nothing'],
    ['push', 'refs/tags/main', PAYLOAD, 'nothing'],
    ['push', 'refs/heads/main', {}, 'nothing'],
    ['pull_request', 'refs/heads/main', PAYLOAD, 'nothing'],
    ['pull_request_target', 'refs/heads/main', PAYLOAD, 'nothing'],
    ['merge_group', 'refs/heads/main', PAYLOAD, 'nothing'],
    ['schedule', 'refs/heads/main', PAYLOAD, 'append'],
    ['workflow_dispatch', 'refs/heads/topic', PAYLOAD, 'append'],
  ])('%s of %s: %#', async (name, ref, payload, keeping) => {
    expect(await keepingOf({ ...repository.event(name, payload), GITHUB_REF: ref })).toBe(keeping);
  });

  it('is nothing outside of GitHub', async () => {
    expect(await keepingOf({})).toBe('nothing');
  });
});

describe('whether a result may be a baseline', () => {
  const metric = (id: string, verdict: Metric['verdict']): Metric => ({ id, verdict }) as Metric;
  it.each<[Comparison['verdict'], [string, Metric['verdict']][], Waiver[], boolean]>([
    ['pass', [], [], true],
    ['improved', [], [], true],
    ['inconclusive', [], [], true],
    ['invalid', [], [ENERGY, ACCURACY], false],
    ['regressed', [['energy-per-task', 'regressed']], [], false],
    ['regressed', [['energy-per-task', 'regressed']], [ENERGY], true],
    ['regressed', [['energy-per-task', 'regressed']], [ACCURACY], false],
    [
      'regressed',
      [
        ['output-tokens', 'regressed'],
        ['pass-at-1', 'pass'],
      ],
      [ENERGY],
      true,
    ],
    ['regressed', [['pass-at-1', 'regressed']], [ENERGY], false],
    ['regressed', [['pass-at-1', 'regressed']], [ACCURACY], true],
    ['regressed', [['score', 'regressed']], [ENERGY], false],
    [
      'regressed',
      [
        ['energy-per-task', 'regressed'],
        ['pass-at-1', 'regressed'],
      ],
      [ENERGY],
      false,
    ],
    [
      'regressed',
      [
        ['energy-per-task', 'regressed'],
        ['pass-at-1', 'regressed'],
      ],
      [ENERGY, ACCURACY],
      true,
    ],
  ])('%s with %j waived by %j: %s', (verdict, metrics, waivers, may) => {
    expect(mayPromote({ verdict, metrics: metrics.map(([id, v]) => metric(id, v)) } as Comparison, waivers)).toBe(may);
  });
});

describe('keeping what a gate measured', () => {
  const result = fakeResult({ decode: [10, 10.1, 9.9, 10] });
  const measured = { result, comparison: compare(null, result, describeOptions(null)) };
  const regressed: typeof measured = {
    result,
    comparison: {
      ...measured.comparison,
      verdict: 'regressed',
      metrics: [{ id: 'energy-per-task', verdict: 'regressed' } as Metric],
    },
  };
  let repository: Repository;
  let kept: Entry[];
  const store = (over: Partial<Store> = {}): Store => ({
    byEnvironment: true,
    keepsAll: true,
    find: () => Promise.reject(new Error('not asked')),
    append: (entry) => {
      kept.push(entry);
      return Promise.resolve({ path: 'records/x.json', added: true });
    },
    rows: () => Promise.resolve([]),
    close: () => Promise.resolve(),
    ...over,
  });
  const config = (over: object = {}): Config =>
    checkConfig(
      { model: { builtin: 'practice' }, baseline: 'branch:joulegate', ...over },
      'joulegate.yml',
      repository.folder,
    );
  const commit = 'c'.repeat(40);
  const push = (): NodeJS.ProcessEnv => ({
    ...repository.event('push', { repository: { default_branch: 'main' } }),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_RUN_ID: '99',
    GITHUB_RUN_ATTEMPT: '3',
  });
  beforeEach(async () => {
    repository = await Repository.make();
    kept = [];
  });

  it('says run, attempt, event and whether it is promoted, and leaves answers out unless they are kept', async () => {
    expect(await recordGate(config(), store(), measured, { commit, env: push() })).toEqual({
      path: 'records/x.json',
      added: true,
      promoted: true,
    });
    await recordGate(config({ 'keep-text': true }), store(), measured, { commit, env: push() });
    expect(kept[0]!.record).toMatchObject({
      commit,
      run: { id: '99', attempt: 3 },
      event: 'push',
      promoted: true,
      verdict: 'pass',
    });
    const texts = kept.map((e) => e.record.result.arms.plain!.tasks[1]!.repeats[0]!.text);
    expect(texts).toEqual(['', '    return 1\n']);
  });

  it('asks for waivers of the commit of a regression alone, and records who and when', async () => {
    const asked: string[] = [];
    const waiversOf = (of: string): Promise<Waiver[]> => {
      asked.push(of);
      return Promise.resolve([ENERGY]);
    };
    await recordGate(config(), store(), measured, { commit, env: push(), waiversOf });
    expect(asked).toEqual([]);
    await recordGate(config(), store(), regressed, { commit, env: push(), waiversOf });
    expect(asked).toEqual([commit]);
    expect(kept[1]!.record).toMatchObject({ promoted: true, verdict: 'regressed', waivers: [ENERGY] });
    await recordGate(config(), store(), regressed, { commit, env: push() });
    expect(kept[2]!.record).toMatchObject({ promoted: false, waivers: [] });
    // What the comparison already tells is not asked again.
    const told = { ...regressed.comparison, publication: { waivers: [ENERGY] } };
    await recordGate(config(), store(), { result, comparison: told }, { commit, env: push(), waiversOf });
    expect(asked).toEqual([commit]);
    expect(kept[3]!.record.promoted).toBe(true);
  });

  it('keeps a regression whose waivers cannot be read, says so, and does not promote it', async () => {
    const said: string[] = [];
    const about = { commit, env: push(), onProgress: (line: string) => said.push(line) };
    const waiversOf = () => Promise.reject(new Error('HTTP 403'));
    expect(await recordGate(config(), store(), regressed, { ...about, waiversOf })).toMatchObject({ promoted: false });
    expect(said).toEqual([expect.stringContaining('unknown: HTTP 403')]);
  });

  it('promotes nothing of a schedule, and keeps nothing of a pull request, without a commit, or in a file', async () => {
    const schedule = { ...push(), GITHUB_EVENT_NAME: 'schedule' };
    expect(await recordGate(config(), store(), measured, { commit, env: schedule })).toMatchObject({ promoted: false });
    for (const [s, about] of [
      [store(), { commit, env: { ...push(), GITHUB_EVENT_NAME: 'pull_request' } }],
      [store(), { commit: null, env: push() }],
      [store({ keepsAll: false }), { commit, env: push() }],
    ] as const)
      expect(await recordGate(config(), s, measured, about)).toBeNull();
    expect(await recordGate(config(), store(), { ...measured, result: null }, { commit, env: push() })).toBeNull();
    expect(kept).toHaveLength(1);
  });

  it('returns what went wrong: the verdict stands all the same', async () => {
    const error = new JouleGateError('store-busy', 'x', 'y');
    const failing = store({ append: () => Promise.reject(error) });
    expect(await recordGate(config(), failing, measured, { commit, env: push() })).toEqual({ error });
  });

  it('holds creep against the strictest limit of energy per task, 3 % where there is none', () => {
    const of = (thresholds: object) => thresholdOf(config({ thresholds }));
    expect(of({})).toBe(0.03);
    expect(of({ 'energy-per-task': { plain: { increase: 0.1 }, suppressed: { increase: 0.05 } } })).toBe(0.05);
    expect(of({ 'energy-per-task': false })).toBe(0.03);
  });
});
