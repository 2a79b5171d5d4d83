import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describeError } from '../../../src/common/errors.ts';
import { useProxies } from '../../../src/common/proxy.ts';
import { addressOf } from '../../../src/model/server/address.ts';
import { ServerClient } from '../../../src/model/server/http.ts';
import { ServerKey } from '../../../src/model/server/key.ts';
import { messagesOf } from '../../../src/model/server/messages.ts';
import { openServer } from '../../../src/model/server/open.ts';
import { serve, type LocalServer } from '../../support/server.ts';
import { answerOf, events, fakeServer, source } from './support/fake.ts';

const KEY = 'sk-"secret"/+1234';
const NAME = 'JOULEGATE_TEST_KEY';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  delete process.env[NAME];
  for (const close of closers.splice(0)) await close();
});

async function clientOf(
  url: string,
  key: string | null = null,
  patience?: { question: number; stream: number },
): Promise<ServerClient> {
  const env = key === null ? {} : { [NAME]: key };
  const client = new ServerClient(await addressOf(url), ServerKey.from(key === null ? null : NAME, env), patience);
  closers.push(() => client.close());
  return client;
}
async function local(handler: Parameters<typeof serve>[0]): Promise<LocalServer> {
  const server = await serve(handler);
  closers.push(() => server.close());
  return server;
}
const failure = async (what: Promise<unknown>): Promise<string> =>
  await what.then(
    () => 'no error',
    (error: unknown) => `${describeError(error)}\n${JSON.stringify(error)}\n${String((error as Error).cause)}`,
  );
async function drain(client: ServerClient): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const { fields } of messagesOf(
    client,
    '/s',
    client.lines('/s', {}, () => undefined),
    'events',
  ))
    seen.push(fields);
  return seen;
}

