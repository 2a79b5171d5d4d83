import { beforeAll, describe, expect, it } from '@jest/globals';
import { append } from '../../src/baseline/branch/append.ts';
import { PATIENCE, type Patience } from '../../src/baseline/branch/steadily.ts';
import { readHistoryRows } from '../../src/baseline/branch/history.ts';
import { GitBranch } from '../../src/baseline/git/branch.ts';
import { seeded } from '../../src/common/seeded.ts';
import type { RemoteBranch } from '../../src/common/remote-branch.ts';
import { GitDataServer, type Fault } from '../support/git-data-server.ts';
import { withRemote } from '../support/remote-repository.ts';
import type { Repository } from '../support/repository.ts';
import { sample } from '../support/soak.ts';
import { entry, HASTE, onServer, PLAIN_PAGE } from './support/entries.ts';

/** Whole in a soak: 8 writers × 25. */
const WRITERS = 8;
const EACH = { api: sample(25, 4), git: sample(25, 1) };

/** Lets every writer append its records one after the other, all writers at once; each has a remote of its own. */
async function writeAtOnce(open: () => RemoteBranch, each: number, patience: Patience): Promise<string[]> {
  const paths = await Promise.all(
    Array.from({ length: WRITERS }, async (_w, w) => {
      const remote = open();
      const own: string[] = [];
      for (let k = 0; k < each; k++)
        own.push((await append(remote, entry(w * each + k, { run: `w${w}` }), PLAIN_PAGE, patience)).path);
      await remote.close();
      return own;
    }),
  );
  return paths.flat();
}

/** Every record that was written is on the branch once, and once in its index; and nothing else is. */
async function expectAll(remote: RemoteBranch, written: readonly string[], each: number): Promise<void> {
  expect(new Set(written).size).toBe(WRITERS * each);
  const head = (await remote.head())!;
  const months = await remote.list(head, 'records');
  const stored = (await Promise.all(months.map((m) => remote.list(head, `records/${m}`)))).flatMap((names, i) =>
    names.map((name) => `records/${months[i]}/${name}`),
  );
  expect(stored.sort()).toEqual([...written].sort());
  const rows = await readHistoryRows(remote, null);
  expect(rows.map((r) => r.record).sort()).toEqual([...written].sort());
  await remote.close();
}

const faulty = (): ((method: string, path: string) => Fault) => {
  const random = seeded(7);
  return () =>
    random() > 0.15
      ? null
      : { status: [409, 422, 500, 502, 503][Math.floor(random() * 5)]!, when: random() < 0.5 ? 'before' : 'after' };
};

describe(`${WRITERS} writers at once to one branch, by GitHub's API`, () => {
  it.each<[string, () => (method: string, path: string) => Fault]>([
    ['that answers', () => () => null],
    ['of which 15 % of the requests fail with 409, 422 or 5xx, half of them after they were done', faulty],
  ])('%s: none lost, none doubled', async (_how, fault) => {
    const server = await GitDataServer.start();
    server.fault = fault();
    try {
      const written = await writeAtOnce(() => onServer(server.url), EACH.api, HASTE);
      const failures = server.traffic.filter((t) => t.status >= 500).length;
      server.fault = () => null;
      await expectAll(onServer(server.url), written, EACH.api);
      // One commit a record: nothing of one that came too late is left.
      expect(server.depth('joulegate')).toBe(WRITERS * EACH.api);
      expect(failures > 0).toBe(fault === faulty);
    } finally {
      await server.close();
    }
  });
});

describe(`${WRITERS} writers at once to one branch, by git`, () => {
  let checkout: Repository;
  let bare: Repository;
  beforeAll(async () => {
    ({ bare, work: checkout } = await withRemote());
  });

  it('none lost, none doubled, and the checkout is as it was', async () => {
    const state = (): string =>
      [checkout.git('for-each-ref'), checkout.git('status', '--porcelain'), checkout.git('count-objects', '-v')].join();
    const before = state();
    const written = await writeAtOnce(() => new GitBranch(checkout.folder, 'joulegate'), EACH.git, PATIENCE);
    await expectAll(new GitBranch(checkout.folder, 'joulegate'), written, EACH.git);
    expect(bare.git('rev-list', '--count', 'joulegate')).toBe(String(WRITERS * EACH.git));
    expect(state()).toBe(before);
  }, 1_200_000);
});
