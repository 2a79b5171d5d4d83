import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { REPO, type FakeRest } from './fake-github.ts';
import type { Repository } from './repository.ts';

export interface FakeObjects {
  /** What Git LFS's store holds, by SHA-256. */
  stored: Map<string, Buffer>;
  /** Keeps a file in the store; returns its pointer. */
  store(content: string): string;
  /** Replaces an answer's body, by path, for a host that lies. */
  lie: (path: string, value: unknown) => unknown;
}

/** Lets the fake answer what it is asked of git's objects, and of Git LFS, as a real repository has them. */
export function serveObjects(github: FakeRest, r: Repository): FakeObjects {
  const git = (...args: string[]): Buffer =>
    execFileSync('git', args, { cwd: r.folder, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
  const objects: FakeObjects = {
    stored: new Map(),
    store(content) {
      const oid = createHash('sha256').update(content).digest('hex');
      objects.stored.set(oid, Buffer.from(content));
      return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    },
    lie: (_, value) => value,
  };
  function find(path: string): unknown {
    const [, kind, name = ''] = /^\/(?:git\/)?(\w+)\/(.+)$/.exec(path) ?? [];
    switch (kind) {
      case 'commits':
        return { sha: name, tree: { sha: git('rev-parse', `${name}^{commit}^{tree}`).toString().trim() } };
      case 'trees':
        return {
          sha: name,
          tree: [
            ...git('ls-tree', '-z', name)
              .toString()
              .matchAll(/(\d+) (\w+) (\w+)\t([^\0]+)\0/g),
          ].map((m) => ({
            mode: m[1],
            type: m[2],
            sha: m[3],
            path: m[4],
          })),
        };
      case 'blobs':
        return { encoding: 'base64', content: git('cat-file', 'blob', name).toString('base64') };
      case 'compare':
        return {
          merge_base_commit: {
            sha: git('merge-base', ...name.split('...'))
              .toString()
              .trim(),
          },
        };
      default:
        return null;
    }
  }
  github.also = (request, response, body) => {
    const path = decodeURIComponent(request.url!.split('?')[0]!);
    const json = (status: number, value: unknown): true => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      return true;
    };
    if (path === '/octocat/assistant.git/info/lfs/objects/batch') {
      const { objects: wanted } = JSON.parse(body) as { objects: { oid: string }[] };
      const answer = wanted.map(({ oid }) =>
        objects.stored.has(oid)
          ? { oid, actions: { download: { href: `${github.url}/store/${oid}`, header: { 'x-signed': 'yes' } } } }
          : { oid, error: { code: 404, message: 'Object does not exist' } },
      );
      return json(200, objects.lie(path, { objects: answer }));
    }
    if (path.startsWith('/store/')) {
      response.writeHead(200).end(objects.lie(path, objects.stored.get(path.slice('/store/'.length))));
      return true;
    }
    try {
      const found = path.startsWith(REPO) ? find(path.slice(REPO.length)) : null;
      return found !== null && json(200, objects.lie(path.slice(REPO.length), found));
    } catch {
      return false;
    }
  };
  return objects;
}
