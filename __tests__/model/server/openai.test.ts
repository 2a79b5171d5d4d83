import { afterEach, describe, expect, it } from '@jest/globals';
import { preparePrompt } from '../../../src/experiment/prompts.ts';
import { openServer } from '../../../src/model/server/open.ts';
import { answerOf, events, fakeServer, source, type FakeServer, type Route, type Stream } from './support/fake.ts';

let server: FakeServer;
afterEach(() => server.close());

const delta = (fields: object, finish_reason: string | null = null): object => ({
  choices: [{ index: 0, delta: fields, finish_reason }],
});
const END = [delta({}, 'stop'), { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } }];
const chat = (stream: () => Stream, more: Record<string, Route> = {}): Record<string, Route> => ({
  '/v1/models': () => ({ data: [{ id: 'm' }] }),
  '/v1/chat/completions': stream,
  ...more,
});

describe("any other server of OpenAI's API", () => {
  it('ends prefill at the first text, never at the first data line, and is marked as seen by the client', async () => {
    server = await fakeServer(
      chat(() => ({
        ...events(delta({ role: 'assistant', content: '' }), delta({ content: 'a' }), delta({ content: 'b' }), ...END),
        pauseMs: 25,
      })),
    );
    const engine = await openServer(source('openai', server));
    expect(engine.edges).toBe('client');
    const { answer, ns, marks } = await answerOf(engine);
    // Two pauses before the first text, three more to the last message.
    expect(ns['prefill']).toBeGreaterThan(45e6);
    expect(ns['decode']).toBeGreaterThan(60e6);
    expect(marks.map((m) => m.phase)).not.toContain('queue');
    expect(answer).toMatchObject({ promptTokens: 9, outputTokens: 4, decodeSteps: 3, text: 'ab', stopReason: 'end' });
    expect(answer.tokenEnds).toEqual([1, 1, 2, 2]);
  });

  it('ends for want of tokens where the server says so, however few its messages are', async () => {
    const end = { choices: [], usage: { prompt_tokens: 9, completion_tokens: 8 } };
    server = await fakeServer(chat(() => events(delta({ content: 'all of it' }), delta({}, 'length'), end)));
    const { answer } = await answerOf(await openServer(source('openai', server)));
    expect(answer).toMatchObject({ outputTokens: 8, stopReason: 'max-tokens' });
  });

  it.each(['reasoning_content', 'reasoning'])(
    'takes thoughts (%s) for the first token, and puts them between tags',
    async (key) => {
      server = await fakeServer(
        chat(() => ({
          ...events(delta({ role: 'assistant' }), delta({ [key]: 'why' }), delta({ content: 'x' }), ...END),
          pauseMs: 25,
        })),
      );
      const { answer, ns } = await answerOf(await openServer(source('openai', server)));
      expect(answer.text).toBe('<think>\nwhy\n</think>\nx');
      expect(ns['decode']).toBeGreaterThan(60e6);
    },
  );

  it('sends the task as a turn, or raw to the completions', async () => {
    server = await fakeServer(
      chat(() => events(delta({ content: 'a' }), ...END), {
        '/v1/completions': () =>
          events(
            { choices: [{ index: 0, text: 'b', finish_reason: null }] },
            { choices: [{ index: 0, text: '', finish_reason: 'length' }] },
          ),
      }),
    );
    const engine = await openServer(source('openai', { url: `${server.url}/v1/` }));
    await answerOf(engine, { task: 'T', prompt: { template: 'Do {prompt}' } });
    expect(server.bodies['/v1/chat/completions']!.at(-1)).toMatchObject({
      model: 'm',
      messages: [{ role: 'user', content: 'Do T' }],
      temperature: 0,
    });
    const { answer } = await answerOf(engine, { task: 'T', prompt: { style: 'raw' } });
    expect(server.bodies['/v1/completions']!.at(-1)).toMatchObject({ prompt: 'T', max_tokens: 8 });
    expect(answer).toMatchObject({ text: 'b', outputTokens: 1 });
  });

  it("leaves out a workload's own opening of the turn, which it cannot have", async () => {
    server = await fakeServer(chat(() => events(delta({ content: 'a' }), ...END)));
    const engine = await openServer(source('openai', server));
    const none = { template: null, file: null, style: null, answerPrefix: null };
    const form = {
      chat: { template: 'Do {prompt}', answerPrefix: '```' },
      raw: { template: '{prompt}', answerPrefix: '#' },
    };
    expect((await preparePrompt(engine, none, form)).prompt).toEqual({
      style: 'chat',
      template: 'Do {prompt}',
      answerPrefix: '',
    });
    expect((await preparePrompt(engine, { ...none, style: 'raw' }, form)).prompt.answerPrefix).toBe('#');
  });

  it.each([
    [8, true],
    [7, false],
  ])(
    'keeps a prompt of 8 bytes whole where %i tokens have room, and refuses one that may have to be cut',
    async (most, fits) => {
      server = await fakeServer(chat(() => events(delta({ content: 'a' }), ...END)));
      const engine = await openServer(source('openai', server));
      const prompt = await engine.preparePrompt({ template: '{prompt}', file: null, style: null, answerPrefix: null });
      await prompt.ahead!(['12345678']);
      const cut = () => prompt.tokenize('12345678', 't', most);
      if (fits) expect(cut()).toBe(prompt.tokenize('12345678', 't'));
      else expect(cut).toThrow(expect.objectContaining({ code: 'prompt-too-long' }));
    },
  );

  it('names the models there are, where none or another is named', async () => {
    server = await fakeServer({ '/v1/models': () => ({ data: [{ id: 'a' }, { id: 'b' }] }) });
    await expect(openServer(source('openai', server))).rejects.toMatchObject({
      message: expect.stringContaining('serves a, b; engine.model names none of them'),
    });
    await expect(openServer(source('openai', server, { model: 'c' }))).rejects.toMatchObject({
      message: expect.stringContaining('engine.model names c'),
    });
  });
});
