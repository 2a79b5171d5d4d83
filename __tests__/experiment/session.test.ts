import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { assertRunResult } from '../../src/common/schema.ts';
import { EstimateMeter } from '../../src/energy/meters/estimate.ts';
import { describeOptions } from '../../src/gate/options.ts';
import { runBlocks } from '../../src/experiment/run.ts';
import { Session } from '../../src/experiment/session.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';
import { scriptedBench, scriptedSubject } from './support/scripted-session.ts';
import { TextJudge } from './support/text-judge.ts';

const ANSWERS: Record<string, string> = {
  'What is the capital of France?': 'Paris',
  'Who wrote Faust?': 'It was Goethe\nof Weimar',
};
const answering = (tokensOfMessage = 1): ScriptedEngine => new ScriptedEngine((p) => ANSWERS[p]!, tokensOfMessage);

test('a text workload runs through a session: scored, never passed, and without an arm that nothing could stop', async () => {
  const said: string[] = [];
  const bench = scriptedBench({ arms: ['plain', 'suppressed'], onProgress: (line) => void said.push(line) });
  const engine = answering();
  const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, engine)], null);
  expect(session.arms).toEqual(['plain']);
  expect(said).toContainEqual(expect.stringMatching(/^rule-not-applicable: .* arm suppressed is left out$/));
  const [result] = await runBlocks(session, { blocks: 2, budget: { seconds: 600, joules: null } }, bench.onProgress);
  assertRunResult(result, 'the result');
  expect(Object.keys(result.arms)).toEqual(['plain']);
  expect(result.subject.suppression).toEqual({ rule: 'none' });
  expect(result.workload).toEqual({ name: 'capitals', digest: bench.workload.digest, tasks: 2 });
  expect(result.environment).not.toHaveProperty('python');
  const [capital, faust] = result.arms.plain!.tasks;
  expect(capital!.repeats.map((r) => [r.block, r.passed, r.score, r.scoreName])).toEqual([
    [0, null, 1, 'f1'],
    [1, null, 1, 'f1'],
  ]);
  // 5 words, one of them the reference's only one: 2 · 1 ÷ (5 + 1).
  expect(faust!.repeats[0]).toMatchObject({ score: expect.closeTo(1 / 3, 12), babbleTokens: null, outputTokens: 5 });
  for (const { repeats } of result.arms.plain!.tasks)
    for (const r of repeats) {
      for (const key of ['completeTokens', 'stopStringTokens', 'babbleKinds', 'falseStop', 'missedStop'])
        expect(r).not.toHaveProperty(key);
      expect(r.phases.decode.grossJoules).toBeGreaterThanOrEqual(0);
    }
  // One for the warm-up, 2 tasks × 2 blocks.
  expect(engine.resets).toBe(5);
});

test('without hidden tests a comparison has no pass-at-1', async () => {
  const bench = scriptedBench();
  const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, answering())], null);
  const [result] = await runBlocks(session, { blocks: 1, budget: { seconds: 600, joules: null } }, () => undefined);
  const comparison = compare(null, result!, describeOptions(null));
  expect(comparison.metrics.map((m) => m.id)).toContain('output-tokens');
  expect(comparison.metrics.map((m) => m.id)).not.toContain('pass-at-1');
});

test('where suppressed is the only arm asked for, it is refused by name', async () => {
  const bench = scriptedBench({ arms: ['suppressed'] });
  const subject = await scriptedSubject(bench, 'head', 0);
  await expect(Session.begin(bench, [subject], null)).rejects.toMatchObject({ code: 'rule-invalid' });
});

test.each([1, 2, 3])('messages of %d tokens count every token, and the end as a step', async (size) => {
  const bench = scriptedBench();
  const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, answering(size))], null);
  await session.runBlock();
  const faust = session.results()[0]!.arms.plain!.tasks[1]!.repeats[0]!;
  expect(faust).toMatchObject({
    text: 'It was Goethe\nof Weimar',
    outputTokens: 5,
    decodeSteps: 5,
    stopReason: 'end',
    promptTokens: 3,
  });
});

test('a driver adds blocks as it likes, and each is graded when it is done; results so far are whole', async () => {
  const judge = new TextJudge();
  const bench = scriptedBench({ judge });
  const subjects = [
    await scriptedSubject(bench, 'base', 0, answering()),
    await scriptedSubject(bench, 'head', 1, answering()),
  ];
  const session = await Session.begin(bench, subjects, null);
  await session.warmUp();
  expect(session.results().map((r) => r.arms.plain!.tasks[0]!.repeats)).toEqual([[], []]);
  const passes: string[] = [];
  for (let block = 1; block <= 3; block++) {
    await session.runBlock((p) => void passes.push(`${p.block} ${p.subject} ${p.arm}`));
    expect([session.blocks, judge.judged]).toEqual([block, 4 * block]);
    for (const result of session.results()) {
      assertRunResult(result, 'results so far');
      expect(result.measurement).toBe(session.measurement);
      expect(result.arms.plain!.tasks.map((t) => t.repeats.map((r) => r.block))).toEqual([
        Array.from({ length: block }, (_, b) => b),
        Array.from({ length: block }, (_, b) => b),
      ]);
    }
  }
  expect(passes).toEqual([0, 1, 2].flatMap((block) => [`${block} base plain`, `${block} head plain`]));
});

