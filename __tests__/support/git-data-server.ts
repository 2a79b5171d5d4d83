import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Tree = Map<string, string>;
type Stored =
  | { kind: 'blob'; text: string }
  | { kind: 'tree'; entries: Tree }
  | { kind: 'commit'; tree: string; parents: string[]; message: string };

/** A request that the server was sent, and how many bytes went either way. */
export interface Traffic {
  method: string;
  path: string;
  status: number;
  bytes: number;
}

/** Whether a request fails: `before` it is done, or `after`, when nobody knows. */
export type Fault = { status: number; when: 'before' | 'after' } | null;

/**
 * The part of GitHub's REST API that a branch of results needs, in memory: objects by the digest of their content,
 * refs that only move forward. What it answers was read off GitHub's documentation and the emulator's answers.
 */
export class GitDataServer {
  readonly traffic: Traffic[] = [];
  readonly refs = new Map<string, string>();
  fault: (method: string, path: string) => Fault = () => null;
  readonly #objects = new Map<string, Stored>();
  #url = '';
  #server: ReturnType<typeof createServer> | null = null;

  static async start(): Promise<GitDataServer> {
    const made = new GitDataServer();
    const server = createServer((q, r) => made.#serve(q, r));
    made.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    made.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return made;
  }

  get url(): string {
    return this.#url;
  }

  async close(): Promise<void> {
    this.#server!.closeAllConnections();
    await new Promise<void>((resolve) => this.#server!.close(() => resolve()));
  }

  /** Puts files on a branch, on top of what it has; returns the commit. */
  put(branch: string, files: Record<string, string>): string {
    const head = this.refs.get(`heads/${branch}`);
    const base = head === undefined ? undefined : this.#commit(head).tree;
    const tree = this.#update(
      base,
      Object.entries(files).map(([path, text]) => ({ path, sha: this.#keep({ kind: 'blob', text }) })),
    );
    const sha = this.#keep({ kind: 'commit', tree, parents: head === undefined ? [] : [head], message: 'put' });
    this.refs.set(`heads/${branch}`, sha);
    return sha;
  }

  /** A commit of the code, with its parents. */
  commitOf(parents: string[], message: string): string {
    return this.#keep({ kind: 'commit', tree: this.#update(undefined, []), parents, message });
  }

  /** Every file of a branch by path. */
  files(branch: string): Record<string, string> {
    const head = this.refs.get(`heads/${branch}`);
    const out: Record<string, string> = {};
    const walk = (tree: string, prefix: string): void => {
      for (const [name, sha] of this.#tree(tree)) {
        const stored = this.#objects.get(sha)!;
        if (stored.kind === 'tree') walk(sha, `${prefix}${name}/`);
        else if (stored.kind === 'blob') out[`${prefix}${name}`] = stored.text;
      }
    };
    if (head !== undefined) walk(this.#commit(head).tree, '');
    return out;
  }

  /** How many commits a branch has, along first parents. */
  depth(branch: string): number {
    let [n, at] = [0, this.refs.get(`heads/${branch}`)];
    for (; at !== undefined; n++) at = this.#commit(at).parents[0];
    return n;
  }

  #keep(stored: Stored): string {
    const content = stored.kind === 'tree' ? { kind: 'tree', entries: [...stored.entries] } : stored;
    const sha = createHash('sha1').update(JSON.stringify(content)).digest('hex');
    this.#objects.set(sha, stored);
    return sha;
  }

  #commit(sha: string): Extract<Stored, { kind: 'commit' }> {
    const stored = this.#objects.get(sha);
    if (stored?.kind !== 'commit') throw new Refused(404, 'Not Found');
    return stored;
  }

  #tree(sha: string): Tree {
    const stored = this.#objects.get(sha);
    if (stored?.kind !== 'tree') throw new Refused(422, 'Invalid tree');
    return stored.entries;
  }

  #update(base: string | undefined, changes: readonly { path: string; sha: string }[]): string {
    const entries = new Map(base === undefined ? [] : this.#tree(base));
    const below = new Map<string, { path: string; sha: string }[]>();
    for (const { path, sha } of changes) {
      const slash = path.indexOf('/');
      if (slash < 0) entries.set(path, sha);
      else {
        const name = path.slice(0, slash);
        below.set(name, [...(below.get(name) ?? []), { path: path.slice(slash + 1), sha }]);
      }
    }
    for (const [name, inside] of below) entries.set(name, this.#update(entries.get(name), inside));
    return this.#keep({ kind: 'tree', entries: new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1))) });
  }

  #at(commit: string, path: string): string | undefined {
    let at: string | undefined = this.#commit(commit).tree;
    for (const name of path.split('/')) at = at === undefined ? undefined : this.#tree(at).get(name);
    return at;
  }

  #descends(from: string, to: string): boolean {
    for (let todo = [from]; todo.length > 0;) {
      const at = todo.pop()!;
      if (at === to) return true;
      todo = [...todo, ...this.#commit(at).parents];
    }
    return false;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (c: Buffer) => chunks.push(c));
    request.on('end', () => {
      const sent = Buffer.concat(chunks);
      const url = new URL(request.url!, 'http://x');
      const path = decodeURIComponent(url.pathname).replace(/^\/repos\/[^/]+\/[^/]+/, '');
      const fault = this.fault(request.method!, path);
      const answer = (status: number, value: unknown): void => {
        const raw = typeof value === 'string';
        const body = raw ? value : JSON.stringify(value);
        const bytes = sent.length + Buffer.byteLength(body);
        this.traffic.push({ method: request.method!, path, status, bytes });
        const type = raw ? 'application/vnd.github.raw; charset=utf-8' : 'application/json; charset=utf-8';
        response.writeHead(status, { 'content-type': type }).end(body);
      };
      const failed = (status: number): void => answer(status, { message: `fault ${status}` });
      if (fault?.when === 'before') return failed(fault.status);
      try {
        const body = sent.length > 0 ? (JSON.parse(sent.toString('utf8')) as Record<string, unknown>) : {};
        const [status, value] = this.#answer(request, path, url.searchParams, body);
        if (fault) failed(fault.status);
        else answer(status, value);
      } catch (error) {
        if (error instanceof Refused) answer(error.status, { message: error.message });
        else throw error;
      }
    });
  }

  #answer(
    { method, headers }: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): [number, unknown] {
    const after = (prefix: string): string | null => (path.startsWith(prefix) ? path.slice(prefix.length) : null);
    const ref = after('/git/ref/') ?? after('/git/refs/');
    if (method === 'GET' && ref !== null) {
      const sha = this.refs.get(ref);
      if (sha === undefined) throw new Refused(404, 'Not Found');
      return [200, { ref: `refs/${ref}`, object: { sha, type: 'commit' } }];
    }
    if (method === 'PATCH' && ref !== null) {
      const [old, sha] = [this.refs.get(ref), body['sha'] as string];
      if (old === undefined) throw new Refused(422, 'Reference does not exist');
      if (!this.#descends(sha, old)) throw new Refused(422, 'Update is not a fast forward');
      this.refs.set(ref, sha);
      return [200, { ref: `refs/${ref}`, object: { sha } }];
    }
    if (method === 'POST' && path === '/git/refs') {
      const name = (body['ref'] as string).replace(/^refs\//, '');
      if (this.refs.has(name)) throw new Refused(422, 'Reference already exists');
      this.refs.set(name, body['sha'] as string);
      return [201, { ref: body['ref'], object: { sha: body['sha'] } }];
    }
    if (method === 'POST' && path === '/git/trees') {
      const changes = (body['tree'] as { path: string; sha?: string; content?: string }[]).map((e) => ({
        path: e.path,
        sha: e.sha ?? this.#keep({ kind: 'blob', text: e.content! }),
      }));
      const sha = this.#update(body['base_tree'] as string | undefined, changes);
      return [201, { sha, tree: this.#listed(sha) }];
    }
    if (method === 'POST' && path === '/git/commits') {
      const made = {
        tree: body['tree'] as string,
        parents: body['parents'] as string[],
        message: String(body['message']),
      };
      const sha = this.#keep({ kind: 'commit', ...made });
      return [201, { sha, tree: { sha: made.tree } }];
    }
    const [commit, tree, content] = [after('/git/commits/'), after('/git/trees/'), after('/contents/')];
    if (commit !== null) return [200, { sha: commit, tree: { sha: this.#commit(commit).tree } }];
    if (tree !== null) return [200, { sha: tree, tree: this.#listed(tree) }];
    if (content !== null) return [200, this.#content(query.get('ref')!, content, headers.accept ?? '')];
    if (path === '/commits') return [200, this.#history(query.get('sha')!, Number(query.get('per_page') ?? 30))];
    throw new Refused(404, 'Not Found');
  }

  #listed(tree: string): unknown[] {
    return [...this.#tree(tree)].map(([path, sha]) =>
      this.#objects.get(sha)!.kind === 'tree'
        ? { path, mode: '040000', type: 'tree', sha }
        : { path, mode: '100644', type: 'blob', sha },
    );
  }

  #content(commit: string, path: string, accept: string): unknown {
    const sha = this.#at(commit, path);
    const stored = sha === undefined ? undefined : this.#objects.get(sha);
    if (stored?.kind === 'tree')
      return [...stored.entries].map(([name, s]) => ({
        name,
        path: `${path}/${name}`,
        sha: s,
        type: 'file',
        // GitHub's has nine addresses.
        padding: 'x'.repeat(900),
      }));
    if (stored?.kind !== 'blob') throw new Refused(404, 'Not Found');
    if (accept.includes('raw')) return stored.text;
    return { type: 'file', encoding: 'base64', content: Buffer.from(stored.text).toString('base64') };
  }

  /** Every ancestor, a commit before its parents, as large as GitHub's are. */
  #history(sha: string, most: number): unknown[] {
    const out: unknown[] = [];
    const seen = new Set<string>();
    for (let todo = [sha]; todo.length > 0 && out.length < most;) {
      const at = todo.shift()!;
      if (seen.has(at)) continue;
      seen.add(at);
      const { parents, message } = this.#commit(at);
      out.push({ sha: at, parents: parents.map((p) => ({ sha: p })), commit: { message }, padding: 'x'.repeat(3500) });
      todo = [...todo, ...parents];
    }
    return out;
  }
}

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
