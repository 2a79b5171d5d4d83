import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { append, type Entry } from '../../src/baseline/branch/append.ts';
import { find, type Wanted } from '../../src/baseline/branch/find.ts';
import { SHARD_ROWS } from '../../src/baseline/branch/layout.ts';
import { GitBranch } from '../../src/baseline/git/branch.ts';
import { entryOf } from '../../src/analysis/history.ts';
import { metricValues } from '../../src/analysis/trend/values.ts';
import { TREND_RULES } from '../../src/common/trend-rules.ts';
import type { RemoteBranch } from '../../src/common/remote-branch.ts';
import { pageOf } from '../../src/gate/record.ts';
import { GitDataServer } from '../support/git-data-server.ts';
import { withRemote } from '../support/remote-repository.ts';
import type { Repository } from '../support/repository.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { commitNamed, entry, HASTE, onServer } from './support/entries.ts';
import { largeHistory } from './support/large-history.ts';

const COMMITS = 10_000;
const MEGABYTE = 1e6;
const PAGE = pageOf({ thresholds: {} }, {});

/** A gate's usual record: the shipped subset of HumanEval, both arms, six blocks. */
function usual(n: number): Entry {
  const decode = Array.from({ length: 6 }, (_b, i) => 10 + i / 100);
  const result = {
    ...fakeResult({ decode, tasks: 24, arms: ['plain', 'suppressed'], measurement: `m${n}` }),
    commit: commitNamed(n),
  };
  return {
    record: { ...entry(n, { time: '2026-10-31T00:00:00.000Z' }).record, result },
    spread: entryOf(result),
    values: metricValues(result, TREND_RULES.tail),
  };
}

const wanted = (nearest: number): Wanted => ({
  measured: usual(0).record.result,
  ancestry: { distances: () => Promise.resolve(new Map([[commitNamed(nearest), 1]])) },
  configuration: 'joulegate.yml',
  allow: [],
});

/** Numbers of the newest row, and of the oldest that a look-up still finds. */
const LAST = COMMITS - (COMMITS % SHARD_ROWS) + SHARD_ROWS - 2;
const FAR = LAST - 7 * SHARD_ROWS;

let files: Record<string, string>;
beforeAll(() => {
  // One row less than whole shards: the open one is as large as it gets.
  files = largeHistory(usual(1), LAST + 1, commitNamed, [LAST, FAR]);
});

describe(`a history of ${COMMITS} commits, by GitHub's API`, () => {
  let server: GitDataServer;
  let remote: RemoteBranch;
  beforeAll(async () => {
    server = await GitDataServer.start();
    server.put('joulegate', files);
    remote = onServer(server.url);
  });
  afterAll(() => server.close());

  const traffic = async (work: () => Promise<unknown>): Promise<{ requests: number; bytes: number }> => {
    server.traffic.length = 0;
    await work();
    const bytes = server.traffic.reduce((all, t) => all + t.bytes, 0);
    return { requests: server.traffic.length, bytes };
  };

  it('costs an append 11 requests and at most 1 MB, its record and the page of 50 rows included', async () => {
    const { requests, bytes } = await traffic(async () => await append(remote, usual(20_000), PAGE, HASTE));
    console.log(`append: ${requests} requests, ${Math.round(bytes / 1000)} kB`);
    expect(requests).toBe(11);
    expect(bytes).toBeLessThan(MEGABYTE);
  });

  it.each([
    ['of the last commit', LAST, 5],
    ['as far back as a look-up goes', FAR, 12],
    ['that lies too far back to be found', 1, 11],
  ])('costs a look-up %s a bounded number of requests and at most 1 MB', async (_what, nearest, requests) => {
    const seen = await traffic(async () => {
      expect((await find(remote, wanted(nearest))).result === null).toBe(nearest === 1);
    });
    console.log(`look-up: ${seen.requests} requests, ${Math.round(seen.bytes / 1000)} kB`);
    expect(seen.requests).toBe(requests);
    expect(seen.bytes).toBeLessThan(MEGABYTE);
  });

  it('costs it at most 1 MB also from a shallow checkout, where the API has to tell the ancestors', async () => {
    let head = server.commitOf([], 'root');
    for (let n = 0; n < 200; n++) head = server.commitOf([head], `commit ${n}`);
    const far = wanted(FAR);
    const asking: Wanted['ancestry'] = {
      distances: async (commits) => {
        if (commits.has(commitNamed(FAR))) await remote.ancestors(head, () => false);
        return await far.ancestry.distances(commits);
      },
    };
    const seen = await traffic(async () => {
      expect((await find(remote, { ...far, ancestry: asking })).stored).not.toBeNull();
    });
    console.log(`look-up, shallow: ${seen.requests} requests, ${Math.round(seen.bytes / 1000)} kB`);
    expect(seen.requests).toBe(14);
    expect(seen.bytes).toBeLessThan(MEGABYTE);
  });
});

