import { describe, expect, it } from '@jest/globals';
import type { BlockReading, PhaseEnergy, RunResult } from '../../src/common/generated/run-result.ts';
import { compare } from '../../src/analysis/compare.ts';
import { describeOptions } from '../../src/gate/options.ts';
import { runBlocks } from '../../src/experiment/run.ts';
import { Session } from '../../src/experiment/session.ts';
import { markAccount, readingWithRemarks, recount, withRemarks } from '../../src/experiment/account.ts';
import { runPrefills } from '../../src/experiment/prefills.ts';
import { forget, runRequest } from '../../src/experiment/request.ts';
import type { Account, Engine, Step } from '../../src/model/engine.ts';
import { ScriptedEngine, type WordPrompt } from './support/scripted-engine.ts';
import { scriptedBench, scriptedSubject, textTask } from './support/scripted-session.ts';

const CLOCKS = { prefillEnd: 'server', decodeEnd: 'client' } as const;
const account = (more: Partial<Account> = {}): Account => ({
  edges: { sentNs: 1e9, workNs: 1e9, firstNs: 2e9, endNs: 3e9 },
  clocks: CLOCKS,
  promptTokens: null,
  outputTokens: null,
  limited: false,
  passes: null,
  draft: null,
  beyond: 0,
  remarks: [],
  ...more,
});
class Meter {
  readonly marks: string[] = [];
  mark = (edge: string, phase: string, id: string, detail: object = {}): void =>
    void this.marks.push(`${edge} ${phase} ${id} ${JSON.stringify(detail)}`);
}
const answer = {
  promptTokens: 9,
  outputTokens: 4,
  decodeSteps: 4,
  overrunTokens: 1,
  lineEnds: [
    { tokens: 2, end: 20 },
    { tokens: 3, end: 30 },
  ],
  tokenEnds: [10, 20, 30],
};

describe("a request's account", () => {
  it.each([
    [4_999_999, false],
    [5_000_000, true],
  ])('marks a queue from 5 ms on, as a phase of its own: %i ns', (queueNs, marked) => {
    const meter = new Meter();
    const edges = { sentNs: 1e9, workNs: 1e9 + queueNs, firstNs: 2e9, endNs: 3e9 };
    markAccount(meter, 'r', { edges }, { promptTokens: 9, outputTokens: 4 });
    expect(meter.marks).toEqual([
      ...(marked ? ['begin queue r {"tNs":1000000000}', `end queue r {"tNs":${1e9 + queueNs}}`] : []),
      `begin prefill r {"tNs":${1e9 + queueNs},"contextTokens":9}`,
      'end prefill r {"tNs":2000000000}',
      'begin decode r {"tNs":2000000000,"contextTokens":9}',
      'end decode r {"tNs":3000000000,"contextTokens":13}',
    ]);
  });

  it.each([
    [3, ',"tokens":3'],
    [0, ''],
  ])('tells the passes of a decode, in whose tempo power may pulse: %i', (decodeSteps, told) => {
    const meter = new Meter();
    const { edges } = account();
    markAccount(meter, 'r', { edges }, { promptTokens: 9, outputTokens: 4, decodeSteps }, { cell: 'base' });
    expect(meter.marks.at(-1)).toBe(`end decode r {"tNs":3000000000,"contextTokens":13${told},"cell":"base"}`);
  });

  it('leaves an answer as its steps have told, where the server tells no other', () => {
    expect(recount(answer, account())).toEqual({ ...answer, edgeClocks: CLOCKS });
    expect(recount(answer, account({ outputTokens: 4, promptTokens: 9 }))).toEqual({ ...answer, edgeClocks: CLOCKS });
  });

  it("has the server's counts: tokens along the text, passes apart from drafts, what it decoded beyond as overrun", () => {
    expect(recount(answer, account({ outputTokens: 8, promptTokens: 11 }))).toEqual({
      edgeClocks: CLOCKS,
      promptTokens: 11,
      outputTokens: 8,
      decodeSteps: 8,
      overrunTokens: 2,
      lineEnds: [
        { tokens: 4, end: 20 },
        { tokens: 6, end: 30 },
      ],
      tokenEnds: [10, 10, 20, 20, 30, 30],
    });
    expect(recount(answer, account({ outputTokens: 2 }))).toMatchObject({
      outputTokens: 2,
      overrunTokens: 0,
      decodeSteps: 2,
    });
    const draft = { proposed: 5, accepted: 2 };
    expect(recount(answer, account({ passes: 1, draft, beyond: 2 }))).toMatchObject({
      outputTokens: 6,
      overrunTokens: 3,
      decodeSteps: 3,
      draft,
    });
  });

  it('makes a prefill invalid that came out of a cache, and the block with it; what is not resolvable stays so', () => {
    const phase = (status: PhaseEnergy['validity']['status']): PhaseEnergy => ({
      grossJoules: 1,
      netJoules: 1,
      standardError: 0,
      seconds: 1,
      validity: { status, reasons: [] },
    });
    const phases = { prefill: phase('warning'), decode: phase('ok'), check: phase('ok') };
    const cached = { remarks: [{ status: 'invalid', reason: 'prompt-cached' }] satisfies Account['remarks'] };
    expect(withRemarks(phases, {})).toBe(phases);
    expect(withRemarks(phases, cached)).toEqual({
      ...phases,
      prefill: { ...phases.prefill, validity: { status: 'invalid', reasons: ['prompt-cached'] } },
    });
    expect(withRemarks({ ...phases, prefill: phase('not-resolvable') }, cached).prefill.validity.status).toBe(
      'not-resolvable',
    );
    const reading: BlockReading = {
      block: 0,
      arm: 'plain',
      seconds: 1,
      validity: { status: 'ok', reasons: ['power-capped'] },
    };
    expect(readingWithRemarks(reading, [{ answer: {} }])).toBe(reading);
    expect(readingWithRemarks(reading, [{ answer: {} }, { answer: cached }, { answer: cached }]).validity).toEqual({
      status: 'invalid',
      reasons: ['power-capped', 'prompt-cached'],
    });
  });
});

