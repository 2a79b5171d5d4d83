import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { client, type Client } from '../../src/github/api.ts';
import { readWaivers, removeStaleWaivers } from '../../src/github/waiver.ts';
import { fakeGithub, type FakeRest, type GithubState } from '../support/fake-github.ts';

const HEAD = 'c'.repeat(40);
const PUSHED = '2026-01-01T10:00:00Z';
const at = (clock: string): string => `2026-01-01T${clock}Z`;
const target = { owner: 'octocat', repo: 'assistant', number: 7 };

let github: FakeRest;
let api: Client;
beforeEach(async () => {
  github = await fakeGithub({
    runs: [{ id: 1, head_sha: HEAD, created_at: PUSHED }],
    permissions: { ann: { permission: 'write' } },
  });
  api = client('ghs_x', { baseUrl: github.url });
});
afterEach(() => github.close());

type Event = GithubState['events'][number];
const set = (over: Partial<Event> = {}): Event => ({
  event: 'labeled',
  label: 'joulegate-accept',
  actor: 'ann',
  at: at('10:00:01'),
  ...over,
});
const read = async (): Promise<{ valid: string[]; refused: string[] }> => {
  const { valid, refused } = await readWaivers(api, target, HEAD);
  return {
    valid: valid.map((w) => `${w.label} covers ${w.covers}, ${w.by} ${w.at}`),
    refused: refused.map((r) => `${r.label}: ${r.why}`),
  };
};

test('a label set after the first run of this commit by somebody who may push counts, with who and when', async () => {
  github.events = [set(), set({ label: 'joulegate-accept-accuracy', at: at('11:00:00') })];
  expect(await read()).toEqual({
    valid: [
      `joulegate-accept covers energy, ann ${at('10:00:01')}`,
      `joulegate-accept-accuracy covers accuracy, ann ${at('11:00:00')}`,
    ],
    refused: [],
  });
});

test.each<[string, Event[], 'counts' | 'early' | 'nothing']>([
  ['one second after the push', [set({ at: at('10:00:01') })], 'counts'],
  ['in the second of the push', [set({ at: at('10:00:00') })], 'early'],
  ['before the push', [set({ at: at('09:59:59') })], 'early'],
  [
    'before it and again after it',
    [set({ at: at('09:00:00') }), set({ event: 'unlabeled', at: at('10:00:02') }), set({ at: at('10:00:03') })],
    'counts',
  ],
  ['after it, and taken off', [set(), set({ event: 'unlabeled', at: at('10:00:02') })], 'nothing'],
  ['after it, in capitals', [set({ label: 'JouleGate-Accept' })], 'counts'],
  ['with another name', [set({ label: 'joulegate-accepted' }), set({ label: 'constructor' })], 'nothing'],
  ['never', [], 'nothing'],
])('set %s: %s', async (_, events, outcome) => {
  github.events = events;
  const { valid, refused } = await read();
  expect([valid.length, refused.length]).toEqual([outcome === 'counts' ? 1 : 0, outcome === 'early' ? 1 : 0]);
});

test.each<[GithubState['permissions'][string] | null, boolean]>([
  [{ permission: 'admin' }, true],
  [{ permission: 'write', role_name: 'maintain' }, true],
  [{ permission: 'maintain' }, true],
  [{ permission: 'write' }, true],
  [{ permission: 'read', role_name: 'triage' }, false],
  [{ permission: 'read' }, false],
  [{ permission: 'none' }, false],
  [null, false],
])('the actor has %j: counts %p', async (level, counts) => {
  github.permissions = level ? { ann: level } : {};
  github.events = [set()];
  const { valid, refused } = await read();
  expect(valid).toHaveLength(counts ? 1 : 0);
  expect(refused).toEqual(counts ? [] : ['joulegate-accept: ann may not push to this repository']);
});

test('who set it last is who counts; somebody who is gone does not', async () => {
  github.events = [set(), set({ actor: 'mallory', at: at('10:00:09') })];
  expect((await read()).valid).toEqual([]);
  github.events = [set({ actor: null })];
  expect((await read()).refused).toEqual(['joulegate-accept: who set it may not push to this repository']);
});

test('the first of all runs for this commit counts, whatever page it stands on; runs of other commits do not', async () => {
  github.runs = [
    { id: 3, head_sha: HEAD, created_at: at('12:00:00') },
    { id: 2, head_sha: HEAD, created_at: at('11:00:00') },
    { id: 1, head_sha: HEAD, created_at: PUSHED },
    { id: 0, head_sha: 'd'.repeat(40), created_at: at('13:00:00') },
  ];
  github.pageSize = 1;
  github.events = [set({ label: 'bug', at: at('08:00:00') }), set()];
  expect((await read()).valid).toHaveLength(1);
  github.runs = github.runs.slice(0, 2);
  expect((await read()).valid).toHaveLength(0);
});

test('where GitHub knows of no run for this commit, nothing counts', async () => {
  github.runs = [];
  github.events = [set()];
  expect(await read()).toMatchObject({ valid: [], refused: [expect.stringContaining('joulegate-accept')] });
});

test('without a label of ours it costs one request', async () => {
  github.events = [set({ label: 'bug' })];
  await read();
  expect(github.log()).toEqual(['GET /issues/7/events?per_page=100']);
});

test('a token that may not ask is told what it lacks', async () => {
  github.events = [set()];
  github.refuse = (_, path) => (path === '/actions/runs' ? 403 : null);
  await expect(read()).rejects.toMatchObject({ code: 'github-failed', fix: expect.stringContaining('actions: read') });
});

test('the next push takes off what was set before it, and leaves what was set since and what is not ours', async () => {
  github.events = [
    set({ at: at('09:00:00') }),
    set({ label: 'joulegate-accept-accuracy', at: at('10:00:05') }),
    set({ label: 'bug', at: at('09:00:00') }),
  ];
  github.labels = new Set(['joulegate-accept', 'joulegate-accept-accuracy', 'bug']);
  expect(await removeStaleWaivers(api, target, HEAD)).toEqual(['joulegate-accept']);
  expect([...github.labels]).toEqual(['joulegate-accept-accuracy', 'bug']);
  // Another job was faster.
  expect(await removeStaleWaivers(api, target, HEAD)).toEqual(['joulegate-accept']);
});
