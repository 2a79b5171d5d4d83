import { afterEach, expect, test } from '@jest/globals';
import { client } from '../../src/github/api.ts';
import { upsertComment, type Posting } from '../../src/github/comment.ts';
import { serve, type LocalServer } from '../support/server.ts';

interface Comment {
  id: number;
  body: string;
  user: { login: string; type: 'User' | 'Bot' };
}

const MARKER = '<!-- joulegate-comment joulegate.yml -->';
let server: LocalServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/**
 * GitHub as an installation's token sees it: it may not ask who it is. `bad`: what happens to the first comments that
 * are to be made: made without an answer, or not made.
 */
async function github(app: string, comments: Comment[], bad: ('lost' | 'refused')[] = []): Promise<LocalServer> {
  return (server = await serve((request, response, body) => {
    const path = request.url!.split('?')[0]!;
    const answer = (status: number, value: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/user') return answer(403, { message: 'Resource not accessible by integration' });
    const text = body === '' ? '' : (JSON.parse(body) as { body: string }).body;
    if (request.method === 'GET') return answer(200, comments);
    if (request.method === 'POST') {
      const fate = bad.shift();
      if (fate === 'refused') return answer(502, {});
      const made: Comment = { id: comments.length + 1, body: text, user: { login: app, type: 'Bot' } };
      comments.push(made);
      if (fate === 'lost') return void response.destroy();
      return answer(201, made);
    }
    const found = comments.find((c) => path.endsWith(`/issues/comments/${c.id}`))!;
    if (request.method === 'DELETE') {
      comments.splice(comments.indexOf(found), 1);
      return void response.writeHead(204).end();
    }
    found.body = text;
    return answer(200, found);
  }));
}

const upsert = async (body: string, posting?: Posting): Promise<string> =>
  await upsertComment(
    client('ghs_installation', {
      baseUrl: server!.url,
      weather: { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 },
    }),
    { owner: 'o', repo: 'r', number: 1 },
    `${MARKER}\n${body}`,
    posting,
  );
const asked = (): string[] => server!.requests.map((r) => `${r.method} ${r.path.replace(/^.*issues/, '')}`);

test.each(['my-app[bot]', 'github-actions[bot]'])(
  "%s finds its own comment at the next push, and leaves a person's and another bot's alone",
  async (app) => {
    const comments: Comment[] = [
      { id: 1, body: `${MARKER}\nall is well`, user: { login: 'mallory', type: 'User' } },
      { id: 2, body: `${MARKER}\nof another app`, user: { login: 'other-app[bot]', type: 'Bot' } },
      {
        id: 3,
        body: '<!-- joulegate-comment other.yml -->\nof another configuration',
        user: { login: app, type: 'Bot' },
      },
    ];
    await github(app, comments);
    expect(await upsert('first')).toBe('created');
    expect(await upsert('second')).toBe('updated');
    expect(await upsert('third')).toBe('updated');
    expect(comments.map((c) => c.body.split('\n')[1])).toEqual([
      'all is well',
      'of another app',
      'of another configuration',
      'third',
    ]);
  },
);

test("with its author's name an App finds its comment at once, without asking who it is", async () => {
  const comments: Comment[] = [
    { id: 1, body: `${MARKER}\nmine`, user: { login: 'my-app[bot]', type: 'Bot' } },
    { id: 2, body: `${MARKER}\nof the job's bot`, user: { login: 'github-actions[bot]', type: 'Bot' } },
  ];
  await github('my-app[bot]', comments);
  expect(await upsert('again', { author: 'my-app[bot]' })).toBe('updated');
  expect(comments.map((c) => c.body.split('\n')[1])).toEqual(['again', "of the job's bot"]);
  expect(asked()).toEqual(['GET /1/comments?per_page=100', 'PATCH /comments/1']);
});

test('a marker that only begins like ours is not ours', async () => {
  const comments: Comment[] = [
    { id: 1, body: `${MARKER} and more\nx`, user: { login: 'github-actions[bot]', type: 'Bot' } },
  ];
  await github('github-actions[bot]', comments);
  expect(await upsert('first')).toBe('created');
});

test('nothing is made where it shall not be, but what stands is brought up to date', async () => {
  const comments: Comment[] = [];
  await github('github-actions[bot]', comments);
  expect(await upsert('nothing moved', { make: false })).toBe('left out');
  expect(comments).toEqual([]);
  await upsert('it moved');
  expect(await upsert('and back', { make: false })).toBe('updated');
  expect(comments.map((c) => c.body.split('\n')[1])).toEqual(['and back']);
});

test('a comment whose answer got lost is found, not made twice; one that was not made is made', async () => {
  for (const [fates, posts] of [
    [['lost'], 1],
    [['refused', 'lost'], 2],
    [['refused', 'refused'], 3],
  ] as const) {
    const comments: Comment[] = [];
    await github('github-actions[bot]', comments, [...fates]);
    await upsert('once');
    expect(comments).toHaveLength(1);
    expect(asked().filter((a) => a.startsWith('POST'))).toHaveLength(posts);
    await server!.close();
  }
  await github('github-actions[bot]', [], ['refused', 'refused', 'refused']);
  await expect(upsert('never')).rejects.toMatchObject({ code: 'github-failed', message: expect.stringMatching(/502/) });
});

test('a token that may not comment at all is told what to do', async () => {
  server = await serve((_q, r) =>
    r
      .writeHead(403, { 'content-type': 'application/json' })
      .end('{"message":"Resource not accessible by integration"}'),
  );
  await expect(upsert('x')).rejects.toMatchObject({
    code: 'github-failed',
    fix: expect.stringContaining('pull-requests: write'),
  });
});