/** As a server's engine: its edges are told afterwards, and forgetting works the device. */
class ToldEngine extends ScriptedEngine {
  readonly resetWorks = true;
  account = (): Account => account({ promptTokens: 3 });
}

describe('a request of an engine that tells its edges afterwards', () => {
  const sampling = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 9 };

  it('is marked once it is over, with the edges told; forgetting before it is nobody’s work', async () => {
    const meter = new Meter();
    const engine = new ToldEngine(() => 'Paris it is');
    const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    const given = await runRequest(engine, meter, {
      id: 'r',
      prompt: prompt.tokenize('Q', 't'),
      sampling,
      watcher: null,
    });
    expect(given).toMatchObject({ promptTokens: 3, outputTokens: 3, text: 'Paris it is' });
    expect(meter.marks.map((m) => m.split(' {')[0])).toEqual([
      'begin queue forget/r',
      'end queue forget/r',
      'begin prefill r',
      'end prefill r',
      'begin decode r',
      'end decode r',
    ]);
    expect(meter.marks[0]).toContain('"extra":true');
    expect(engine.resets).toBe(1);
  });

  it.each([
    [2, 'max-tokens'],
    [3, 'max-tokens'],
    [4, 'end'],
  ])(
    'is heard to its end where it has all its tokens, for the server tells more then: of 3 at most %i',
    async (maxTokens, stopReason) => {
      let heardOut = false;
      class Slow extends ToldEngine {
        override async *generate(): AsyncGenerator<Step, void, void> {
          for (const text of ['a', 'b', 'c'].slice(0, maxTokens)) yield { text, tokens: 1, end: false };
          heardOut = true;
        }
      }
      const engine = new Slow(() => '');
      const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
      const request = {
        id: 'r',
        prompt: prompt.tokenize('Q', 't'),
        sampling: { ...sampling, maxTokens },
        watcher: null,
      };
      expect(await runRequest(engine, new Meter(), request)).toMatchObject({ stopReason });
      expect(heardOut).toBe(true);
    },
  );

  it('is not waited for where it gives more than it was allowed', async () => {
    class Endless extends ToldEngine {
      override async *generate(): AsyncGenerator<Step, void, void> {
        for (;;) yield { text: 'x', tokens: 1, end: false };
      }
    }
    const engine = new Endless(() => '');
    const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    const request = {
      id: 'r',
      prompt: prompt.tokenize('Q', 't'),
      sampling: { ...sampling, maxTokens: 2 },
      watcher: null,
    };
    expect(await runRequest(engine, new Meter(), request)).toMatchObject({ stopReason: 'max-tokens', outputTokens: 3 });
  });

  it('alone as a prefill is asked for one token, and belongs to no task', async () => {
    const meter = new Meter();
    const asked: number[] = [];
    const engine = new ToldEngine(() => 'Paris');
    const generate = engine.generate.bind(engine);
    const noting: Engine['generate'] = (prompt, s) => {
      asked.push(s.maxTokens);
      return generate(prompt as WordPrompt);
    };
    Object.assign(engine, { generate: noting });
    const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    const task = textTask('t', 'Q', 'Paris');
    await runPrefills(
      { engine, sampling, prompt },
      meter,
      { name: 'w', digest: '0', tasks: [task] },
      2,
      () => Promise.resolve(),
      'base/plain',
    );
    expect(asked).toEqual([1, 1]);
    const own = meter.marks.filter((m) => m.includes(' prefill '));
    expect(own).toHaveLength(4);
    for (const mark of own)
      expect(mark).toMatch(
        /prefill prefill\/base\/plain\/[01] .*"cell":"base\/plain","extra":true|"extra":true,"cell":"base\/plain"/,
      );
    expect(meter.marks.some((m) => m.includes('decode'))).toBe(false);
  });

  it('is forgotten unmarked where that costs nothing', async () => {
    const meter = new Meter();
    await forget(new ScriptedEngine(() => ''), meter, 'r');
    expect(meter.marks).toEqual([]);
  });
});

it('a request out of a prompt cache makes the whole measurement invalid, by name', async () => {
  const remarks = [{ status: 'invalid', reason: 'prompt-cached' }] satisfies Account['remarks'];
  class CachedEngine extends ScriptedEngine {
    account = (): Account => account({ remarks });
  }
  const measured = async (engine: ScriptedEngine): Promise<RunResult> => {
    const bench = scriptedBench();
    const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0, engine)], null);
    const extent = { blocks: 1, budget: { seconds: 60, joules: null } };
    return (await runBlocks(session, extent, () => undefined))[0]!;
  };
  const cached = await measured(new CachedEngine(() => 'Paris'));
  const clean = await measured(new ScriptedEngine(() => 'Paris'));
  const repeats = cached.arms.plain!.tasks.flatMap((t) => t.repeats);
  for (const r of repeats) expect(r.phases.prefill.validity).toEqual({ status: 'invalid', reasons: ['prompt-cached'] });
  expect(cached.validity).toEqual({ status: 'invalid', reasons: ['prompt-cached'] });
  const told = compare(clean, cached, describeOptions(null));
  expect(told.verdict).toBe('invalid');
  expect(told.findings).toContainEqual(expect.objectContaining({ code: 'prompt-cached', side: 'head' }));
  expect(clean.validity!.reasons).not.toContain('prompt-cached');
});
