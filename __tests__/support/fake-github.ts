import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type LocalServer } from './server.ts';

interface Comment {
  id: number;
  body: string;
  user: { login: string; type: string };
}

/** What the fake knows; tests fill and read it. */
export interface GithubState {
  comments: Comment[];
  /** Of the pull request. */
  events: { event: string; label: string; actor: string | null; at: string }[];
  labels: Set<string>;
  runs: { id: number; head_sha: string; created_at: string }[];
  /** By login. */
  permissions: Record<string, { permission: string; role_name?: string }>;
  checks: Record<string, unknown>[];
  statuses: ({ sha: string } & Record<string, unknown>)[];
  pulls: { number: number; head: { sha: string; ref: string; repo: { full_name: string } | null } }[];
  /** The zip of each artifact. `size`: what the list says of it. */
  artifacts: { id: number; run: number; name: string; expired?: boolean; size?: number; zip: Buffer }[];
}

export interface FakeRest extends LocalServer, GithubState {
  /** Asked before every answer: a status refuses, `null` lets it through. */
  refuse: (method: string, path: string) => number | null;
  /** Answers what the fake does not know, before its 404; says whether it did. */
  also: (request: IncomingMessage, response: ServerResponse, body: string) => boolean;
  /** Entries in one page at most. */
  pageSize: number;
  /** Every request as `METHOD /path`, the repository left out. */
  log(): string[];
}

/** The event of a finished run of a fork's pull request. */
export const forkRun = (headSha: string): { workflow_run: Record<string, unknown> } => ({
  workflow_run: {
    id: 5,
    event: 'pull_request',
    head_sha: headSha,
    head_branch: 'main',
    head_repository: { full_name: 'mallory/assistant' },
  },
});

export const REPO = '/repos/octocat/assistant';
const BOT = { login: 'github-actions[bot]', type: 'Bot' };

/** GitHub's REST API as far as the action asks it, with an installation's token: one pull request of one repository. */
export async function fakeGithub(state: Partial<GithubState> = {}): Promise<FakeRest> {
  const server = await serve((request, response, body) => answer(request, response, body));
  const fake: FakeRest = {
    ...server,
    comments: [],
    events: [],
    labels: new Set(),
    runs: [],
    permissions: {},
    checks: [],
    statuses: [],
    pulls: [],
    artifacts: [],
    ...state,
    refuse: () => null,
    also: () => false,
    pageSize: 100,
    log: () => server.requests.map((r) => `${r.method} ${r.path.replace(REPO, '')}`),
  };
  let id = 1000;

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url!, server.url);
    const path = decodeURIComponent(url.pathname).replace(REPO, '');
    const method = request.method!;
    const send = (status: number, value: unknown, headers: Record<string, string> = {}): void =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    const page = <T>(all: readonly T[], wrap: (items: T[]) => unknown = (items) => items): void => {
      const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), fake.pageSize);
      const at = Number(url.searchParams.get('page') ?? 1);
      const more = all.length > size * at;
      url.searchParams.set('page', String(at + 1));
      send(200, wrap(all.slice(size * (at - 1), size * at)), more ? { link: `<${url.href}>; rel="next"` } : {});
    };
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    const refused = fake.refuse(method, path);
    if (refused !== null) return send(refused, { message: 'Resource not accessible by integration' });
    if (path === '/user') return send(403, { message: 'Resource not accessible by integration' });
    const route = `${method} ${path}`;
    let found: RegExpExecArray | null;
    const on = (pattern: RegExp): boolean => (found = pattern.exec(route)) !== null;
    if (on(/^GET \/issues\/\d+\/comments$/)) return page(fake.comments);
    if (on(/^POST \/issues\/\d+\/comments$/)) {
      const made = { id: ++id, body: String(given['body']), user: BOT };
      fake.comments.push(made);
      return send(201, made);
    }
    if (on(/^PATCH \/issues\/comments\/(\d+)$/)) {
      const own = fake.comments.find((c) => c.id === Number(found![1]))!;
      own.body = String(given['body']);
      return send(200, own);
    }
    if (on(/^GET \/issues\/\d+\/events$/))
      return page(
        fake.events.map((e, i) => ({
          id: i + 1,
          event: e.event,
          label: { name: e.label },
          actor: e.actor === null ? null : { login: e.actor },
          created_at: e.at,
        })),
      );
    if (on(/^DELETE \/issues\/\d+\/labels\/(.+)$/))
      return fake.labels.delete(found![1]!) ? send(200, []) : send(404, { message: 'Label does not exist' });
    if (on(/^GET \/actions\/runs$/)) {
      const runs = fake.runs.filter((r) => r.head_sha === url.searchParams.get('head_sha'));
      return page(runs, (items) => ({ total_count: runs.length, workflow_runs: items }));
    }
    if (on(/^GET \/collaborators\/(.+)\/permission$/)) {
      const level = fake.permissions[found![1]!];
      return level ? send(200, { role_name: level.permission, ...level }) : send(404, { message: 'Not Found' });
    }
    if (on(/^POST \/check-runs$/)) {
      fake.checks.push(given);
      return send(201, { id: ++id });
    }
    if (on(/^POST \/statuses\/(.+)$/)) {
      fake.statuses.push({ sha: found![1]!, ...given });
      return send(201, { id: ++id });
    }
    if (on(/^GET \/pulls$/)) {
      const head = url.searchParams.get('head');
      return page(fake.pulls.filter((p) => `${p.head.repo?.full_name.split('/')[0]}:${p.head.ref}` === head));
    }
    if (on(/^GET \/actions\/runs\/(\d+)\/artifacts$/)) {
      const its = fake.artifacts.filter((a) => a.run === Number(found![1]));
      return page(its, (items) => ({
        total_count: its.length,
        artifacts: items.map((a) => ({
          id: a.id,
          name: a.name,
          expired: a.expired ?? false,
          size_in_bytes: a.size ?? a.zip.length,
        })),
      }));
    }
    if (on(/^GET \/actions\/artifacts\/(\d+)\/zip$/))
      return void response.writeHead(302, { location: `${server.url}/storage/${found![1]}` }).end();
    if (on(/^GET \/storage\/(\d+)$/)) {
      const { zip } = fake.artifacts.find((a) => a.id === Number(found![1]))!;
      return void response.writeHead(200, { 'content-type': 'application/zip' }).end(zip);
    }
    if (!fake.also(request, response, body)) send(404, { message: 'Not Found' });
  }
  return fake;
}
