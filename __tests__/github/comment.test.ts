import { afterEach, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { upsertComment } from '../../src/github/comment.ts';
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

/** GitHub as an installation's token sees it: it may not ask who it is, and changes no comment but its own. */
async function github(app: string, comments: Comment[]): Promise<LocalServer> {
  return (server = await serve((request, response, body) => {
    const path = request.url!.split('?')[0]!;
    const answer = (status: number, value: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/user') return answer(403, { message: 'Resource not accessible by integration' });
    const text = body === '' ? '' : (JSON.parse(body) as { body: string }).body;
    if (request.method === 'GET') return answer(200, comments);
    if (request.method === 'POST') {
      const made: Comment = { id: comments.length + 1, body: text, user: { login: app, type: 'Bot' } };
      comments.push(made);
      return answer(201, made);
    }
    const found = comments.find((c) => path.endsWith(`/issues/comments/${c.id}`));
    if (found?.user.login !== app) return answer(403, { message: 'Must be the author' });
    found.body = text;
    return answer(200, found);
  }));
}

const upsert = async (body: string): Promise<string> =>
  await upsertComment(
    getOctokit('ghs_installation', { baseUrl: server!.url }),
    { owner: 'o', repo: 'r', number: 1 },
    `${MARKER}\n${body}`,
  );

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

test("a bot's own comment is found behind a newer one of another bot", async () => {
  const comments: Comment[] = [
    { id: 1, body: `${MARKER}\nmine`, user: { login: 'my-app[bot]', type: 'Bot' } },
    { id: 2, body: `${MARKER}\nof another app`, user: { login: 'other-app[bot]', type: 'Bot' } },
  ];
  await github('my-app[bot]', comments);
  expect(await upsert('again')).toBe('updated');
  expect(comments.map((c) => c.body.split('\n')[1])).toEqual(['again', 'of another app']);
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
