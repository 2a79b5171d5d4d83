import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch } from 'undici';
import { useProxies } from '../../src/common/proxy.ts';

const NAMES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
const before = Object.fromEntries(NAMES.map((n) => [n, process.env[n]]));
let server: Server;
let asked: string[];
beforeEach(async () => {
  asked = [];
  for (const name of NAMES) delete process.env[name];
  server = createServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url!);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  server.close();
});

/** Nothing has this name: without the proxy there is no answer. */
const ask = async (scheme: string, env: NodeJS.ProcessEnv): Promise<string[]> => {
  Object.assign(process.env, env);
  await useProxies();
  await expect(fetch(`${scheme}://ghes.invalid/`)).rejects.toThrow();
  return asked;
};
const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test.each<[string, string, string, string[]]>([
  ['http', 'HTTP_PROXY', '', ['ghes.invalid:80']],
  ['http', 'http_proxy', '', ['ghes.invalid:80']],
  ['https', 'HTTPS_PROXY', '', ['ghes.invalid:443']],
  ['https', 'HTTP_PROXY', '', []],
  ['https', 'HTTPS_PROXY', 'other.invalid', ['ghes.invalid:443']],
  ['https', 'HTTPS_PROXY', 'ghes.invalid', []],
  ['https', 'HTTPS_PROXY', 'other.invalid,.invalid', []],
  ['https', 'HTTPS_PROXY', '*', []],
])('%s with %s and NO_PROXY "%s": %j', async (scheme, name, none, expected) => {
  expect(await ask(scheme, { [name]: url(), NO_PROXY: none })).toEqual(expected);
});
