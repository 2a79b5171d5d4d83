import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { client } from '../../src/github/api.ts';
import { artifactFile } from '../../src/github/artifact.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';
import { zipOf, type ZipEntry } from '../support/zip-writer.ts';

const NAME = 'joulegate-comparison';
const MOST = { zip: 4000, entry: 10_000 };
let github: FakeRest;
beforeEach(async () => void (github = await fakeGithub()));
afterEach(() => github.close());

const fetched = async (): Promise<string | null> => {
  const weather = { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 };
  const bytes = await artifactFile(
    client('ghs_secret', { baseUrl: github.url, weather }),
    { owner: 'octocat', repo: 'assistant' },
    { runId: 5, name: NAME, entry: 'comparison.json', most: MOST },
  );
  return bytes && bytes.toString();
};
const file = (content: string | Buffer, over: Partial<ZipEntry> = {}): ZipEntry => ({
  name: 'comparison.json',
  content: Buffer.from(content),
  ...over,
});
const left = (zip: Buffer, over: object = {}): void =>
  void (github.artifacts = [{ id: 9, run: 5, name: NAME, zip, ...over }]);

test('the one file is fetched, and where it lies never hears our token', async () => {
  left(zipOf(file('{"a":1}')));
  expect(await fetched()).toBe('{"a":1}');
  expect(github.requests.map((r) => [r.path.split('?')[0]!.split('/').slice(-2).join('/'), r.authorization])).toEqual([
    ['5/artifacts', 'token ghs_secret'],
    ['9/zip', 'token ghs_secret'],
    ['storage/9', undefined],
  ]);
});

test("the newest attempt's counts; other names, other runs and expired ones do not", async () => {
  const zip = zipOf(file('old'));
  github.artifacts = [
    { id: 3, run: 5, name: NAME, zip },
    { id: 4, run: 5, name: NAME, zip: zipOf(file('new')) },
    { id: 6, run: 5, name: `${NAME}-2`, zip },
    { id: 7, run: 6, name: NAME, zip },
    { id: 8, run: 5, name: NAME, expired: true, zip },
  ];
  expect(await fetched()).toBe('new');
  github.artifacts = github.artifacts.slice(2);
  expect(await fetched()).toBeNull();
});

test.each<[string, () => Buffer, string]>([
  ['another file', () => zipOf(file('x', { name: 'evil.json' })), 'another file'],
  ['a file outside', () => zipOf(file('x', { name: '../comparison.json' })), 'invalid relative path'],
  ['a second file', () => zipOf(file('x'), file('y', { name: 'evil.js' })), '2 files'],
  ['the same name twice', () => zipOf(file('x'), file('y')), '2 files'],
  ['no file', () => zipOf(), '0 files'],
  ['an encrypted file', () => zipOf(file('x', { encrypted: true })), 'encrypted'],
  ['a file one byte too long', () => zipOf(file('x'.repeat(MOST.entry + 1))), 'more than 10000 bytes'],
  ['a bomb', () => zipOf(file(Buffer.alloc(2_000_000))), 'more than 10000 bytes'],
  ['a bomb that calls itself small', () => zipOf(file(Buffer.alloc(2_000_000), { claimed: 100 })), 'too many bytes'],
  ['a file shorter than it says', () => zipOf(file('x', { claimed: 5000 })), 'not enough bytes'],
  ['no zip', () => Buffer.from('<html>not a zip</html>'.repeat(9)), 'not a zip'],
  ['half a zip', () => zipOf(file('{"a":1}')).subarray(0, 60), 'End of central directory'],
  ['nothing', () => Buffer.alloc(0), 'End of central directory'],
])('%s is refused by name', async (_, zip, why) => {
  left(zip());
  const error = await fetched().then(
    (text) => ({ code: `no error: ${text}`, message: '' }),
    (e: { code: string; message: string }) => e,
  );
  expect([error.code, error.message.toLowerCase()]).toEqual([
    'artifact-invalid',
    expect.stringContaining(why.toLowerCase()),
  ]);
});

test('files of just the most bytes are taken; a longer zip is not read to its end, whatever the list says', async () => {
  left(zipOf(file('x'.repeat(MOST.entry))));
  expect(await fetched()).toHaveLength(MOST.entry);
  left(zipOf(file('x')), { size: MOST.zip + 1 });
  await expect(fetched()).rejects.toMatchObject({ code: 'artifact-invalid' });
  expect(github.log().filter((r) => r.includes('storage'))).toHaveLength(1);
  left(Buffer.alloc(MOST.zip + 1), { size: 10 });
  await expect(fetched()).rejects.toThrow('more than 4000 bytes');
});

test('a token that may not, and a store that refuses, are told apart', async () => {
  left(zipOf(file('x')));
  github.refuse = (_, path) => (path.endsWith('/artifacts') ? 403 : null);
  await expect(fetched()).rejects.toMatchObject({ fix: expect.stringContaining('actions: read') });
  github.refuse = (_, path) => (path.startsWith('/storage') ? 410 : null);
  await expect(fetched()).rejects.toMatchObject({ message: expect.stringContaining('HTTP 410') });
});
