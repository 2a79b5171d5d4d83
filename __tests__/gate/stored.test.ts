import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '../../src/analysis/compare.ts';
import { entryOf } from '../../src/analysis/history.ts';
import type { Store } from '../../src/baseline/store.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import type { Qualification } from '../../src/common/generated/qualification.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { compareOptions, describeOptions } from '../../src/gate/options.ts';
import { QUALIFICATION_FILE, withQualification } from '../../src/gate/qualified.ts';
import { configurationName, lookUp, storeOf, withStored } from '../../src/gate/stored.ts';
import { Repository } from '../support/repository.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
const config = (over: object = {}, directory = folder): Config =>
  checkConfig({ model: { builtin: 'practice' }, arms: ['plain'], ...over }, 'test', directory);
const from = (directory: string, file: string): Pick<Config, 'directory' | 'source'> => ({
  directory,
  source: { file, overrides: {} },
});

test('a configuration is called by its path in the repository, outside of one by its file, and without one default', async () => {
  const r = await Repository.make();
  await mkdir(r.at('gates', 'deep'), { recursive: true });
  expect(await configurationName(from(r.at('gates', 'deep'), r.at('gates', 'a.yml')))).toBe('gates/a.yml');
  expect(await configurationName(from(folder, join(folder, 'b.yml')))).toBe('b.yml');
  expect(await configurationName({ directory: r.folder, source: null })).toBe('default');
});

test('the store is the one that the configuration names', async () => {
  const kinds = await Promise.all(
    ['none', 'file:b.json', 'branch:joulegate'].map(async (baseline) => await storeOf(config({ baseline }), {})),
  );
  expect(kinds.map((s) => [s.byEnvironment, s.keepsAll])).toEqual([
    [false, false],
    [false, false],
    [true, true],
  ]);
  const asked: string[] = [];
  const reached = (name: string): never => {
    asked.push(name);
    throw new Error('reached');
  };
  await expect(storeOf(config({ baseline: 'branch:kept' }), {}, reached)).rejects.toThrow('reached');
  expect(asked).toEqual(['kept']);
});

const QUALIFIED: Qualification = {
  schemaVersion: 1,
  createdAt: '2026-01-02T03:04:05.000Z',
  environment: {},
  meter: { kind: 'nvml', estimated: false },
  workload: { name: 'practice', digest: 'd' },
  thresholds: { plain: 0.03 },
  blocks: 40,
  seconds: 1,
  noise: [],
  scenarios: [],
  smallestVisibleChange: null,
};

test('what the last qualification found stands beside the configuration, and is added to the options where it is one', async () => {
  const options = compareOptions(config());
  expect(await withQualification(options, config())).toBe(options);
  await writeFile(join(folder, QUALIFICATION_FILE), JSON.stringify(QUALIFIED));
  expect(await withQualification(options, config())).toEqual({ ...options, qualification: QUALIFIED });
  for (const none of ['null', '{', JSON.stringify({ ...QUALIFIED, blocks: 'many' })]) {
    await writeFile(join(folder, QUALIFICATION_FILE), none);
    expect(await withQualification(options, config())).toBe(options);
  }
});

describe("head's baseline", () => {
  const base = fakeResult({ decode: [10, 11, 10, 11] });
  const results = [9, 10, 11].map((level, i) => fakeResult({ decode: [level, level], measurement: `m${i}` }));
  const history = results.map(entryOf);
  const STORED = { commit: '0123456789abcdef', distance: 3, run: '1' } as never;
  const store = (find: Store['find']): Store => ({
    byEnvironment: false,
    keepsAll: false,
    find,
    append: () => Promise.reject(new Error('not asked')),
    rows: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  });
  const model = base.subject.model!.sha256!;
  let said: string[];
  const look = async (find: Store['find'], over: object = {}, of = model) =>
    await lookUp(config(over), store(find), base, of, (line) => said.push(line));
  beforeEach(() => {
    said = [];
  });

  test('is what the store finds for what head is measured on, compared with the spread that its history tells', async () => {
    let asked: unknown;
    const found = await look((like) => {
      asked = like;
      return Promise.resolve({ result: base, history, stored: STORED });
    });
    expect(asked).toBe(base);
    expect(found).toEqual({
      base,
      unreadable: null,
      options: compareOptions(config(), { base, history }),
      from: STORED,
    });
    expect(found.options.spread).not.toBeNull();
    expect(said).toEqual(['the baseline is that of 0123456789ab, 3 commit(s) before head']);
  });

  test('may not be there, which is no fault, and nothing is said of it', async () => {
    const found = await look(() => Promise.resolve({ result: null, history: [], stored: null }));
    expect(found).toMatchObject({ base: null, unreadable: null, from: null, options: { spread: null } });
    expect(said).toEqual([]);
  });

  test('may be unreadable, which is told and kept; any other fault is thrown', async () => {
    const unreadable = new JouleGateError('baseline-unreadable', 'torn', 'mend it');
    const found = await look(() => Promise.reject(unreadable));
    expect(found).toMatchObject({ base: null, unreadable, from: null, options: { spread: null } });
    expect(said).toEqual(['torn']);
    await expect(look(() => Promise.reject(new JouleGateError('store-busy', 'busy', 'wait')))).rejects.toThrow('busy');
    await expect(look(() => Promise.reject(new TypeError('a fault')))).rejects.toThrow('a fault');
  });

  test('refuses a gate that could not decide against it, with another model than its own', async () => {
    const find = () => Promise.resolve({ result: base, history, stored: null });
    await expect(look(find, { budget: { blocks: 4 } }, 'b'.repeat(64))).rejects.toThrow('could not decide 3.0 %');
    expect(await look(find, { budget: { blocks: 4 } })).toMatchObject({ base });
    await expect(look(find, { budget: { blocks: 3 } })).rejects.toThrow('at most 3 block(s)');
  });

  test('is said to be a commit of the store where it is', () => {
    const c = compare(null, base, describeOptions(null));
    expect(withStored(c, null)).toBe(c);
    const published = { ...c, publication: { waivers: [] } };
    expect(withStored(published, STORED)).toEqual({ ...c, publication: { waivers: [], baseline: STORED } });
  });
});
