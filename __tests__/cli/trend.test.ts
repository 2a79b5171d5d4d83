import { beforeAll, describe, expect, it } from '@jest/globals';
import { append } from '../../src/baseline/branch/append.ts';
import { PATIENCE } from '../../src/baseline/branch/steadily.ts';
import { GitBranch } from '../../src/baseline/git/branch.ts';
import type { Trend } from '../../src/common/generated/trend.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { pageOf } from '../../src/gate/record.ts';
import { entry } from '../baseline/support/entries.ts';
import { withRemote } from '../support/remote-repository.ts';
import type { Repository } from '../support/repository.ts';
import { fakeResult } from '../support/results.ts';
import { inProcess } from '../support/run.ts';

const CONFIG =
  'model: { builtin: practice }\nbaseline: branch:joulegate\nthresholds: { output-tokens: { increase: 0.1 } }\n';

let bare: Repository;
let work: Repository;
beforeAll(async () => {
  ({ bare, work } = await withRemote({ 'joulegate.yml': CONFIG }));
});
const run = async (...args: string[]) => await inProcess(args, work.folder);

describe('joulegate baseline, on a branch, by git', () => {
  const result = (measurement: string, tokens = 100) => ({
    ...fakeResult({ decode: [10, 10.1, 9.9, 10], tokens, measurement }),
    commit: work.git('rev-parse', 'HEAD'),
  });
  const write = (name: string, value: object): void => work.write({ [`.git/${name}`]: JSON.stringify(value) });

  it('has none at first, keeps one of a commit, and finds it from the next', async () => {
    write('a.json', result('a'));
    expect((await run('baseline', 'show', '.git/a.json')).stdout).toContain('no baseline is stored yet');
    const stored = await run('baseline', 'update', '.git/a.json');
    expect(stored).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^stored records\/\d{4}-\d\d\/[\w.-]+\.json\n$/),
    });
    // A result of the very commit has only its ancestors for a baseline.
    expect((await run('baseline', 'check', '.git/a.json')).stdout).toContain('no-baseline');
    work.commit({ x: '1' });
    write('b.json', result('b'));
    const shown = await run('baseline', 'show', '.git/b.json');
    expect(shown.stdout).toContain('1 commit(s) before HEAD; 1 result(s) in its history');
    const checked = JSON.parse((await run('baseline', 'check', '.git/b.json', '--json')).stdout) as {
      publication: { baseline: { distance: number } };
    };
    expect(checked.publication.baseline.distance).toBe(1);
  });

  it('counts the commit itself where its working tree is edited', async () => {
    await run('baseline', 'update', '.git/b.json');
    work.write({ x: '2' });
    expect((await run('baseline', 'show', '.git/b.json')).stdout).toContain('0 commit(s) before HEAD');
    work.git('checkout', '-q', 'x');
    expect((await run('baseline', 'show', '.git/b.json')).stdout).toContain('1 commit(s) before HEAD');
  });

  it('refuses what regressed unless it is meant, and a result of no commit', async () => {
    work.commit({ x: '3' });
    write('c.json', result('c', 200));
    const refused = await run('baseline', 'update', '.git/c.json');
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--accept-regression') });
    expect((await run('baseline', 'update', '.git/c.json', '--accept-regression')).status).toBe(0);
    write('d.json', { ...result('d'), commit: null });
    expect((await run('baseline', 'update', '.git/d.json')).stderr).toContain('names no commit');
  });

  it('leaves checkout, index and refs as they are', () => {
    expect(work.git('status', '--porcelain')).toBe('');
    expect(work.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(bare.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/joulegate');
  });
});

describe('joulegate trend', () => {
  const page = pageOf({ thresholds: {} }, {});
  beforeAll(async () => {
    const remote = new GitBranch(work.folder, 'history');
    for (const [n, level] of [10, 10, 12].entries()) await append(remote, entry(n, { level }), page, PATIENCE);
    await remote.close();
  });
  const trend = async (...args: string[]) => await run('trend', '--baseline', 'branch:history', ...args);

  it('prints tables with sparklines', async () => {
    const { status, stdout } = await trend();
    expect(status).toBe(0);
    expect(stdout).toContain('joulegate.yml, practice: 3 record(s)');
    expect(stdout).toMatch(/J\/task +▁▁█ +11\.0 J … 13\.0 J/);
    expect(stdout).toMatch(/13\.0 J \(\+18\.2 %\)/);
  });

  it('prints JSON that fits its schema, CSV, and the Markdown of the branch', async () => {
    const document = JSON.parse((await trend('--format', 'json')).stdout) as Trend;
    expect(schemaErrors('trend', document)).toEqual([]);
    expect(document.lines[0]!.rows).toHaveLength(3);
    expect((await trend('--format', 'csv')).stdout.split('\n')[0]).toMatch(/^configuration,.*,value,lo,hi,change$/);
    const remote = new GitBranch(work.folder, 'history');
    const readme = await remote.read((await remote.head())!, 'README.md');
    await remote.close();
    expect((await trend('--format', 'markdown')).stdout).toBe(readme);
  });

  it('takes one metric, and rows since a day or a commit', async () => {
    const rows = async (...args: string[]) =>
      (JSON.parse((await trend('--format', 'json', ...args)).stdout) as Trend).lines.flatMap((l) => l.rows);
    expect(Object.keys((await rows('--metric', 'babble-share'))[0]!.values)).toEqual(['babble-share/plain']);
    expect(await rows('--since', '2026-10-01T01:00:00Z')).toHaveLength(2);
    expect(await rows('--since', '2026-10-01')).toHaveLength(3);
    // Rows of 2026 are older than a commit of today or later: its committer's date decides.
    expect(await rows('--since', 'HEAD')).toHaveLength(0);
  });

  it.each([
    [['--metric', 'joules'], 'energy-per-task'],
    [['--since', 'yesteryear'], '2026-11-26'],
    [['--baseline', 'none'], 'branch:joulegate'],
    [['--baseline', 'branch:-x'], 'config-invalid'],
  ])('says how %j is mended', async (args, fix) => {
    const { status, stderr } = await trend(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(fix);
  });

  it('has nothing of a branch that is not there', async () => {
    expect((await run('trend', '--baseline', 'branch:none')).stdout).toBe('nothing is recorded yet\n');
  });

  it('teaches by examples', async () => {
    const { stdout } = await run('trend', '--help');
    for (const text of [
      '--since 2026-06-01',
      '--format csv > trend.csv',
      'slow creep',
      'nothing of your checkout is touched',
    ])
      expect(stdout.replace(/\s+/g, ' ')).toContain(text);
  });
});
