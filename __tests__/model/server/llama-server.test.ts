import { afterEach, describe, expect, it } from '@jest/globals';
import { openServer } from '../../../src/model/server/open.ts';
import {
  answerOf,
  events,
  fakeServer,
  source,
  stopsAfter,
  type FakeServer,
  type Route,
  type Stream,
} from './support/fake.ts';

let server: FakeServer;
afterEach(() => server.close());

interface Told {
  predicted: number;
  promptMs?: number;
  predictedMs?: number;
  more?: object;
}
/** A message of llama.cpp b6500 and later, with `timings_per_token`. */
const told = (
  content: string,
  { predicted, promptMs = 10.25, predictedMs = 0.001, more = {} }: Told,
  rest: object = {},
): object => ({
  content,
  tokens: [1],
  stop: false,
  tokens_predicted: predicted,
  tokens_evaluated: 9,
  timings: { cache_n: 0, prompt_n: 9, prompt_ms: promptMs, predicted_n: predicted, predicted_ms: predictedMs, ...more },
  ...rest,
});
const progress = (processed: number, time_ms: number, more: object = {}): object =>
  told(
    '',
    { predicted: 0, promptMs: 0, predictedMs: 0 },
    { prompt_progress: { total: 9, cache: 0, processed, time_ms, ...more } },
  );
const stop = (stop_type: string, at: Told): object => told('', at, { stop: true, stop_type });

const routes = (stream: Route, more: Record<string, Route> = {}): Record<string, Route> => ({
  '/props': () => ({
    default_generation_settings: { n_ctx: 256 },
    chat_template: '{{ messages }}',
    model_path: '/nowhere/coder.gguf',
    model_alias: '/nowhere/coder.gguf',
    build_info: 'b7000-abc',
  }),
  '/v1/models': () => ({ data: [{ id: 'coder', meta: { n_params: 1000 } }] }),
  '/apply-template': (body) => ({
    prompt: `<|im_start|>user\n${(body['messages'] as { content: string }[])[0]!.content}<|im_end|>\n<|im_start|>assistant\n`,
  }),
  '/tokenize': (body) => ({ tokens: [...String(body['content'])].map((c) => c.codePointAt(0)!) }),
  '/completion': stream,
  ...more,
});
const ENDED: Stream = {
  ...events(
    progress(0, 0),
    progress(9, 10),
    told('de', { predicted: 1 }),
    told('f', { predicted: 2, predictedMs: 5.5 }),
    told('', { predicted: 3, predictedMs: 8.125 }),
    stop('eos', { predicted: 3, predictedMs: 8.125 }),
  ),
  pauseMs: 8,
};

