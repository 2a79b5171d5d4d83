import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { cleanEnvironment, node24, runNode, type Finished } from '../support/run.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { temporaryFolder } from '../support/tmp.ts';

const CLI = join(packageRoot, 'dist', 'cli.js');
let far: Server;
let proxy: Server;
let asked: string[] = [];
const port = (server: Server): number => (server.address() as AddressInfo).port;

/** A server that has nothing, and a proxy that leads every name to it. */
beforeAll(async () => {
  far = createServer((_, response) => response.writeHead(404).end());
  proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url!);
    const to = connect(port(far), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      to.pipe(socket).pipe(to);
    });
    for (const end of [to, socket]) end.on('error', () => (to.destroy(), socket.destroy()));
  });
  for (const server of [far, proxy]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  for (const server of [far, proxy]) {
    server.close();
    server.closeAllConnections();
  }
});

/** A run that has to fetch something: by names that nothing but the proxy knows. */
async function fetching(yaml: string, node: string, more: NodeJS.ProcessEnv = {}): Promise<Finished> {
  asked = [];
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'j.yml'), `${yaml}meter: estimate\nengine: { gpu: none }\n`);
  const env = cleanEnvironment({
    HTTP_PROXY: `http://127.0.0.1:${port(proxy)}`,
    JOULEGATE_CACHE: join(cwd, 'cache'),
    JOULEGATE_HUMANEVAL_URL: 'http://data.invalid/HumanEval.jsonl.gz',
    HF_ENDPOINT: 'http://hub.invalid',
    ...more,
  });
  return await runNode([CLI, 'run', '--config', 'j.yml', '--out', 'r.json'], { cwd, env, node });
}
const DATA = 'model: { builtin: practice }\nworkload: { name: humaneval }\n';

describe.each([
  ['the Node of these tests', process.execPath],
  ['Node 24', node24()],
])('downloads behind a proxy, on %s', (_, node) => {
  test('data sets go through it', async () => {
    const done = await fetching(DATA, node);
    expect(asked).toEqual(['data.invalid:80']);
    expect(done.stderr).toContain('HTTP status 404');
    // A library's "this is experimental" is no line of ours.
    expect(done.stderr).not.toContain('Warning');
  });

  test('NO_PROXY holds', async () => {
    const done = await fetching(DATA, node, { NO_PROXY: '.invalid' });
    expect(asked).toEqual([]);
    expect(done.stderr).toContain('download-failed');
  });

  test('models go through it, to the mirror that HF_ENDPOINT names', async () => {
    const done = await fetching('model: { uri: "hf:o/r/m.gguf" }\nworkload: { name: practice }\n', node);
    expect(new Set(asked)).toEqual(new Set(['hub.invalid:80']));
    expect(done.status).not.toBe(0);
  });
});
