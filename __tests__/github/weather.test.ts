import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { client, type Client } from '../../src/github/api.ts';
import { explain } from '../../src/github/explain.ts';
import { MOST_TRIES, MOST_WAIT_MS, waitBefore, type Failure } from '../../src/github/weather.ts';
import { serve, type LocalServer } from '../support/server.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const NOW = Date.parse('2026-01-01T00:00:00Z');
let server: LocalServer;
let answers: Answer[];
let slept: number[];
let api: Client;

const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
const good = json(200, { login: 'octocat' });

beforeEach(async () => {
  [answers, slept] = [[], []];
  server = await serve((request, response) => (answers.shift() ?? good)(response, request));
  const weather = {
    now: () => NOW + slept.reduce((a, b) => a + b, 0),
    sleep: (ms: number) => Promise.resolve(void slept.push(ms)),
    random: () => 0.5,
  };
  api = client('ghs_x', { baseUrl: server.url, weather, timeoutMs: 400 });
});
afterEach(() => server.close());

const asked = (): string[] => server.requests.map((r) => `${r.method} ${r.path}`);
const me = async (): Promise<string> => (await api.rest.users.getAuthenticated()).data.login;
const comment = async (): Promise<number> =>
  (await api.rest.issues.createComment({ owner: 'o', repo: 'r', issue_number: 1, body: 'x' })).status;
const said = async (what: Promise<unknown>): Promise<{ message: string; fix: string }> =>
  await what.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => explain(error, 'cannot ask'),
  );

const halved: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' });
  response.write('{"login": "octo');
  setTimeout(() => response.destroy(), 20);
};
/** Without a length the end of the connection is the end of the body, as far as HTTP knows. */
const cutUnnoticed: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
  response.useChunkedEncodingByDefault = false;
  response.end('{"login": "octo');
};
const reset: Answer = (response) => void response.destroy();
const silent: Answer = () => undefined;
const stalled: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"login": ');
};

test.each<[string, Answer, number[]]>([
  ['500', json(500, { message: 'oops' }), [1000, 2000]],
  ['502', json(502, 'bad gateway'), [1000, 2000]],
  ['503 with retry-after', json(503, {}, { 'retry-after': '7' }), [7250, 7500]],
  ['429 with retry-after', json(429, {}, { 'retry-after': '3' }), [3250, 3500]],
  ['429 with a date', json(429, {}, { 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }), [20_250, 500]],
  ['a secondary limit (403)', json(403, { message: 'You have exceeded a secondary rate limit' }), [61_000]],
  [
    'a primary limit that resets in 9 s',
    json(403, {}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 9) }),
    [10_250],
  ],
  ['a connection that breaks', reset, [1000, 2000]],
  ['a body that ends in the middle', halved, [1000, 2000]],
  ['a body cut where nobody notices', cutUnnoticed, [1000, 2000]],
  ['no answer', silent, [1000]],
  ['a body that stops coming', stalled, [1000]],
])('%s passes: asked again after what it asks for, and no sooner', async (_, bad, waits) => {
  answers = waits.map(() => bad);
  expect(await me()).toBe('octocat');
  expect(slept).toEqual(waits);
  expect(asked()).toEqual(Array(waits.length + 1).fill('GET /user'));
});

test.each<[number, string]>([
  [401, 'token is not valid'],
  [403, '"pull-requests: write"'],
  [404, "repository's name"],
  [409, 'run again'],
  [410, 'locked or gone'],
  [422, 'refused the content'],
  [418, 'see the status'],
])('%i is final, with what to do', async (status, fix) => {
  answers = [json(status, { message: 'no' })];
  const error = await said(me());
  expect(error.message).toMatch(new RegExp(`^cannot ask: HTTP ${status}, no`));
  expect(error.fix).toContain(fix);
  expect([slept, asked().length]).toEqual([[], 1]);
});

