import { afterEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../src/experiment/request.ts';
import { openServer } from '../../../src/model/server/open.ts';
import { answerOf, fakeServer, jsonLines, source, type Body, type FakeServer, type Route } from './support/fake.ts';

let server: FakeServer;
afterEach(() => server.close());

const DIGEST = 'a'.repeat(64);
/** As Ollama 0.6 sends it; durations are nanoseconds. */
const DONE = {
  model: 'coder:latest',
  done: true,
  done_reason: 'stop',
  total_duration: 900_000_000,
  load_duration: 20_000_000,
  prompt_eval_count: 26,
  prompt_eval_duration: 13_079_001,
  eval_count: 4,
  eval_duration: 25_000_007,
};
const said = (content: string, more: object = {}): object => ({
  message: { role: 'assistant', content, ...more },
  done: false,
});

/** Evaluates every prompt anew, 1 ms a token, unless it is told to have a cache that others do not push out. */
function ollama(
  {
    done = {},
    says = [said('de'), said('f f('), said(')')],
    cached = false,
  }: { done?: object; says?: object[]; cached?: boolean } = {},
  more: Record<string, Route> = {},
): Record<string, Route> {
  const seen = new Set<string>();
  return {
    '/api/version': () => ({ version: '0.12.3' }),
    '/api/show': () => ({
      template: '{{ .System }}{{ .Prompt }}',
      details: { family: 'qwen2', quantization_level: 'Q4_K_M' },
      model_info: { 'general.parameter_count': 7_000_000_000, 'qwen2.context_length': 32_768 },
    }),
    '/api/tags': () => ({ models: [{ name: 'coder:latest', digest: `sha256:${DIGEST}` }] }),
    '/api/generate': (body) => {
      const prompt = String(body['prompt']);
      const tokens = prompt.split(' ').length;
      const known = cached && seen.has(prompt);
      seen.add(prompt);
      return {
        done: true,
        prompt_eval_count: tokens,
        prompt_eval_duration: known ? 1000 : tokens * 1_000_000,
        eval_count: 1,
        eval_duration: 1,
      };
    },
    '/api/chat': () => ({
      ...jsonLines(...says, { message: { role: 'assistant', content: '' }, ...DONE, ...done }),
      pauseMs: 15,
    }),
    ...more,
  };
}
const open = (): ReturnType<typeof openServer> => openServer(source('ollama', server, { model: 'coder' }));

const CACHED = [{ status: 'invalid', reason: 'prompt-cached' }];
/** Less that of a queue, which is this machine's. */
const reasons = ({ remarks = [] }: Answer) => remarks.filter((r) => r.reason !== 'waited-in-queue');

describe('Ollama', () => {
  it('has its edges from the last message and its durations, to the nanosecond, and its own counts', async () => {
    server = await fakeServer(ollama());
    const engine = await open();
    expect(engine.edges).toBe('server');
    expect(engine.info).toMatchObject({
      server: 'ollama 0.12.3',
      architecture: 'qwen2',
      quantization: 'Q4_K_M',
      parameters: 7_000_000_000,
      contextSize: 8192,
    });
    const { answer, ns } = await answerOf(engine);
    expect(ns).toMatchObject({ prefill: 13_079_001, decode: 25_000_007 });
    expect(answer).toMatchObject({
      promptTokens: 26,
      outputTokens: 3,
      decodeSteps: 3,
      stopReason: 'end',
      text: 'def f()',
    });
    expect(reasons(answer)).toEqual([]);
  });

  it('counts what it counts, where its messages are no tokens', async () => {
    server = await fakeServer(ollama({ done: { eval_count: 7 } }));
    const { answer } = await answerOf(await open());
    expect(answer).toMatchObject({ outputTokens: 6, decodeSteps: 6 });
    expect(answer.tokenEnds).toEqual([2, 2, 6, 6, 7, 7]);
  });

  it('pushes the last prompt out of the cache before each request, outside of its phases', async () => {
    server = await fakeServer(ollama());
    const engine = await open();
    const before = server.bodies['/api/generate']!.length;
    await answerOf(engine);
    await answerOf(engine);
    const flushes = server.bodies['/api/generate']!.slice(before);
    expect(flushes).toHaveLength(2);
    expect(flushes[0]).toMatchObject({ raw: true, options: { num_predict: 1, num_ctx: 8192 } });
    expect(flushes[0]!['prompt']).not.toBe(flushes[1]!['prompt']);
    expect(engine.resetWorks).toBe(true);
  });

  it('is refused where its cache keeps a prompt although another came', async () => {
    server = await fakeServer(ollama({ cached: true }));
    await expect(open()).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringContaining('OLLAMA_NUM_PARALLEL=1'),
    });
  });

  it.each([
    ['takes a third of the time of its tokens', { prompt_eval_count: 60, prompt_eval_duration: 20_000_000 }, []],
    ['takes less than that', { prompt_eval_count: 60, prompt_eval_duration: 19_999_999 }, CACHED],
    ['is too short to tell', { prompt_eval_count: 31, prompt_eval_duration: 1 }, []],
    ['is just long enough', { prompt_eval_count: 32, prompt_eval_duration: 1 }, CACHED],
    ['has no time told', { prompt_eval_duration: undefined }, CACHED],
    ['has no count told', { prompt_eval_count: undefined }, CACHED],
  ])('tells a prompt out of the cache by its time: one that %s', async (_what, done, remarks) => {
    server = await fakeServer(ollama({ done }));
    const { answer } = await answerOf(await open());
    expect(reasons(answer)).toEqual(remarks);
  });

  it.each([
    [100_000_000, []],
    [100_000_001, [{ status: 'warning', reason: 'model-loaded' }]],
  ])('tells of loading for over 0.1 s: %i ns', async (load_duration, remarks) => {
    server = await fakeServer(ollama({ done: { load_duration } }));
    expect(reasons((await answerOf(await open())).answer)).toEqual(remarks);
  });

  it('puts thoughts between tags, so that they are counted apart', async () => {
    server = await fakeServer(ollama({ says: [said('', { thinking: 'Hm' }), said('', { thinking: '.' }), said('x')] }));
    const { answer } = await answerOf(await open());
    expect(answer.text).toBe('<think>\nHm.\n</think>\nx');
  });

  it('is asked raw where that is wanted, and refuses to open a turn', async () => {
    server = await fakeServer(
      ollama(
        {},
        {
          '/api/generate': (body: Body) =>
            body['stream'] === true
              ? jsonLines({ response: 'x', done: false }, { response: '', ...DONE })
              : { prompt_eval_count: 400, prompt_eval_duration: 400_000_000 },
        },
      ),
    );
    const engine = await open();
    const { answer } = await answerOf(engine, { task: 'def f', prompt: { style: 'raw' } });
    expect(answer.text).toBe('x');
    expect(server.bodies['/api/generate']!.at(-1)).toMatchObject({ raw: true, prompt: 'def f', model: 'coder' });
    await expect(answerOf(engine, { prompt: { answerPrefix: '```' } })).rejects.toMatchObject({
      code: 'prompt-invalid',
    });
  });
});
