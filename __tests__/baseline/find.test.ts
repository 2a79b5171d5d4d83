import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../src/baseline/branch/append.ts';
import { find, type Baseline, type Wanted } from '../../src/baseline/branch/find.ts';
import { GitDataServer } from '../support/git-data-server.ts';
import { commitNamed, entry, HASTE, onServer, PLAIN_PAGE, type About } from './support/entries.ts';

let server: GitDataServer;
beforeEach(async () => {
  server = await GitDataServer.start();
});
afterEach(() => server.close());

const add = async (n: number, about: About = {}): Promise<string> =>
  (await append(onServer(server.url), entry(n, about), PLAIN_PAGE, HASTE)).path;

/** Head is the commit after number `last` of a straight line. */
const look = async (last: number, over: Partial<Wanted> = {}, about: About = {}): Promise<Baseline> =>
  await find(onServer(server.url), {
    measured: entry(99, about).record.result,
    ancestry: {
      distances: () =>
        Promise.resolve(new Map(Array.from({ length: last + 1 }, (_x, i) => [commitNamed(last - i), i + 1]))),
    },
    configuration: 'joulegate.yml',
    allow: [],
    ...over,
  });

describe('the baseline on a branch', () => {
  it('is none where there is no branch, or nothing of an ancestor', async () => {
    expect((await look(5)).result).toBeNull();
    await add(7);
    expect((await look(6)).result).toBeNull();
    expect((await look(7)).stored!.distance).toBe(1);
  });

  it('is the nearest promoted ancestor, however late it was recorded, and says how far it lies', async () => {
    await add(4);
    await add(6, { verdict: 'regressed', promoted: false });
    // Recorded late: another commit's run was faster.
    await add(2, { time: '2026-10-05T00:00:00.000Z' });
    const found = await look(6);
    expect(found.stored).toEqual({
      commit: commitNamed(4),
      distance: 3,
      recordedAt: entry(4).record.recordedAt,
    });
    expect(found.result!.measurement).toBe('m4-');
    expect(found.history.map((h) => h.measurement).sort()).toEqual(['m2-', 'm4-']);
  });

  it('is the newest of one commit', async () => {
    await add(4, { run: '1' });
    await add(4, { run: '2' });
    expect((await look(5)).result!.measurement).toBe('m4-2');
  });

  it("is this configuration's own, and another's only where it has none", async () => {
    await add(3);
    await add(5, { configuration: 'other.yml' });
    expect((await look(6)).stored!.commit).toBe(commitNamed(3));
    expect((await look(6, { configuration: 'other.yml' })).stored!.commit).toBe(commitNamed(5));
    expect((await look(6, { configuration: 'third.yml' })).stored!.commit).toBe(commitNamed(5));
  });

  it('is never of another environment, unless the field may differ, nor of other tasks', async () => {
    await add(3, { driver: '550' });
    expect((await look(6, {}, { driver: '560' })).result).toBeNull();
    expect((await look(6, { allow: ['os'] }, { driver: '560' })).result).toBeNull();
    expect((await look(6, { allow: ['driver'] }, { driver: '560' })).stored!.commit).toBe(commitNamed(3));
    const { result } = entry(3).record;
    const other = { ...result, workload: { ...result.workload, digest: 'e'.repeat(64) } };
    expect((await look(6, { measured: other })).result).toBeNull();
    const metered = { ...result, meter: { ...result.meter, kind: 'rapl' as const } };
    expect((await look(6, { measured: metered })).result).toBeNull();
    expect((await look(6, { measured: metered, allow: ['meter'] })).stored!.commit).toBe(commitNamed(3));
  });

  it('is found where one side did not record a field yet, as a comparison allows', async () => {
    await add(3);
    const { result } = entry(3).record;
    const later = { ...result, environment: { ...result.environment, powerMode: 'max' } };
    expect((await look(6, { measured: later })).stored!.commit).toBe(commitNamed(3));
  });

  it('is the next one where retention has taken the record of the nearest', async () => {
    await add(4, { time: '2025-11-01T00:00:00.000Z' });
    await add(3, { time: '2026-10-01T00:00:00.000Z' });
    expect((await look(6)).stored!.commit).toBe(commitNamed(4));
    await add(5, { time: '2026-11-01T00:00:00.000Z', promoted: false });
    expect((await look(6)).stored!.commit).toBe(commitNamed(3));
  });

  it.each<[string, (text: string) => string, string]>([
    ['is no JSON', () => '{ broken', 'no JSON'],
    ['is no record', () => '{"schemaVersion":1}', 'recordedAt'],
    [
      'holds a result of another version',
      (t) => t.replace(/("result":\{"schemaVersion":)1/, '$17'),
      'schema version 7',
    ],
  ])('is unreadable, by name, where its record %s', async (_what, spoil, says) => {
    const path = await add(3);
    server.put('joulegate', { [path]: spoil(server.files('joulegate')[path]!) });
    await expect(look(6)).rejects.toMatchObject({
      code: 'baseline-unreadable',
      message: expect.stringMatching(new RegExp(`${path}.*${says}`)),
    });
  });

  it('is not looked for on a branch that keeps something else', async () => {
    server.put('joulegate', { 'main.py': 'print()' });
    await expect(look(6)).rejects.toMatchObject({ code: 'store-foreign' });
  });

  it('is unreadable where the columns of its index do not fit together', async () => {
    await add(3);
    const path = Object.keys(server.files('joulegate')).find((p) => p.endsWith('commits.json'))!;
    server.put('joulegate', { [path]: server.files('joulegate')[path]!.replace('"promoted":[true]', '"promoted":[]') });
    await expect(look(6)).rejects.toMatchObject({
      code: 'baseline-unreadable',
      message: expect.stringContaining('1 and 0 entries'),
    });
  });
});
