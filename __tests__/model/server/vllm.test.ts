import { afterEach, describe, expect, it } from '@jest/globals';
import { openServer } from '../../../src/model/server/open.ts';
import {
  answerOf,
  events,
  fakeServer,
  source,
  stopsAfter,
  type Body,
  type FakeServer,
  type Route,
  type Stream,
} from './support/fake.ts';

let server: FakeServer;
afterEach(() => server.close());

const METRICS = { queue_time_ms: 12.5, time_to_first_token_ms: 40.000001, generation_time_ms: 100.25 };
const chunk = (text: string, token_ids: number[], more: object = {}): object => ({
  choices: [{ index: 0, text, token_ids, finish_reason: null, ...more }],
});
const usage = (more: object = {}): object => ({ prompt_tokens: 4, completion_tokens: 4, ...more });

/** The documented protocol: tokens of a turn, a stream with ids, usage and metrics in its last chunk. */
const routes = (stream: (body: Body) => Stream, more: Record<string, Route> = {}): Record<string, Route> => ({
  '/v1/models': () => ({ data: [{ id: 'coder', max_model_len: 512 }] }),
  '/version': () => ({ version: '0.25.0' }),
  '/tokenize': (body) => ({ tokens: body['messages'] ? [1, 10, 11, 2] : [7, 8] }),
  '/detokenize': () => ({ prompt: '<|im_start|>user\nwhere the task stands```<|im_end|>\n<|im_start|>assistant\n' }),
  '/v1/completions': stream,
  ...more,
});
const whole = (): Stream =>
  events(
    ': ping\n\n',
    { choices: [{ index: 0, text: '', finish_reason: null }] },
    chunk('de', [5]),
    chunk('f f(', [6, 7]),
    chunk('', [2], { finish_reason: 'stop' }),
    { choices: [], usage: usage(), metrics: METRICS },
  );

