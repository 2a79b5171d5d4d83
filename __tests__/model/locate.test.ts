import { afterEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../src/common/hash.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { locateModel } from '../../src/model/locate.ts';
import { serve, type LocalServer } from '../support/server.ts';
import { temporaryFolder } from '../support/tmp.ts';

const none = { name: null, path: null, uri: null, builtin: null, sha256: null };

describe('fetching a model', () => {
  let server: LocalServer | null = null;
  let hub: LocalServer | null = null;
  afterEach(async () => {
    await server?.close();
    await hub?.close();
    server = hub = null;
    delete process.env['JOULEGATE_CACHE'];
    delete process.env['HF_ENDPOINT'];
    delete process.env['HF_TOKEN'];
  });

  it('downloads by address and by hf: URI, checks the hash, and asks no second time', async () => {
    const data = await readFile(join(packageRoot, 'assets/practice/practice-model.gguf'));
    const answer: Parameters<typeof serve>[0] = (q, r) => {
      const range = /bytes=(\d+)-(\d+)/.exec(q.headers.range ?? '');
      const part = range ? data.subarray(Number(range[1]), Number(range[2]) + 1) : data;
      r.writeHead(range ? 206 : 200, {
        'content-length': part.length,
        'accept-ranges': 'bytes',
        ...(range ? { 'content-range': `bytes ${range[1]}-${range[2]}/${data.length}` } : {}),
      });
      r.end(q.method === 'HEAD' ? undefined : part);
    };
    server = await serve(answer);
    // A gated model: the hub wants the token.
    hub = await serve((q, r, body) =>
      q.headers.authorization || q.url === '/' ? answer(q, r, body) : r.writeHead(401).end(),
    );
    process.env['JOULEGATE_CACHE'] = await temporaryFolder();
    // Another host name: the library takes every address on the hub's host for the hub.
    process.env['HF_ENDPOINT'] = hub.url.replace('127.0.0.1', 'localhost');
    process.env['HF_TOKEN'] = 'hf_test';
    const lines: string[] = [];
    const found = await locateModel({ ...none, uri: `${server.url}/models/tiny.gguf`, sha256: sha256(data) }, (l) =>
      lines.push(l),
    );
    expect(found.sha256).toBe(sha256(data));
    expect(lines.join('\n')).toContain('downloading');
    // The token is for Hugging Face alone.
    expect(server.requests.some((r) => r.authorization)).toBe(false);
    const asked = server.requests.length;
    await locateModel({ ...none, uri: `${server.url}/models/tiny.gguf` });
    expect(server.requests).toHaveLength(asked);
    await expect(
      locateModel({ ...none, uri: `${server.url}/models/tiny.gguf`, sha256: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'model-hash-mismatch' });
    const fromHub = await locateModel({ ...none, uri: 'hf:someone/tiny/tiny.gguf' });
    expect(fromHub.sha256).toBe(sha256(data));
    expect(hub.requests).toContainEqual(
      expect.objectContaining({
        path: expect.stringContaining('/someone/tiny/resolve/main/tiny.gguf'),
        authorization: 'Bearer hf_test',
      }),
    );
  });

  it('gives up at once where the host does not answer or has no such file', async () => {
    process.env['JOULEGATE_CACHE'] = await temporaryFolder();
    await expect(locateModel({ ...none, uri: 'http://127.0.0.1:9/m.gguf' })).rejects.toMatchObject({
      code: 'download-failed',
      fix: expect.stringContaining('model.path'),
    });
    server = await serve((_q, r) => r.writeHead(404).end());
    await expect(locateModel({ ...none, uri: `${server.url}/m.gguf` })).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('404'),
    });
  });
});
