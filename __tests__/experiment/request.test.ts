import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runRequest, type Answer } from '../../src/experiment/request.ts';
import type { Watcher } from '../../src/judge/types.ts';
import type { Engine, PreparedPrompt } from '../../src/model/engine.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import type { CodeTask } from '../../src/workload/types.ts';
import { loadEngine } from '../support/engine.ts';

const greedy = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 512 };

/** Decides for the n-th line end offered, but only `late` tokens after it. */
class LateWatcher implements Watcher {
  readonly everyToken = true;
  readonly reason = 'rule' as const;
  decided: Watcher['decided'] = null;
  #candidate: Watcher['decided'] = null;
  #seen = 0;
  settled = false;
  constructor(
    readonly line: number,
    readonly late: number,
  ) {}
  offer(text: string, tokens: number, lineEnd: boolean): void {
    if (lineEnd && ++this.#seen === this.line)
      this.#candidate = { text: text.slice(0, text.lastIndexOf('\n') + 1), tokens };
    if (this.#candidate && tokens >= this.#candidate.tokens + this.late) this.decided = this.#candidate;
  }
  async settle(): Promise<void> {
    this.settled = true;
  }
}

describe('one request on the embedded model', () => {
  let engine: Engine;
  let prompt: PreparedPrompt;
  let task: CodeTask;
  const marks: string[] = [];
  let told: object | undefined;
  const meter = {
    mark: (edge: string, phase: string, id: string, detail?: object) => {
      marks.push(`${edge} ${phase} ${id}`);
      told = detail;
    },
  };
  beforeAll(async () => {
    engine = await loadEngine();
    prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    [task] = (await loadWorkload({ name: 'practice', path: null, tasks: ['practice/0'] })).tasks as [CodeTask];
  });
  afterAll(() => engine.close());
  const run = (watcher: Watcher | null, maxTokens = 512): Promise<Answer> => {
    marks.length = 0;
    return runRequest(engine, meter, {
      id: 'r',
      prompt: prompt.tokenize(task.prompt, task.id),
      sampling: { ...greedy, maxTokens },
      watcher,
    });
  };

  it("marks prefill up to the first token, then decode, and counts the end token's step", async () => {
    const a = await run(null);
    expect(marks).toEqual(['begin prefill r', 'end prefill r', 'begin decode r', 'end decode r']);
    expect(a).toMatchObject({ stopReason: 'end', overrunTokens: 0, text: task.canonicalSolution });
    expect(a.decodeSteps).toBe(a.outputTokens);
    expect(told).toEqual({ contextTokens: a.promptTokens + a.outputTokens, tokens: a.decodeSteps });
    expect(a.lineEnds.at(-1)).toEqual({ tokens: a.outputTokens, end: a.text.length });
    expect(a.tokenEnds.at(-1)).toBe(a.text.length);
  });

  it('stops at max-tokens, where no step follows the last token', async () => {
    const a = await run(null, 7);
    expect(a).toMatchObject({ stopReason: 'max-tokens', outputTokens: 7, decodeSteps: 6 });
    expect(told).toMatchObject({ tokens: 6 });
    await run(null, 1);
    expect(told).not.toHaveProperty('tokens');
  });

  it('counts what was decoded after the stop as overrun, and keeps it out of the text', async () => {
    const whole = await run(null);
    const watcher = new LateWatcher(2, 3);
    const a = await run(watcher);
    expect(a.stopReason).toBe('rule');
    expect(a.overrunTokens).toBe(3);
    expect(whole.text.startsWith(a.text)).toBe(true);
    expect(a.text.split('\n')).toHaveLength(3);
    expect(a.outputTokens).toBe(a.lineEnds.at(-1)!.tokens + 3);
    expect(watcher.settled).toBe(true);
  });

  it('does not call an answer stopped that ended by itself', async () => {
    const a = await run(new LateWatcher(1, 10_000));
    expect(a.stopReason).toBe('end');
    expect(a.overrunTokens).toBe(0);
  });
});
