import { expect, test } from '@jest/globals';
import { Journal } from '../../src/experiment/journal.ts';
import { Session } from '../../src/experiment/session.ts';
import { drive, type Limits, type Look, type Looking } from '../../src/gate/drive.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import type { ArmName } from '../../src/common/phases.ts';
import { ScriptedEngine } from '../experiment/support/scripted-engine.ts';
import { scriptedBench, scriptedSubject } from '../experiment/support/scripted-session.ts';
import { TextJudge } from '../experiment/support/text-judge.ts';
import { join } from 'node:path';
import { temporaryFolder } from '../support/tmp.ts';
import type { Judge, Rules } from '../../src/judge/types.ts';
import type { TextTask } from '../../src/workload/types.ts';

const LOOKS = [4, 6, 8, 10];
const LIMITS: Limits = { least: 4, most: 10, budget: { seconds: 600, joules: null } };

/** A judge with rules that stop nothing, so that both arms run. */
function stoppingJudge(): Judge<TextTask> {
  const judge = new TextJudge();
  const none = { babbleTokens: 0, babbleKinds: null, stopStringTokens: null, completeTokens: null };
  const rules: Rules<TextTask> = { recorded: { rule: 'tests' }, watch: null, completion: async () => none };
  return {
    scoreName: judge.scoreName,
    environment: judge.environment,
    ready: () => judge.ready(),
    judge: (answers) => judge.judge(answers),
    facts: () => judge.facts(),
    close: () => judge.close(),
    rules: () => Promise.resolve(rules),
  };
}

/** Looks at 4, 6, 8 and 10 blocks, decided from `at` on; `arms` from their own numbers on. */
function looking(at: number, arms: Partial<Record<ArmName, number>> = {}, most = 10): Looking & { seen: number[] } {
  const seen: number[] = [];
  return {
    seen,
    next: (blocks) => (blocks >= most ? null : (LOOKS.find((n) => n > blocks && n <= most) ?? most)),
    look([result]): Look {
      const blocks = Math.max(...Object.values(result!.arms).map((a) => a.tasks[0]!.repeats.length));
      seen.push(blocks);
      return {
        decided: blocks >= at,
        isArmDecided: (arm) => blocks >= (arms[arm] ?? Infinity),
        text: '+1 %',
        wouldDecide: at,
      };
    },
  };
}

interface Driven {
  session: Session<TextTask>;
  results: RunResult[];
  said: string[];
}
async function driven(
  rule: Looking,
  limits: Partial<Limits> = {},
  { arms = ['plain'], journal = null }: { arms?: ArmName[]; journal?: Journal | null } = {},
): Promise<Driven> {
  const said: string[] = [];
  const bench = scriptedBench({ arms, judge: stoppingJudge(), onProgress: (line) => void said.push(line) });
  const engine = new ScriptedEngine(() => 'Paris it is');
  const subjects = [await scriptedSubject(bench, 'base', 0, engine), await scriptedSubject(bench, 'head', 1, engine)];
  const session = await Session.begin(bench, subjects, journal);
  const results = await drive(session, { ...LIMITS, ...limits }, rule, bench.onProgress);
  return { session, results, said };
}
const blocksOf = (r: RunResult, arm: ArmName): number[] => r.arms[arm]!.tasks[0]!.repeats.map((x) => x.block);

test.each([
  [4, [4], 4],
  [5, [4, 6], 6],
  [8, [4, 6, 8], 8],
  [99, [4, 6, 8, 10], 10],
])('decided from %d blocks on, a gate looks at %j and ends after %d', async (at, seen, blocks) => {
  const rule = looking(at);
  const { session, results } = await driven(rule);
  expect([rule.seen, session.blocks]).toEqual([seen, blocks]);
  expect(results.map((r) => r.validity!.status)).toEqual(['ok', 'ok']);
});

test.each([
  [5, 10, [6]],
  [6, 10, [6]],
  [7, 10, [8]],
  [1, 10, [4]],
  [4, 5, [4, 5]],
  [9, 5, [5]],
])('at least %d blocks and at most %d: it looks at %j', async (least, most, seen) => {
  const rule = looking(most === 5 ? 99 : 1, {}, most);
  await driven(rule, { least, most });
  expect(rule.seen).toEqual(seen);
});

