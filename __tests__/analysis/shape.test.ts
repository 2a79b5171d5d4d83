import { describe, expect, test } from '@jest/globals';
import type { BlockSums } from '../../src/analysis/blocks.ts';
import { misshapen } from '../../src/analysis/trust.ts';
import { usableBlocks } from '../../src/analysis/usable.ts';
import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { answers, arms, FLAT, result } from './support/cases.ts';

type Arm = 'plain' | 'suppressed';
/** Keeps of an arm the tasks, and of these the answers, that `keep` names. */
const kept = (of: RunResult, arm: Arm, keep: (task: number, block: number) => boolean): RunResult => ({
  ...of,
  arms: {
    ...of.arms,
    [arm]: {
      tasks: of.arms[arm]!.tasks.map((t, i) => ({ ...t, repeats: t.repeats.filter((r) => keep(i, r.block)) })),
    },
  },
});
const checked = (of: RunResult, check: (r: Repeat) => Partial<Repeat['phases']['check']>): RunResult =>
  answers(of, (r) => ({ phases: { ...r.phases, check: { ...r.phases.check, ...check(r) } } }));

describe('tasks', () => {
  const both = arms(FLAT, FLAT, { tasks: 6 });

  test('that a side lacks are named, three of them, arm by arm', () => {
    const head = kept(both, 'suppressed', (task) => task < 2);
    expect(misshapen(both, head)).toEqual([
      {
        code: 'tasks-differ',
        side: 'head',
        arm: 'suppressed',
        text: 'head lacks 4 task(s) of the other: practice/2, practice/3, practice/4 and 1 more',
      },
    ]);
    expect(
      misshapen(
        kept(both, 'plain', (task) => task > 2),
        both,
      ),
    ).toEqual([
      {
        code: 'tasks-differ',
        side: 'base',
        arm: 'plain',
        text: 'base lacks 3 task(s) of the other: practice/0, practice/1, practice/2',
      },
    ]);
    expect(misshapen(both, result({ tasks: 6 }))).toEqual([]);
    expect(misshapen(result({ tasks: 6 }), both)).toEqual([]);
    expect(misshapen(both, both)).toEqual([]);
  });

  test('that a block lacks, or has twice, are named for the side', () => {
    const hole = kept(both, 'plain', (task, block) => task !== 1 || block !== 2);
    const twice = structuredClone(both);
    const [task] = twice.arms.suppressed!.tasks;
    task!.repeats[3] = { ...task!.repeats[3]!, block: 0 };
    expect(misshapen(hole, twice)).toEqual([
      {
        code: 'tasks-differ',
        side: 'base',
        arm: 'plain',
        text: 'not every block of base has every task once: practice/1',
      },
      {
        code: 'tasks-differ',
        side: 'head',
        arm: 'suppressed',
        text: 'not every block of head has every task once: practice/0',
      },
    ]);
    const more = structuredClone(both);
    more.arms.plain!.tasks[0]!.repeats.push(more.arms.plain!.tasks[0]!.repeats[0]!);
    expect(misshapen(both, more)).toHaveLength(1);
    // An arm that stopped earlier has fewer blocks, each of them whole.
    expect(
      misshapen(
        both,
        kept(both, 'plain', (_task, block) => block < 2),
      ),
    ).toEqual([]);
    // Tasks without an answer at all are none.
    const none = kept(both, 'plain', (task) => task > 0);
    expect(misshapen(none, none)).toEqual([]);
  });
});

describe('checks', () => {
  const metered = result({ check: 1 });
  const bare = result({});

  test('metered on one side only: the other side is named', () => {
    const text = (side: string): string => `the energy of checks is metered in ${side} alone`;
    expect(misshapen(metered, bare)).toEqual([{ code: 'host-meter-differs', side: 'head', text: text('base') }]);
    expect(misshapen(bare, metered)).toEqual([{ code: 'host-meter-differs', side: 'base', text: text('head') }]);
  });

  test('one with joules is enough to be metered, one without to be not; none says nothing', () => {
    const first = (r: Repeat): boolean => r.block === 0;
    const unknown = { netJoules: null, seconds: 0, validity: { status: 'ok' as const, reasons: [] } };
    const quiet = checked(metered, () => unknown);
    expect(
      misshapen(
        checked(metered, (r) => (first(r) ? {} : unknown)),
        bare,
      ),
    ).toHaveLength(1);
    expect(
      misshapen(
        checked(quiet, (r) => (first(r) ? { seconds: 0.1 } : {})),
        metered,
      ),
    ).toHaveLength(1);
    for (const [a, b] of [
      [quiet, metered],
      [quiet, bare],
      [metered, quiet],
      [bare, quiet],
      [quiet, quiet],
    ] as const)
      expect(misshapen(a, b)).toEqual([]);
  });
});