describe('a server is spoken with', () => {
  it('by its key, which no error shows, whatever the server echoes of it', async () => {
    const server = await local((request, response) => {
      const { authorization = '' } = request.headers;
      const status = request.url === '/moved' ? 302 : 500;
      response.writeHead(status, { location: `http://127.0.0.1:1/?${encodeURIComponent(KEY)}` });
      response.end(JSON.stringify({ error: authorization, again: KEY, escaped: encodeURIComponent(KEY) }));
    });
    const client = await clientOf(server.url, KEY);
    for (const path of ['/x', '/moved']) {
      const said = await failure(client.ask('GET', path, undefined, 'fails'));
      expect(server.requests.at(-1)!.authorization).toBe(`Bearer ${KEY}`);
      expect(said).toMatch(/^server-failed: .*\[key\]/s);
      for (const form of [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY)])
        expect(said).not.toContain(form);
    }
  });

  it('without following where it redirects to', async () => {
    const other = await local((_request, response) => response.end('{}'));
    const server = await local((_request, response) => response.writeHead(307, { location: other.url }).end());
    const client = await clientOf(server.url, KEY);
    expect(await failure(client.ask('GET', '/props', undefined, 'null'))).toContain(
      `redirects to ${other.url} (307), and no redirect is followed`,
    );
    expect(await failure(drain(client))).toContain('no redirect is followed');
    expect(other.requests).toEqual([]);
  });

  it('past every proxy that the environment names', async () => {
    const proxy = await local((_request, response) => response.writeHead(502).end());
    const server = await local((_request, response) => response.end('{"ok":true}'));
    const before = { ...process.env };
    process.env['HTTP_PROXY'] = proxy.url;
    delete process.env['NO_PROXY'];
    try {
      await useProxies();
      expect(await (await clientOf(server.url)).ask('GET', '/', undefined, 'fails')).toEqual({ ok: true });
    } finally {
      process.env = before;
    }
    expect(proxy.requests).toEqual([]);
  });

  it.each([
    ['JSON that is none', 200, 'hello', 'answers no JSON: hello'],
    ['a missing key', 401, 'who?', 'answers 401; engine.key-env names the variable that holds its key: who?'],
    ['a refusal', 503, 'loading', 'answers 503: loading'],
  ])('naming %s', async (_what, status, body, says) => {
    const server = await local((_request, response) => response.writeHead(status).end(body));
    expect(await failure((await clientOf(server.url)).ask('GET', '/x', undefined, 'null'))).toContain(
      `${server.url}/x ${says}`,
    );
  });

  it('naming who is not there', async () => {
    expect(await failure((await clientOf('http://127.0.0.1:9')).ask('GET', '/x', undefined, 'fails'))).toMatch(
      /does not answer: .*ECONNREFUSED/,
    );
  });

  it.each([
    [
      'an error amid the answer',
      'data: {"a":1}\n\ndata: {"error":{"message":"out of memory"}}\n\n',
      'fails in the middle of an answer: out of memory',
    ],
    ["llama.cpp's own line", 'error: {"code":500,"message":"slot"}\n\n', 'fails in the middle of an answer'],
    [
      'an event of that name',
      'event: error\ndata: {"detail":"boom"}\n\n',
      'fails in the middle of an answer: {"detail":"boom"}',
    ],
    ['what is no JSON', 'data: {"a":\n\n', 'sends what is no JSON: {"a":'],
    ['what is no message', 'data: [1]\n\n', 'sends what is no message'],
  ])('naming %s', async (_what, text, says) => {
    const server = await local((_request, response) => response.end(text));
    expect(await failure(drain(await clientOf(server.url)))).toContain(says);
  });

  it('line by line, however the bytes are cut', async () => {
    const bytes = Buffer.from(
      ': ping\r\n\r\nevent: message\r\ndata: {"t":"naïve → ➞"}\r\n\r\ndata: {"t":2}\n\ndata: [DONE]',
    );
    const server = await local((_request, response) => {
      void (async () => {
        for (const byte of bytes) {
          response.write(Buffer.from([byte]));
          await new Promise((resolve) => setImmediate(resolve));
        }
        response.end();
      })();
    });
    expect(await drain(await clientOf(server.url))).toEqual([{ t: 'naïve → ➞' }, { t: 2 }]);
  });

  it('naming an answer that breaks off, and one that goes silent', async () => {
    const server = await local((request, response) => {
      response.write('data: {"a":1}\n\n');
      if (request.method === 'POST' && request.url === '/s' && server.requests.length === 1)
        setTimeout(() => response.destroy(), 20);
    });
    const client = await clientOf(server.url, null, { question: 60, stream: 60 });
    expect(await failure(drain(client))).toContain('/s breaks the answer off');
    expect(await failure(drain(client))).toMatch(/breaks the answer off: (it has been silent|aborted)/);
    expect(await failure(client.ask('GET', '/quiet', undefined, 'fails'))).toContain('breaks its answer off');
  });

  it('again, where it had closed a connection that rested', async () => {
    let connections = 0;
    const server: Server = createServer((socket) => {
      connections++;
      let served = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        if (served++ > 0) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const client = await clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (let n = 0; n < 3; n++) expect(await client.ask('POST', '/x', {}, 'fails')).toEqual({});
    expect(connections).toBe(3);
  });

  it('and stopped where its answer holds the key, also in two messages', async () => {
    process.env[NAME] = 'sk-0123456789';
    const text = (t: string): object => ({ choices: [{ index: 0, delta: { content: t }, finish_reason: null }] });
    const server = await fakeServer({
      '/v1/models': () => ({ data: [{ id: 'm' }] }),
      '/v1/chat/completions': (body) =>
        events(...(body['max_tokens'] === 2 ? [text('yes')] : [text('my key is sk-01234'), text('56789')]), {
          choices: [{ finish_reason: 'stop', delta: {} }],
        }),
    });
    closers.push(() => server.close());
    const engine = await openServer(source('openai', server, { keyEnv: NAME }));
    const said = await failure(answerOf(engine));
    expect(said).toContain("server-failed: the server's answer holds the key");
    expect(said).not.toContain('56789');
  });
});

describe("a server's key", () => {
  it.each([
    ['not set', undefined, 'is not set'],
    ['empty', '  ', 'is not set'],
    ['of 7 characters', '1234567', 'holds no key'],
    ['of two words', 'sk 12345678', 'holds no key'],
  ])('is refused where it is %s, by the name of its variable alone', async (_what, value, says) => {
    const said = await failure((async () => ServerKey.from(NAME, value === undefined ? {} : { [NAME]: value }))());
    expect(said).toContain(`server-address: the environment variable ${NAME} ${says}`);
    if (value?.trim()) expect(said).not.toContain(value);
  });

  it('of 8 characters is sent; none is none', () => {
    expect(ServerKey.from(NAME, { [NAME]: '12345678' }).headers).toEqual({ authorization: 'Bearer 12345678' });
    expect(ServerKey.from(null, {}).headers).toEqual({});
    expect(JSON.stringify(ServerKey.from(NAME, { [NAME]: '12345678' }))).not.toContain('12345678');
  });
});