test('what never mends is given up after five tries; what asks for too long, at once', async () => {
  answers = Array(9).fill(json(500, {})) as Answer[];
  expect((await said(me())).fix).toContain('GitHub has a fault of its own');
  expect([slept, asked().length]).toEqual([[1000, 2000, 4000, 8000], MOST_TRIES]);
  server.requests.length = 0;
  answers = [json(429, {}, { 'retry-after': '3600' })];
  expect((await said(me())).fix).toContain('it asks for 3600 s');
  expect(asked().length).toBe(1);
});

test('no network at all names proxy and CA', async () => {
  const closed = await serve(() => undefined);
  await closed.close();
  const gone = client('t', {
    baseUrl: closed.url,
    weather: { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 },
  });
  const error = await said(gone.rest.users.getAuthenticated());
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.fix).toMatch(/HTTPS_PROXY.*NO_PROXY.*NODE_EXTRA_CA_CERTS/);
});

test('a certificate that is not trusted is no weather', () => {
  const failure = { status: 500, answered: false, headers: {}, message: '' };
  const asked = { tries: 1, waited: 0 };
  const clock = { now: () => NOW, random: () => 0.5 };
  expect(waitBefore(failure, true, asked, clock)).toBe(1000);
  expect(waitBefore({ ...failure, distrusted: true }, true, asked, clock)).toBeNull();
});

test('what makes something is not made twice: a POST comes again after a limit, and after a fault only where a second does no harm', async () => {
  answers = [json(429, {}, { 'retry-after': '0' }), json(201, { id: 1 })];
  expect(await comment()).toBe(201);
  for (const bad of [json(502, {}), reset, halved, silent]) {
    answers = [bad];
    const before = asked().length;
    await expect(comment()).rejects.toThrow();
    expect(asked().length).toBe(before + 1);
  }
  answers = [json(502, {}), json(201, { sha: 'a' })];
  expect((await api.rest.git.createBlob({ owner: 'o', repo: 'r', content: 'x' })).status).toBe(201);
  answers = [json(502, {}), json(201, { id: 1 })];
  expect((await api.rest.checks.create({ owner: 'o', repo: 'r', name: 'x', head_sha: 'a'.repeat(40) })).status).toBe(
    201,
  );
  answers = [json(502, {}), json(201, { id: 1 })];
  const status = { owner: 'o', repo: 'r', sha: 'a'.repeat(40), state: 'success' } as const;
  expect((await api.rest.repos.createCommitStatus(status)).status).toBe(201);
});

test('an Enterprise server is asked under its own path', async () => {
  const ghes = client('t', { baseUrl: `${server.url}/api/v3/` });
  await ghes.rest.users.getAuthenticated();
  expect(asked()).toEqual(['GET /api/v3/user']);
});

test('whatever comes, waiting is bounded, never negative, and refusals are never repeated', () => {
  const failure = fc.record<Failure>({
    status: fc.constantFrom(0, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503),
    answered: fc.boolean(),
    headers: fc.record(
      {
        'retry-after': fc.oneof(fc.integer().map(String), fc.string()),
        'x-ratelimit-remaining': fc.constantFrom('0', '1'),
        'x-ratelimit-reset': fc.oneof(fc.integer({ min: -1e10, max: 1e10 }).map(String), fc.string()),
      },
      { requiredKeys: [] },
    ),
    message: fc.string(),
  });
  fc.assert(
    fc.property(
      failure,
      fc.boolean(),
      fc.nat(7),
      fc.nat(MOST_WAIT_MS),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (f, harmless, tries, waited, random) => {
        const wait = waitBefore(f, harmless, { tries: tries + 1, waited }, { now: () => NOW, random: () => random });
        if (wait === null) return;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(waited + wait).toBeLessThanOrEqual(MOST_WAIT_MS);
        expect(tries + 1).toBeLessThan(MOST_TRIES);
        if (f.answered) expect([403, 429, 500, 502, 503]).toContain(f.status);
      },
    ),
  );
});
