import { afterEach, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serverFinding } from '../../src/cli/verbs/doctor-server.ts';
import { events, fakeServer, type FakeServer } from '../model/server/support/fake.ts';
import { temporaryFolder } from '../support/tmp.ts';

let server: FakeServer | null = null;
afterEach(async () => await server?.close());

async function finding(engine: string, file?: string) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'joulegate.yml'), engine);
  return await serverFinding(file, folder);
}
const chunk = (more: object): object => ({
  choices: [{ index: 0, delta: { content: 'yes' }, finish_reason: 'stop' }],
  ...more,
});

it('says that the server of the configuration answers, what it is, and by whose clock its edges are', async () => {
  server = await fakeServer({
    '/v1/models': () => ({ data: [{ id: 'coder' }] }),
    '/v1/chat/completions': () => events(chunk({})),
  });
  const found = await finding(`engine: { kind: openai, url: "${server.url}" }`);
  expect(found).toMatchObject({ area: 'engine', name: 'openai', ok: true, fix: '' });
  expect(found!.detail).toMatch(
    new RegExp(
      `^openai at ${new URL(server.url).host}; coder, whose digest it does not tell; context 8192; it does not tell when .*; process ${process.pid} here$`,
    ),
  );
});

it('says what is wrong with it and what to do, or nothing where none is named', async () => {
  expect(await finding('engine: { kind: vllm, url: "http://127.0.0.1:9" }')).toMatchObject({
    name: 'vllm',
    ok: false,
    detail: expect.stringMatching(/^server-failed: the server at http:\/\/127.0.0.1:9\/v1\/models does not answer/),
    fix: expect.stringContaining('see that it runs'),
  });
  expect(await finding('model: { builtin: practice }')).toBeNull();
  expect(await serverFinding(undefined, await temporaryFolder())).toBeNull();
  expect(await finding('engine: {}', 'other.yml')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('config-unreadable'),
  });
});
