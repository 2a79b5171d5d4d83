import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append } from '../../src/baseline/branch/append.ts';
import { RECENT_ROWS, RECENT_SERIES, SHARD_ROWS } from '../../src/baseline/branch/layout.ts';
import type { HistoryIndex } from '../../src/common/generated/index.ts';
import { rowsOf } from '../../src/common/history-rows.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { GitDataServer } from '../support/git-data-server.ts';
import { entry, HASTE, onServer, PLAIN_PAGE } from './support/entries.ts';

let server: GitDataServer;
beforeEach(async () => {
  server = await GitDataServer.start();
});
afterEach(() => server.close());

const add = async (...of: Parameters<typeof entry>) =>
  await append(onServer(server.url), entry(...of), PLAIN_PAGE, HASTE);
const index = (path: string): HistoryIndex => {
  const value = JSON.parse(server.files('joulegate')[path]!) as HistoryIndex;
  expect(schemaErrors('index', value)).toEqual([]);
  return value;
};
const paths = (): string[] => Object.keys(server.files('joulegate')).sort();

describe('adding a record to a branch', () => {
  it('makes the branch, with record, index and page in one commit that has nothing before it', async () => {
    const { path, added } = await add(1);
    expect(added).toBe(true);
    expect(server.depth('joulegate')).toBe(1);
    const [series] = index('index/recent.json').shards.map((s) => s.series.id);
    expect(paths()).toEqual(
      [
        'README.md',
        `index/${series}/00000/commits.json`,
        `index/${series}/00000/metrics.json`,
        'index/recent.json',
        path,
      ].sort(),
    );
    expect(path).toMatch(/^records\/2026-10\/0{12}-1\.1-[0-9a-f]{12}\.json$/);
    const record: unknown = JSON.parse(server.files('joulegate')[path]!);
    expect(schemaErrors('record', record)).toEqual([]);
    expect(record).toEqual(entry(1).record);
    const [row] = rowsOf({
      ...index(`index/${series}/00000/commits.json`).shards[0]!,
      metrics: index(`index/${series}/00000/metrics.json`).shards[0]!.metrics!,
    });
    expect(row).toMatchObject({ commit: entry(1).record.commit, promoted: true, verdict: 'pass', record: path });
    // (1 + 10 + 1 + 10.1 + 1 + 9.9 + 1 + 10) ÷ 4 J, of one task.
    expect(row!.values['energy-per-task/plain']!.value).toBeCloseTo(11, 9);
    expect(row!.values['energy-per-task/plain']!.lo).toBeLessThan(11);
    expect(row!.values['energy-per-task/plain']!.hi).toBeGreaterThan(11);
    expect(row!.history).toEqual({ ...entry(1).spread, createdAt: undefined, measurement: 'm1-' });
  });

  it('adds none twice: the same measurement again changes nothing', async () => {
    const first = await add(1);
    const head = server.refs.get('heads/joulegate');
    expect(await add(1)).toEqual({ path: first.path, added: false });
    expect(server.refs.get('heads/joulegate')).toBe(head);
    // Another attempt of the same run and commit is another record.
    expect(await add(1, { run: '2' })).toMatchObject({ added: true });
    expect(server.depth('joulegate')).toBe(2);
  });

  it(`begins a new shard after ${SHARD_ROWS} rows, keeps ${RECENT_ROWS} for the page, and loses no row`, async () => {
    for (let n = 0; n <= SHARD_ROWS; n++) await add(n);
    const id = index('index/recent.json').shards[0]!.series.id;
    const rows = (shard: string): number =>
      index(`index/${id}/${shard}/commits.json`).shards[0]!.columns!.commit.length;
    expect([rows('00000'), rows('00001')]).toEqual([SHARD_ROWS, 1]);
    const recent = index('index/recent.json').shards[0]!.columns!.commit;
    expect(recent).toHaveLength(RECENT_ROWS);
    expect(recent.at(-1)).toBe(entry(SHARD_ROWS).record.commit);
    expect(server.files('joulegate')['README.md']).toBe(`${RECENT_ROWS} rows\n`);
  });

  it(`keeps the newest ${RECENT_SERIES} series for the page, and every series in the index`, async () => {
    for (let n = 0; n <= RECENT_SERIES; n++) await add(n, { driver: String(n) });
    const drivers = index('index/recent.json').shards.map((s) => s.series.environment['driver']);
    expect(drivers).toEqual(['6', '5', '4', '3', '2', '1']);
    expect(paths().filter((p) => p.endsWith('commits.json'))).toHaveLength(RECENT_SERIES + 1);
  });

  it('lets records of more than twelve months go, and keeps their rows', async () => {
    const times = ['2025-11-30T23:59:59.000Z', '2025-12-01T00:00:00.000Z', '2026-10-31T00:00:00.000Z'];
    for (const [n, time] of times.entries()) await add(n, { time });
    const months = (): string[] => [...new Set(paths().flatMap((p) => /^records\/([^/]+)/.exec(p)?.[1] ?? []))];
    expect(months()).toEqual(['2025-11', '2025-12', '2026-10']);
    await add(3, { time: '2026-11-01T00:00:00.000Z' });
    expect(months()).toEqual(['2025-12', '2026-10', '2026-11']);
    expect(index('index/recent.json').shards[0]!.columns!.commit).toHaveLength(4);
  });

  it('writes nothing to a branch that keeps something else', async () => {
    server.put('joulegate', { 'main.py': 'print()' });
    await expect(add(1)).rejects.toMatchObject({
      code: 'store-foreign',
      fix: expect.stringContaining('branch:joulegate'),
    });
    expect(paths()).toEqual(['main.py']);
  });

  it.each([
    [403, 'contents: write'],
    [401, 'github-token'],
  ])('names what is missing where the token may not (%i), at once', async (status, fix) => {
    server.fault = (method) => (method === 'POST' ? { status, when: 'before' } : null);
    await expect(add(1)).rejects.toMatchObject({ code: 'store-unreachable', fix: expect.stringContaining(fix) });
    expect(server.traffic.filter((t) => t.status === status)).toHaveLength(1);
  });

  it('gives up after a bounded number of tries, with waits whose bound doubles up to two seconds', async () => {
    server.fault = (method) => (method === 'PATCH' || method === 'POST' ? { status: 502, when: 'before' } : null);
    const waits: number[] = [];
    const patience = {
      tries: 6,
      seconds: 60,
      random: () => 1,
      wait: (ms: number) => Promise.resolve(void waits.push(ms)),
    };
    await expect(append(onServer(server.url), entry(1), PLAIN_PAGE, patience)).rejects.toMatchObject({
      code: 'store-busy',
      message: expect.stringMatching(/6 tries.*502/),
      fix: expect.stringContaining('baseline update'),
    });
    expect(waits).toEqual([500, 1000, 2000, 2000, 2000]);
    expect(server.refs.size).toBe(0);
    // Nor does it begin a try once its time is over, however many are left.
    const late = { ...patience, tries: 1e6, seconds: 0 };
    await expect(append(onServer(server.url), entry(1), PLAIN_PAGE, late)).rejects.toMatchObject({
      code: 'store-busy',
      message: expect.stringContaining('in 0 tries'),
    });
  });
});
