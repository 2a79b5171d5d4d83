import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { jobEnvironment } from '../support/action-host.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { runAction } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

const HEAD = 'c'.repeat(40);
const CONFIG = `model: { builtin: practice }
${TEXTS}
arms: [plain]
repeats: 4
meter: estimate
engine: { gpu: none, threads: 1 }
baseline: none
thresholds: { energy-per-task: false, score: false, output-tokens: { max: 1 } }
`;
const at = (clock: string): string => `2026-01-01T${clock}Z`;
const label = (name: string, clock: string): FakeRest['events'][number] => ({
  event: 'labeled',
  label: name,
  actor: 'ann',
  at: at(clock),
});

let github: FakeRest;
beforeEach(async () => {
  github = await fakeGithub({
    runs: [{ id: 44, head_sha: HEAD, created_at: at('10:00:00') }],
    permissions: { ann: { permission: 'write' } },
    events: [label('joulegate-accept', '10:00:01'), label('joulegate-accept-accuracy', '09:00:00')],
    labels: new Set(['joulegate-accept', 'joulegate-accept-accuracy']),
  });
});
afterEach(() => github.close());

test('the built action on a push to a pull request: what was accepted before it is taken off, what was accepted since turns 1 into 0, and a person’s token makes a commit status', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'joulegate.yml'), CONFIG);
  await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
  github.refuse = (method, path) => (method === 'POST' && path === '/check-runs' ? 403 : null);
  const payload = { action: 'synchronize', pull_request: { number: 7, head: { sha: HEAD } } };
  const run = await runAction(
    folder,
    { config: 'joulegate.yml', 'github-token': 'ghs_secret' },
    { url: github.url, owner: 'octocat', repo: 'assistant', number: 7, headSha: HEAD },
    await jobEnvironment(folder, 'pull_request', payload),
  );
  expect({ status: run.status, out: run.status === 0 ? '' : run.stdout }).toEqual({ status: 0, out: '' });
  expect(run.outputs['verdict']).toBe('regressed');
  expect(run.stdout).toMatch(/::warning::regressed: .*; accepted by ann \(joulegate-accept\)/);
  const { verdict, publication } = JSON.parse(await readFile(run.outputs['comparison-path']!, 'utf8')) as Comparison;
  expect([verdict, publication?.waivers]).toEqual([
    'regressed',
    [{ label: 'joulegate-accept', by: 'ann', at: at('10:00:01'), covers: 'energy' }],
  ]);
  expect([...github.labels]).toEqual(['joulegate-accept']);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]!.body).toMatch(/joulegate-accept.*ann|ann.*joulegate-accept/);
  expect(run.summary.trim()).toBe(github.comments[0]!.body.trim());
  expect(github.statuses).toMatchObject([
    { sha: HEAD, context: 'JouleGate', state: 'success', description: run.outputs['title'] },
  ]);
  const asking = ['GET /issues/7/events', 'GET /actions/runs'];
  expect(github.log().map((l) => l.split('?')[0])).toEqual([
    ...asking,
    'DELETE /issues/7/labels/joulegate-accept-accuracy',
    ...asking,
    'GET /collaborators/ann/permission',
    'GET /user',
    'GET /issues/7/comments',
    'POST /issues/7/comments',
    'POST /check-runs',
    `POST /statuses/${HEAD}`,
  ]);
});
