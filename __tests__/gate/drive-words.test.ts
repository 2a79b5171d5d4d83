import { expect, test } from '@jest/globals';
import type { RunResult, Validity } from '../../src/common/generated/run-result.ts';
import type { Driven } from '../../src/experiment/run.ts';
import { drive, type Limits, type Look } from '../../src/gate/drive.ts';

interface Session {
  /** Blocks that were measured before. */
  blocks?: number;
  warm?: boolean;
  forecast?: { seconds: number; joules: number | null } | null;
}

/** A gate of a session whose blocks take 30 s; looks at 4, 6 and 8 blocks. */
async function driven(session: Session, look: Partial<Look>, limits: Partial<Limits> = {}) {
  const lines: string[] = [];
  let { blocks = 0, warm = true } = session;
  const fake = {
    get blocks() {
      return blocks;
    },
    passes: 1,
    get spent() {
      return { seconds: 30 * blocks, joules: 0 };
    },
    get warm() {
      return warm;
    },
    warmUp: () => {
      lines.push('warming up');
      warm = true;
      return Promise.resolve();
    },
    forecast: session.forecast === undefined ? { seconds: 30, joules: 2 } : session.forecast,
    running: [],
    subjects: [],
    runBlock: () => Promise.resolve(void blocks++),
    results: (validity?: Validity): RunResult[] => (validity ? [{ validity } as RunResult] : []),
  } as unknown as Driven;
  const next = (n: number): number | null => [4, 6, 8].find((at) => at > n) ?? null;
  const told = { decided: false, isArmDecided: () => false, text: '+1 %', wouldDecide: null, ...look };
  const all = { least: 4, most: 8, budget: { seconds: 3600, joules: null }, ...limits };
  const results = await drive(fake, all, { next, look: () => told }, (line) => lines.push(line));
  return { lines, results };
}
/** What it says. */
const said = async (...gate: Parameters<typeof driven>): Promise<string[]> => (await driven(...gate)).lines;

test.each<[string, number | null, number | null, string]>([
  ['no joules', null, null, '2 min to 4 min, if every answer takes all its tokens; the budget is 60 min'],
  [
    'few joules',
    0.26,
    12,
    '2 min and 1.0 J to 4 min and 2.1 J, if every answer takes all its tokens; the budget is 60 min and 12 J',
  ],
  [
    'many joules',
    31.2,
    9.5,
    '2 min and 125 J to 4 min and 250 J, if every answer takes all its tokens; the budget is 60 min and 9.5 J',
  ],
])('before the first block what is to come is said, with %s', async (_, joules, budget, text) => {
  const lines = await said(
    { forecast: { seconds: 30, joules } },
    { decided: true },
    {
      budget: { seconds: 3600, joules: budget },
    },
  );
  expect(lines[0]).toBe(`4 to 8 blocks: at most ${text}`);
});

test('nothing is said beforehand of a gate that is continued, or whose blocks nobody can foresee', async () => {
  expect((await said({ blocks: 4 }, { decided: true }))[0]).toBe('look at 4 blocks: +1 %; decided');
  expect((await said({ forecast: null }, { decided: true }))[0]).toBe('look at 4 blocks: +1 %; decided');
});

test('a look says when the next one is and, where it is known, when a decision is expected', async () => {
  const looks = async (look: Partial<Look>) => await said({ forecast: null }, look);
  expect(await looks({})).toEqual([
    'look at 4 blocks: +1 %; not decided yet, next look at 6 blocks in 60 s',
    'look at 6 blocks: +1 %; not decided yet, next look at 8 blocks in 60 s',
    'look at 8 blocks: +1 %; not decided, and no more blocks are allowed',
  ]);
  expect((await looks({ wouldDecide: 8 }))[0]).toMatch(/in 60 s, about 2 min to a decision at 8$/);
  // It should have been by now.
  expect((await looks({ wouldDecide: 3 }))[0]).toMatch(/in 60 s, about 0 s to a decision at 3$/);
  expect((await looks({ wouldDecide: 9 }))[0]).toMatch(
    /in 60 s; a decision would take about 9 blocks, and 8 are allowed$/,
  );
  expect((await looks({ text: '' }))[0]).toBe(
    'look at 4 blocks: nothing gates; not decided yet, next look at 6 blocks in 60 s',
  );
});

test('a session is warmed up before it is foreseen, and not at all where nothing is left to measure', async () => {
  const lines = await said({ warm: false }, { decided: true });
  expect(lines.slice(0, 2)).toEqual(['warming up', expect.stringMatching(/^4 to 8 blocks/)]);
  expect(lines.filter((line) => line === 'warming up')).toHaveLength(1);
  expect(await said({ warm: false, blocks: 4 }, { decided: true })).toEqual(['look at 4 blocks: +1 %; decided']);
  expect(await said({ warm: true }, { decided: true })).not.toContain('warming up');
});

test('a budget that is spent is said of the results, unless the verdict was reached with it', async () => {
  const spent = { budget: { seconds: 100, joules: null } };
  const of = async (decided: boolean) => (await driven({ forecast: null }, { decided }, spent)).results;
  expect(await of(false)).toEqual([{ validity: { status: 'warning', reasons: ['budget-spent'] } }]);
  expect(await of(true)).toEqual([]);
});
