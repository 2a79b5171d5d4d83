import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jobEnvironment } from '../support/action-host.ts';
import { fakeGithub, forkRun, type FakeRest } from '../support/fake-github.ts';
import { ACTION, cleanEnvironment, node24, runNode, type Finished } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

const HEAD = 'c'.repeat(40);
const EVENT = forkRun(HEAD);

let folder: string;
let github: FakeRest;
const closing: Server[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
  github = await fakeGithub({
    pulls: [{ number: 7, head: { sha: HEAD, ref: 'main', repo: { full_name: 'mallory/assistant' } } }],
  });
});
afterEach(async () => {
  await github.close();
  for (const server of closing.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<number> {
  closing.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The built action comments on a run that left nothing: eight requests or so, no measuring. */
async function comment(apiUrl: string, extra: NodeJS.ProcessEnv): Promise<Finished> {
  const env = cleanEnvironment({
    ...(await jobEnvironment(folder, 'workflow_run', EVENT)),
    GITHUB_API_URL: apiUrl,
    INPUT_MODE: 'comment',
    'INPUT_GITHUB-TOKEN': 'ghs_secret',
    ...extra,
  });
  return await runNode([ACTION], { cwd: folder, env, node: node24() });
}

/** A proxy that leads every name to the fake, and remembers what it was asked for. */
async function proxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url!);
    const to = connect(Number(new URL(github.url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      to.pipe(socket).pipe(to);
    });
    for (const end of [to, socket]) end.on('error', () => (to.destroy(), socket.destroy()));
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

describe('the built action behind a proxy', () => {
  test('asks through it, for the API of an Enterprise server by its own name', async () => {
    const { url, asked } = await proxy();
    const done = await comment('http://ghes.example', { HTTP_PROXY: url, NO_PROXY: 'other.example' });
    expect({ status: done.status, out: done.status === 0 ? '' : done.stdout }).toEqual({ status: 0, out: '' });
    expect(new Set(asked)).toEqual(new Set(['ghes.example:80']));
    expect(github.comments).toHaveLength(1);
  });
});

describe('the built action with a CA of its own', () => {
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });

  test('trusts it through NODE_EXTRA_CA_CERTS, and without that says so', async () => {
    try {
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        'key.pem',
        '-out',
        'ca.pem',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
      );
    } catch {
      console.warn('skipped: no openssl');
      return;
    }
    const tls = { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'ca.pem')) };
    const port = Number(new URL(github.url).port);
    const secure = createServer(tls, (request, response) => {
      void fetch(`http://127.0.0.1:${port}${request.url}`, {
        method: request.method!,
        headers: { 'content-type': 'application/json' },
        ...(request.method === 'GET' ? {} : { body: request as never, duplex: 'half' }),
      } as RequestInit).then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      });
    });
    const url = `https://localhost:${await listen(secure)}`;
    const trusted = await comment(url, { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
    expect({ status: trusted.status, out: trusted.status === 0 ? '' : trusted.stdout }).toEqual({ status: 0, out: '' });
    expect(github.comments).toHaveLength(1);
    const doubted = await comment(url, {});
    expect(doubted.status).toBe(5);
    expect(doubted.stdout).toMatch(/self-signed certificate[\s\S]*NODE_EXTRA_CA_CERTS/);
  }, 120_000);
});