describe('blocks', () => {
  const moved = (of: RunResult, by: number): RunResult => answers(of, (r) => ({ block: r.block + by }));

  test('of one measurement need one in common, in each arm that both have', () => {
    const both = arms(FLAT, FLAT);
    expect(misshapen(both, moved(both, 4))).toEqual(
      (['plain', 'suppressed'] as const).map((arm) => ({
        code: 'no-common-block',
        arm,
        text: `base and head are of one measurement and share no block (${arm})`,
      })),
    );
    expect(misshapen(both, moved(both, 3))).toEqual([]);
    expect(misshapen({ ...both, measurement: 'm0' }, moved(both, 4))).toEqual([]);
    expect(misshapen(both, moved(result({}), 3))).toEqual([]);
    expect(misshapen(result({}), both)).toEqual([]);
  });

  const block = (n: number, joules: number | null): BlockSums =>
    ({ block: n, joules: { prefill: 0, decode: joules, check: null } }) as BlockSums;
  const side = (...joules: (number | null)[]): BlockSums[] => joules.map((j, i) => block(i, j));
  const joules = (b: Parameters<typeof usableBlocks>[1][number] | object): number | null =>
    (b as BlockSums).joules.decode;
  const used = (base: BlockSums[] | null, head: BlockSums[], paired: boolean, of: typeof joules | null = joules) => {
    const u = usableBlocks(base, head, { paired, joules: of });
    return [
      u.base?.map((b) => b.block) ?? null,
      u.head.map((b) => b.block),
      u.dropped.map((d) => `${d.side} ${d.block}`),
    ];
  };

  test('paired: those that both have, of joules those with joules on both sides', () => {
    expect(used(side(1, 1, 1), side(1, 1), true)).toEqual([[0, 1], [0, 1], []]);
    expect(used(side(1, 1), side(1, 1, 1), true, null)).toEqual([[0, 1], [0, 1], []]);
    expect(used(side(1, null, 1, 1, 1, 1), side(1, 1, -1, 1, 1, 1), true)).toEqual([
      [0, 3, 4, 5],
      [0, 3, 4, 5],
      ['base 1', 'head 2'],
    ]);
    expect(used(side(1, 0, 1, 1, 1, 1), side(1, 0, 1, 1, 1, 1), true)).toEqual([
      [0, 2, 3, 4, 5],
      [0, 2, 3, 4, 5],
      ['base 1', 'head 1'],
    ]);
    // Three would remain: nothing is dropped.
    expect(used(side(1, null, 1, 1, 1), side(1, 1, 0, 1, 1), true)).toEqual([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], []]);
    expect(used(side(1, null, 1, 1, 1), side(1, 1, 0, 1, 1), true, null)).toEqual([
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
      [],
    ]);
  });

  test('not paired: of each side by itself, while both keep four; head alone likewise', () => {
    expect(used(side(1, 1, 1, 1), side(0, 1, 1, 1, 1), false)).toEqual([[0, 1, 2, 3], [1, 2, 3, 4], ['head 0']]);
    expect(used(side(0, 1, 1, 1), side(0, 1, 1, 1, 1), false)).toEqual([[0, 1, 2, 3], [0, 1, 2, 3, 4], []]);
    expect(used(side(1, 1, 1, 1), side(0, 1, 1, 1), false)).toEqual([[0, 1, 2, 3], [0, 1, 2, 3], []]);
    expect(used(null, side(0, 1, 1, 1, 1), false)).toEqual([null, [1, 2, 3, 4], ['head 0']]);
    expect(used(null, side(0, 1, 1, 1), false)).toEqual([null, [0, 1, 2, 3], []]);
  });
});