describe('llama-server', () => {
  it('has its edges from its progress and timings, to the nanosecond', async () => {
    server = await fakeServer(routes(() => ENDED));
    const engine = await openServer(source('llama-server', server));
    expect(engine.edges).toBe('server');
    expect(engine.info).toMatchObject({
      contextSize: 256,
      parameters: 1000,
      llamaCpp: 'b7000-abc',
      server: 'llama-server b7000-abc',
    });
    const { answer, ns } = await answerOf(engine);
    expect(ns).toMatchObject({ prefill: 10_250_000, decode: 8_125_000 });
    expect(answer).toMatchObject({ promptTokens: 9, outputTokens: 2, decodeSteps: 2, stopReason: 'end', text: 'def' });
  });

  it('lets work begin with the message that came with the least delay, so that a busy client moves no edge', async () => {
    // The first message says 0 ms and comes late: the second shows that work began earlier.
    const late: Stream = {
      ...events(
        progress(0, 0),
        progress(9, 30),
        told('x', { predicted: 1, promptMs: 30 }),
        stop('limit', { predicted: 1, promptMs: 30 }),
      ),
    };
    server = await fakeServer(routes(() => ({ ...late, pauseMs: 20 })));
    const { ns, marks } = await answerOf(await openServer(source('llama-server', server)));
    expect(ns['prefill']).toBe(30_000_000);
    // Sent at 0, told at 20 (0 ms), 40 (30 ms), 60 (30 ms): begun at 10 or later, and before 20.
    const queue = ns['queue'] ?? 0;
    expect(queue).toBeGreaterThan(0);
    expect(marks.at(-1)!.contextTokens).toBe(10);
  });

  it('asks for no cache, progress, tokens and timings, with the prompt as ids', async () => {
    server = await fakeServer(routes(() => ENDED));
    await answerOf(await openServer(source('llama-server', server)), {
      prompt: { template: '{prompt}', answerPrefix: '' },
    });
    expect(server.bodies['/completion']!.at(-1)).toMatchObject({
      prompt: [...'<|im_start|>user\nT<|im_end|>\n<|im_start|>assistant\n'].map((c) => c.codePointAt(0)),
      cache_prompt: false,
      return_progress: true,
      timings_per_token: true,
      temperature: 0,
      n_predict: 8,
    });
  });

  it.each([
    [0, undefined],
    [1, [{ status: 'invalid', reason: 'prompt-cached' }]],
  ])('calls a prompt of which %i tokens came out of the cache by name', async (cache_n, remarks) => {
    server = await fakeServer(
      routes(() =>
        events(progress(9, 1), told('x', { predicted: 1, more: { cache_n } }), stop('limit', { predicted: 1 })),
      ),
    );
    const { answer } = await answerOf(await openServer(source('llama-server', server)));
    expect(answer.remarks).toEqual(remarks);
  });

  it('tells passes and accepted drafts apart', async () => {
    const draft = { draft_n: 6, draft_n_accepted: 4 };
    server = await fakeServer(
      routes(() =>
        events(
          progress(9, 1),
          told('a', { predicted: 1 }),
          told('bcdef', { predicted: 8, more: draft }),
          stop('limit', { predicted: 8, more: draft }),
        ),
      ),
    );
    const { answer } = await answerOf(await openServer(source('llama-server', server)));
    // Eight tokens: the first, and seven of three passes, four of them drafted.
    expect(answer).toMatchObject({ outputTokens: 8, decodeSteps: 3, draft: { proposed: 6, accepted: 4 } });
  });

  it('counts what was decoded after the stop, as its slot tells, and lets decode last as long', async () => {
    let slots = 0;
    server = await fakeServer(
      routes(
        (body) =>
          body['n_predict'] === 2
            ? ENDED
            : {
                ...events(
                  progress(0, 0),
                  progress(9, 5),
                  ...Array.from({ length: 90 }, (_, n) =>
                    told('x', { predicted: n + 1, promptMs: 5, predictedMs: 2 * n }),
                  ),
                ),
                pauseMs: 3,
              },
        {
          '/slots': () => [
            { id_task: 1, is_processing: slots++ < 2, n_prompt_tokens: 99 },
            // The prompt's nine and all that were decoded but the newest.
            { id_task: 7, is_processing: false, n_prompt_tokens: 9 + 5 },
          ],
        },
      ),
    );
    const { answer, ns } = await answerOf(await openServer(source('llama-server', server)), {
      maxTokens: 80,
      watcher: stopsAfter(4),
    });
    expect(slots).toBeGreaterThan(2);
    expect(answer).toMatchObject({
      stopReason: 'rule',
      text: 'xxxx',
      outputTokens: 6,
      overrunTokens: 2,
      decodeSteps: 5,
    });
    expect(ns['decode']).toBe(10_000_000);
    expect(answer.edgeClocks).toEqual({ prefillEnd: 'server', decodeEnd: 'server' });
  });

  it('is seen by the client where it tells no progress', async () => {
    server = await fakeServer(
      routes(() =>
        events(
          { content: 'x', stop: false, tokens_predicted: 1 },
          { content: '', stop: true, stop_type: 'limit', tokens_predicted: 1 },
        ),
      ),
    );
    expect((await openServer(source('llama-server', server))).edges).toBe('client');
  });

  it('keeps what a task spells of a control token as text', async () => {
    server = await fakeServer(
      routes(() => ENDED, {
        '/tokenize': (body) => ({
          tokens:
            body['parse_special'] === true && String(body['content']).includes('<|im_end|>')
              ? [0]
              : [...String(body['content'])].map(() => 1),
        }),
      }),
    );
    const engine = await openServer(source('llama-server', server));
    await answerOf(engine, { task: 'a<|im_end|>', prompt: { style: 'raw' } });
    expect(server.bodies['/completion']!.at(-1)!['prompt']).toEqual(Array.from({ length: 11 }, () => 1));
  });

  it.each([
    ['{% if add_generation_prompt %}<think>{% endif %}', true],
    ['plain', false],
  ])('knows that its template opens thoughts: %s', async (_template, opened) => {
    server = await fakeServer(
      routes(() => ENDED, {
        '/apply-template': (body) => ({
          prompt: `U${(body['messages'] as { content: string }[])[0]!.content}A${opened ? '<think>\n' : ''}`,
        }),
      }),
    );
    const engine = await openServer(source('llama-server', server));
    const prepared = await engine.preparePrompt({ template: null, file: null, style: 'chat', answerPrefix: null });
    expect(prepared.reasoning.opened).toBe(opened);
    // A fence would stand inside the thoughts.
    expect(prepared.prompt.answerPrefix).toBe(opened ? '' : '```python\n');
  });

  it('cuts a prompt in its middle, token by token, where that is asked', async () => {
    server = await fakeServer(routes(() => ENDED));
    const engine = await openServer(source('llama-server', server));
    const prompt = await engine.preparePrompt({ template: '{prompt}', file: null, style: 'raw', answerPrefix: null });
    await prompt.ahead!(['abcdefgh']);
    expect(prompt.tokenize('abcdefgh', 't', 8)).toMatchObject({ tokens: 8 });
    const ids = [...'abgh'].map((c) => c.codePointAt(0));
    expect(prompt.tokenize('abcdefgh', 't', 5)).toEqual({ body: { ids }, tokens: 4, identity: ids.join(' '), cut: 4 });
    expect(() => prompt.tokenize('abcdefgh', 't', 1)).toThrow(expect.objectContaining({ code: 'prompt-too-long' }));
  });

  it('refuses a prompt that leaves no token of its context', async () => {
    server = await fakeServer(routes(() => ENDED));
    const engine = await openServer(source('llama-server', server, { context: 64 }));
    expect(engine.info.contextSize).toBe(64);
    const raw = { template: '{prompt}', style: 'raw' as const };
    await expect(answerOf(engine, { task: 'x'.repeat(62), prompt: raw })).resolves.toMatchObject({
      answer: { text: 'def' },
    });
    await expect(answerOf(engine, { task: 'x'.repeat(63), prompt: raw })).rejects.toMatchObject({
      code: 'prompt-too-long',
    });
  });
});
