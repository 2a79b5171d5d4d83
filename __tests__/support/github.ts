import { createEmulator } from 'emulate';
import { createServer, type AddressInfo } from 'node:net';

/** A repository on the GitHub API emulator, with one pull request. */
export interface FakeGithub {
  url: string;
  token: string;
  owner: string;
  repo: string;
  number: number;
  headSha: string;
  comments(): Promise<{ id: number; body: string; user: { login: string } }[]>;
  /** Comments on the pull request as somebody else. */
  strangerComments(body: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The emulator wants its port told, and several test files run side by side. */
const freePort = async (): Promise<number> =>
  await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export async function startGithub(): Promise<FakeGithub> {
  const token = 'ghp_joulegate_test_token';
  const stranger = 'ghp_mallory_test_token';
  const emulator = await createEmulator({
    service: 'github',
    port: await freePort(),
    seed: {
      tokens: {
        [token]: { login: 'octocat', scopes: ['repo', 'user'] },
        [stranger]: { login: 'mallory', scopes: ['repo', 'user'] },
      },
      github: {
        users: [{ login: 'octocat' }, { login: 'mallory' }],
        repos: [{ owner: 'octocat', name: 'assistant', auto_init: true }],
      },
    },
  });
  const api = async (method: string, path: string, body?: unknown, as = token): Promise<unknown> => {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const repo = '/repos/octocat/assistant';
  const main = (await api('GET', `${repo}/git/ref/heads/main`)) as { object: { sha: string } };
  await api('POST', `${repo}/git/refs`, { ref: 'refs/heads/prompt', sha: main.object.sha });
  await api('PUT', `${repo}/contents/prompt.txt`, {
    message: 'Reword the prompt',
    content: Buffer.from('{prompt}').toString('base64'),
    branch: 'prompt',
  });
  const pull = (await api('POST', `${repo}/pulls`, { title: 'Reword the prompt', head: 'prompt', base: 'main' })) as {
    number: number;
    head: { sha: string };
  };
  return {
    url: emulator.url,
    token,
    owner: 'octocat',
    repo: 'assistant',
    number: pull.number,
    headSha: pull.head.sha,
    comments: async () =>
      (await api('GET', `${repo}/issues/${pull.number}/comments?per_page=100`)) as {
        id: number;
        body: string;
        user: { login: string };
      }[],
    strangerComments: (body) => api('POST', `${repo}/issues/${pull.number}/comments`, { body }, stranger),
    close: () => emulator.close(),
  };
}