/** Counts 0.25 J for each block that is metered, and 1 s. */
class PricedMeter extends EstimateMeter {
  override async finishBlock(): ReturnType<EstimateMeter['finishBlock']> {
    const energy = await super.finishBlock();
    let first = true;
    for (const phases of energy.requests.values()) {
      phases.prefill = { ...phases.prefill, grossJoules: first ? 0.25 : 0 };
      phases.decode = { ...phases.decode, grossJoules: 0 };
      first = false;
    }
    return { ...energy, seconds: 1 };
  }
}

/** A prefill takes 0.5 s and 2 J, what was decoded 1 s and 3 J, whatever it was. */
class SteadyMeter extends EstimateMeter {
  constructor(readonly known: boolean) {
    super({ kind: 'estimate' });
  }

  override async finishBlock(): ReturnType<EstimateMeter['finishBlock']> {
    const energy = await super.finishBlock();
    for (const phases of energy.requests.values()) {
      phases.prefill = { ...phases.prefill, seconds: 0.5, grossJoules: 2 };
      phases.decode = { ...phases.decode, seconds: 1, grossJoules: this.known ? 3 : null };
    }
    return energy;
  }
}

test.each([true, false])('a warm-up tells what a block takes at most; joules known: %s', async (known) => {
  const bench = scriptedBench({ meter: new SteadyMeter(known) });
  const config = { sampling: { 'max-tokens': 12 } };
  const subjects = [
    await scriptedSubject(bench, 'base', 0, new ScriptedEngine(() => 'a b c'), config),
    await scriptedSubject(bench, 'head', 1, new ScriptedEngine(() => 'a b c d e'), config),
  ];
  const session = await Session.begin(bench, subjects, null);
  expect([session.warm, session.forecast]).toEqual([false, null]);
  await session.warmUp();
  // 3 and 5 steps were seen, the first token being the prefill's and the end a step; all 12 would take 4 and 2.4 times.
  expect(session.forecast!.seconds).toBeCloseTo(2 * (0.5 + 4) + 2 * (0.5 + 2.4), 12);
  if (known) expect(session.forecast!.joules).toBeCloseTo(2 * (2 + 4 * 3) + 2 * (2 + 2.4 * 3), 12);
  else expect(session.forecast!.joules).toBeNull();
  expect(session.warm).toBe(true);
});

test.each([
  // A block is begun only where the average so far would fit: 0.25 J each.
  [0.75, 3, 'budget-spent'],
  [0.74, 2, 'budget-spent'],
  [1, 4, null],
])('of 4 blocks a budget of %d J allows %d', async (joules, blocks, reason) => {
  const bench = scriptedBench({ meter: new PricedMeter({ kind: 'estimate' }) });
  const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, answering())], null);
  const [result] = await runBlocks(session, { blocks: 4, budget: { seconds: 600, joules } }, () => undefined);
  expect(session.blocks).toBe(blocks);
  expect(result!.validity).toEqual(
    reason === null ? { status: 'ok', reasons: [] } : { status: 'warning', reasons: [reason] },
  );
});

test('a block once begun is finished, whatever the budget of seconds', async () => {
  const bench = scriptedBench();
  const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, answering())], null);
  const [result] = await runBlocks(session, { blocks: 4, budget: { seconds: 0, joules: null } }, () => undefined);
  expect(session.blocks).toBe(1);
  expect(result!.validity!.reasons).toEqual(['budget-spent']);
});

/** Thinks longer than the pause that clocks and caches survive. */
class SlowJudge extends TextJudge {
  override async judge(answers: Parameters<TextJudge['judge']>[0]): ReturnType<TextJudge['judge']> {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    return await super.judge(answers);
  }
}

/** Attributes as long. */
class SlowMeter extends PricedMeter {
  override async finishBlock(): ReturnType<PricedMeter['finishBlock']> {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    return await super.finishBlock();
  }
}

test.each<[string, Partial<Parameters<typeof scriptedBench>[0]>, number]>([
  ['no pause', {}, 0],
  ['a long grading', { judge: new SlowJudge() }, 1],
  ['a long attribution', { meter: new SlowMeter({ kind: 'estimate' }) }, 1],
])('after %s so many short requests, which nobody meters, come before the next block', async (_, slow, more) => {
  const bench = scriptedBench({ judge: new TextJudge(), ...slow });
  const engine = answering();
  const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, engine)], null);
  for (let block = 0; block < 3; block++) await session.runBlock();
  // 2 tasks × 3 blocks, and what comes before the second and the third.
  expect(engine.resets).toBe(6 + 2 * more);
  expect(session.results()[0]!.arms.plain!.tasks.map((t) => t.repeats.length)).toEqual([3, 3]);
});