describe(`a history of ${COMMITS} commits, by git`, () => {
  let bare: Repository;
  let checkout: Repository;
  beforeAll(async () => {
    ({ bare, work: checkout } = await withRemote());
    // As GitHub's servers do.
    bare.git('config', 'uploadpack.allowFilter', 'true');
    bare.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const marks = new Map([...new Set(Object.values(files))].map((text, i) => [text, `:${i + 1}`]));
    const blobs = [...marks].map(([text, mark]) => `blob\nmark ${mark}\n${data(text)}`);
    const paths = Object.entries(files).map(([path, text]) => `M 100644 ${marks.get(text)!} ${path}\n`);
    const commit = `commit refs/heads/joulegate\ncommitter t <t@example.test> 0 +0000\n${data('x')}`;
    const input = [...blobs, commit, ...paths].join('');
    execFileSync('git', ['fast-import', '--quiet'], { cwd: bare.folder, input });
  });

  /** Connections that git makes, and the bytes that go through them either way. */
  async function traffic(
    work: (remote: GitBranch) => Promise<unknown>,
  ): Promise<{ connections: number; bytes: number }> {
    const folder = await temporaryFolder();
    const [count, bytes] = [join(folder, 'count'), join(folder, 'bytes')];
    const through = (service: string): string => {
      const script = join(folder, service);
      const counted = `tee -a '${bytes}' | git-${service} "$@" | tee -a '${bytes}'`;
      writeFileSync(script, `#!/bin/sh\necho >> '${count}'\n${counted}\n`, { mode: 0o755 });
      return script;
    };
    const settings = join(folder, 'config');
    const [up, down] = [through('upload-pack'), through('receive-pack')];
    writeFileSync(settings, `[remote "store"]\nuploadpack = ${up}\nreceivepack = ${down}\n`);
    process.env['GIT_CONFIG_GLOBAL'] = settings;
    const remote = new GitBranch(checkout.folder, 'joulegate');
    try {
      await work(remote);
      return { connections: readFileSync(count, 'utf8').length, bytes: statSync(bytes).size };
    } finally {
      await remote.close();
      delete process.env['GIT_CONFIG_GLOBAL'];
    }
  }

  const said = ({ connections, bytes }: { connections: number; bytes: number }): string =>
    `${connections} connections, ${Math.round(bytes / 1000)} kB`;

  it('costs a look-up a handful of connections and at most 1 MB', async () => {
    const seen = await traffic(async (remote) => {
      expect((await find(remote, wanted(LAST))).stored!.distance).toBe(1);
    });
    console.log(`look-up by git: ${said(seen)}`);
    expect(seen.connections).toBeLessThanOrEqual(5);
    expect(seen.connections).toBeGreaterThan(1);
    expect(seen.bytes).toBeLessThan(MEGABYTE);
  });

  it('costs an append a handful of connections and at most 1 MB', async () => {
    const seen = await traffic(async (remote) => await append(remote, usual(20_000), PAGE, HASTE));
    console.log(`append by git: ${said(seen)}`);
    expect(seen.connections).toBeLessThanOrEqual(6);
    expect(seen.connections).toBeGreaterThan(1);
    expect(seen.bytes).toBeLessThan(MEGABYTE);
    expect(bare.git('rev-list', '--count', 'joulegate')).toBe('2');
  });
});