test('a budget that ends between looks ends the gate there, and the blocks that there are are judged', async () => {
  const rule = looking(99);
  const { session, results, said } = await driven(rule, { budget: { seconds: 0, joules: null } });
  expect([session.blocks, rule.seen]).toEqual([1, [1]]);
  expect(results[0]!.validity).toEqual({ status: 'warning', reasons: ['budget-spent'] });
  expect(said.at(-1)).toContain('look at 1 blocks: +1 %; not decided, and no more blocks are allowed');
});

test('what is to come is said before the first block; each look says where it stands and what follows', async () => {
  const { said } = await driven(looking(8));
  const first = said.findIndex((line) => line.startsWith('block 1 of 4'));
  expect(said[first - 1]).toMatch(
    /^4 to 10 blocks: at most \d+ s and \S+ J to \d+ s and \S+ J, .* the budget is 10 min$/,
  );
  const looks = said.filter((line) => line.startsWith('look at'));
  expect(looks[0]).toMatch(
    /^look at 4 blocks: \+1 %; not decided yet, next look at 6 blocks in \d+ s, about \d+ s to a decision at 8$/,
  );
  expect(looks.at(-1)).toBe('look at 8 blocks: +1 %; decided');
});

test('a decision that is out of reach is said to be', async () => {
  const { said } = await driven(looking(11));
  expect(said.find((line) => line.startsWith('look at 4'))).toMatch(
    /next look at 6 blocks in \d+ s; a decision would take about 11 blocks, and 10 are allowed$/,
  );
  const within = await driven(looking(10));
  expect(within.said.find((line) => line.startsWith('look at 4'))).toContain('to a decision at 10');
});

test('an arm that is decided stops; the other goes on, and results have what each has', async () => {
  const { results, said } = await driven(looking(8, { suppressed: 4 }), {}, { arms: ['plain', 'suppressed'] });
  for (const result of results) {
    expect(blocksOf(result, 'suppressed')).toEqual([0, 1, 2, 3]);
    expect(blocksOf(result, 'plain')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }
  expect(said).toContain('arm suppressed is decided and stops');
  expect(said.filter((line) => / suppressed: /.test(line))).toHaveLength(8);
});

test('the last arm that runs is not stopped before all is decided', async () => {
  const { results } = await driven(looking(6, { plain: 4 }));
  expect(blocksOf(results[0]!, 'plain')).toHaveLength(6);
});

test.each([
  // Killed at a look: nothing more is measured if that decides.
  [4, 4, [4], 4],
  [5, 6, [6], 6],
  [4, 6, [4, 6], 6],
])('a gate that was killed after %d blocks and is decided from %d on looks at %j', async (blocks, at, seen, end) => {
  const path = join(await temporaryFolder(), 'journal.jsonl');
  const before = await Journal.open(path, () => undefined);
  await driven(looking(blocks, {}, blocks), { least: blocks, most: blocks }, { journal: before });
  const rule = looking(at);
  const after = await Journal.open(path, () => undefined, { resume: true });
  const { session, said } = await driven(rule, {}, { journal: after });
  expect([rule.seen, session.blocks]).toEqual([seen, end]);
  expect(said.some((line) => line.startsWith(`block ${blocks} of`))).toBe(false);
});

test('blocks after an arm has stopped are whole, and it stays stopped where the gate is continued', async () => {
  const path = join(await temporaryFolder(), 'journal.jsonl');
  const arms: ArmName[] = ['plain', 'suppressed'];
  const journal = await Journal.open(path, () => undefined);
  await driven(looking(5, { suppressed: 4 }, 5), { most: 5 }, { arms, journal });
  const again = await Journal.open(path, () => undefined, { resume: true });
  const { results } = await driven(looking(6), {}, { arms, journal: again });
  expect(blocksOf(results[1]!, 'plain')).toEqual([0, 1, 2, 3, 4, 5]);
  expect(blocksOf(results[1]!, 'suppressed')).toEqual([0, 1, 2, 3]);
});