describe('vLLM', () => {
  it('has its edges from the metrics of the last chunk, to the nanosecond, and its tokens from their ids', async () => {
    server = await fakeServer(routes(whole));
    const engine = await openServer(source('vllm', server));
    expect(engine.edges).toBe('server');
    expect(engine.info).toMatchObject({ server: 'vllm 0.25.0', contextSize: 512, backend: 'vllm', threads: null });
    const { answer, marks, ns } = await answerOf(engine);
    expect(ns).toEqual({ queue: 12_500_000, prefill: 40_000_001, decode: 100_250_000 });
    expect(marks.map((m) => `${m.edge} ${m.phase}`)).toEqual([
      'begin queue',
      'end queue',
      'begin prefill',
      'end prefill',
      'begin decode',
      'end decode',
    ]);
    // Three ids before the end token's, in two chunks; the end token's pass is a step, and no output.
    expect(answer).toMatchObject({
      promptTokens: 4,
      outputTokens: 3,
      decodeSteps: 3,
      stopReason: 'end',
      text: 'def f(',
    });
    expect(answer.tokenEnds).toEqual([2, 6, 6]);
    expect(answer.remarks).toBeUndefined();
  });

  it('asks for the turn as ids with a cache of its own, and for what the model would set otherwise', async () => {
    server = await fakeServer(routes(whole));
    const engine = await openServer(source('vllm', server));
    await answerOf(engine);
    await answerOf(engine);
    const [, first, second] = server.bodies['/v1/completions']!;
    // The turn's ids, then those of the fence that opens the answer.
    expect(first).toMatchObject({
      model: 'coder',
      prompt: [1, 10, 11, 2, 7, 8],
      stream: true,
      stream_options: { include_usage: true },
      return_token_ids: true,
      temperature: 0,
      max_tokens: 8,
      repetition_penalty: 1,
    });
    expect(first!['cache_salt']).not.toBe(second!['cache_salt']);
    expect(server.bodies['/tokenize']!.at(-1)).toMatchObject({
      messages: [{ role: 'user' }],
      add_generation_prompt: true,
    });
  });

  it.each([
    [0, undefined],
    [1, [{ status: 'invalid', reason: 'prompt-cached' }]],
  ])('calls a prompt of which %i tokens came out of the prefix cache by name', async (cached_tokens, remarks) => {
    server = await fakeServer(
      routes(() =>
        events(chunk('x', [5], { finish_reason: 'length' }), {
          choices: [],
          usage: usage({ prompt_tokens_details: { cached_tokens } }),
          metrics: METRICS,
        }),
      ),
    );
    const { answer } = await answerOf(await openServer(source('vllm', server)));
    expect(answer.remarks).toEqual(remarks);
  });

  it.each([
    [100, undefined],
    [100.001, [{ status: 'warning', reason: 'waited-in-queue' }]],
  ])('tells of a queue of over 0.1 s: %d ms', async (queue_time_ms, remarks) => {
    server = await fakeServer(
      routes(() =>
        events(chunk('x', [5], { finish_reason: 'length' }), {
          choices: [],
          usage: usage(),
          metrics: { ...METRICS, queue_time_ms },
        }),
      ),
    );
    const { answer, ns } = await answerOf(await openServer(source('vllm', server)));
    expect(answer.remarks).toEqual(remarks);
    expect(ns['queue']).toBe(queue_time_ms * 1e6);
  });

  it('has the edges that the client saw where the server keeps no metrics, and says so', async () => {
    server = await fakeServer(
      routes(() => ({
        ...events(
          { choices: [{ index: 0, text: '' }] },
          chunk('a', [5]),
          chunk('b', [6], { finish_reason: 'length' }),
          { choices: [], usage: usage() },
        ),
        pauseMs: 20,
      })),
    );
    const engine = await openServer(source('vllm', server));
    expect(engine.edges).toBe('client');
    const { ns, marks } = await answerOf(engine);
    expect(marks.map((m) => m.phase)).not.toContain('queue');
    // The first data line has no token: prefill goes on to the second.
    expect(ns['prefill']).toBeGreaterThan(30e6);
    expect(ns['decode']).toBeGreaterThan(10e6);
  });

  it('has its own edges where an answer has all its tokens, which the last chunk tells', async () => {
    server = await fakeServer(
      routes(() =>
        events(chunk('a', [5]), chunk('b', [6], { finish_reason: 'length' }), {
          choices: [],
          usage: usage(),
          metrics: METRICS,
        }),
      ),
    );
    const { answer, ns } = await answerOf(await openServer(source('vllm', server)), { maxTokens: 2 });
    expect(ns).toMatchObject({ prefill: 40_000_001, decode: 100_250_000 });
    expect(answer).toMatchObject({ stopReason: 'max-tokens', outputTokens: 2, decodeSteps: 1 });
    expect(answer.edgeClocks).toEqual({ prefillEnd: 'server', decodeEnd: 'server' });
  });

  it('is raw where the model has no template, with the tail of the template opening the answer', async () => {
    server = await fakeServer(
      routes(whole, { '/tokenize': (body) => (body['messages'] ? undefined : { tokens: [3, 4, 5] }) }),
    );
    const engine = await openServer(source('vllm', server));
    const prepared = await engine.preparePrompt({
      template: '{prompt}    return',
      file: null,
      style: null,
      answerPrefix: null,
    });
    expect(prepared).toMatchObject({ prompt: { style: 'raw' }, opensAnswer: '    return' });
    await prepared.ahead!(['T']);
    expect(prepared.tokenize('T', 't')).toMatchObject({ tokens: 3, identity: '3 4 5' });
  });

  it('closes the stream of an answer that is stopped', async () => {
    let closed = false;
    server = await fakeServer(
      routes(
        (body) => {
          const many = Array.from({ length: 200 }, (_, n) => chunk('x', [n]));
          return body['max_tokens'] === 2
            ? whole()
            : { ...events(...many, chunk('', [2], { finish_reason: 'stop' })), pauseMs: 5 };
        },
        {
          '/version': (_body, request) => {
            request.socket.on('close', () => (closed = true));
            return { version: '1' };
          },
        },
      ),
    );
    const engine = await openServer(source('vllm', server));
    const { answer } = await answerOf(engine, { maxTokens: 300, watcher: stopsAfter(3) });
    // Metrics come with the last chunk, which never came.
    const clocks = { prefillEnd: 'client', decodeEnd: 'client' };
    expect(answer).toMatchObject({
      stopReason: 'rule',
      text: 'xxx',
      outputTokens: 3,
      overrunTokens: 0,
      edgeClocks: clocks,
    });
    for (let n = 0; n < 200 && !closed; n++) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(closed).toBe(true);
  });
});
