import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../src/action/host.ts';
import { Action } from '../../src/action/main.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { runGate, type GateEnd, type GateRequest } from '../../src/gate/run.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { jobEnvironment, nothingTold, rememberingHost, type Told } from '../support/action-host.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { temporaryFolder } from '../support/tmp.ts';

const HEAD = 'c'.repeat(40);
const PULL = { action: 'opened', pull_request: { number: 7, head: { sha: HEAD } } };

let workspace: string;
let github: FakeRest;
let told: Told;
beforeEach(async () => {
  workspace = await temporaryFolder();
  github = await fakeGithub({
    runs: [{ id: 44, head_sha: HEAD, created_at: '2026-01-01T10:00:00Z' }],
    permissions: { ann: { permission: 'write' } },
  });
  told = nothingTold();
});
afterEach(() => github.close());

interface Running {
  inputs?: Record<string, string>;
  event?: [name: string, payload: object];
  env?: NodeJS.ProcessEnv;
  over?: Partial<Host>;
}
async function host({ inputs = { 'github-token': 'hush' }, event, env = {}, over = {} }: Running = {}): Promise<Host> {
  const variables = await jobEnvironment(workspace, ...(event ?? ['pull_request', PULL]), {
    INPUT_GITHUB_TOKEN: 'hush',
    ...env,
  } as NodeJS.ProcessEnv);
  return rememberingHost(told, variables, inputs, github.url, over);
}
const GOOD =
  'model: { builtin: practice }\nworkload: { name: practice, tasks: [practice/0] }\narms: [plain]\nmeter: estimate\nrepeats: 4\nengine: { gpu: none, threads: 1 }\n';
/** A limit that no answer keeps, on tokens or on accuracy. */
const OF_TEXTS = GOOD.replace(/workload:.*/, TEXTS);
const DEARER = `${OF_TEXTS}thresholds: { energy-per-task: false, score: false, output-tokens: { max: 1 } }\n`;
const WORSE = `${OF_TEXTS}sampling: { max-tokens: 1 }\nthresholds: { energy-per-task: false, score: { min: 1 } }\n`;
const BOTH = WORSE.replace('score: { min: 1 }', 'score: { min: 1 }, output-tokens: { max: 0.5 }');
const INVALID = `${DEARER}baseline: file:base.json\n`;
const configured = async (text: string): Promise<void> => await writeFile(join(workspace, 'joulegate.yml'), text);
const prepare = (): Promise<void> => Promise.resolve();
const action = (h: Host): Action => new Action(h, { prepare, gate: runGate });
/** A gate that was run once, with what its host adds to it each time. */
type Ended = Extract<GateEnd, { refused: false }>;
const ended: Record<string, Ended> = {};
let asked: GateRequest;
const again =
  (name: string) =>
  async (request: GateRequest): Promise<GateEnd> => {
    asked = request;
    const { config, outcome } = ended[name]!;
    const publication = await request.publication!({ ...outcome, config, base: null, before: null });
    const comparison = { ...outcome.comparison, publication };
    const comment = RENDERERS.markdown(comparison, request.id);
    return { refused: false, config, outcome: { ...outcome, comparison, comment }, recorded: null };
  };
/** The action on a gate that was run before. */
const run = async (name: string, running?: Running): Promise<number> => {
  const h = await host(running);
  return await new Action(h, { prepare, gate: again(name) }).run(new AbortController().signal);
};
beforeAll(async () => {
  for (const [name, text] of Object.entries({ GOOD, DEARER, WORSE, BOTH, INVALID })) {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'base.json'), '{"schemaVersion":99}');
    await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
    await writeFile(join(folder, 'joulegate.yml'), text);
    const load = async (): Promise<Config> => await loadConfig(join(folder, 'joulegate.yml'));
    const end = await runGate({
      outDir: folder,
      id: 'joulegate.yml',
      commit: HEAD,
      env: {},
      load,
      onProgress: () => undefined,
    });
    if (end.refused) throw end.error;
    ended[name] = end;
  }
}, 120_000);
const comparison = async (): Promise<Comparison> =>
  JSON.parse(await readFile(told.outputs['comparison-path'] as string, 'utf8')) as Comparison;

describe('the action, in process', () => {
  it('tells outputs, summary, comment and check of a gate that ran, and forgets its token', async () => {
    await configured(GOOD);
    const h = await host();
    expect(await action(h).run(new AbortController().signal)).toBe(0);
    expect(told.masked).toEqual(['hush']);
    expect(h.env['INPUT_GITHUB_TOKEN']).toBeUndefined();
    expect(told.outputs).toMatchObject({ verdict: 'pass', 'pass-at-1-plain': 1 });
    expect(told.outputs['energy-per-task-plain']).toBeGreaterThan(0);
    const result = JSON.parse(await readFile(told.outputs['result-path'] as string, 'utf8')) as { commit: string };
    expect(result.commit).toBe(HEAD);
    expect(told.summaries).toHaveLength(1);
    expect(github.comments.map((c) => c.body)).toEqual(told.summaries);
    expect(github.checks).toMatchObject([
      { name: 'JouleGate', head_sha: HEAD, conclusion: 'success', output: { title: told.outputs['title'] } },
    ]);
    expect(told.logged).toContain(told.outputs['title']);
    expect([told.failed, told.warned, told.annotated]).toEqual([[], [], []]);
    expect(github.log()).toEqual([
      'GET /user',
      'GET /issues/7/comments?per_page=100',
      'POST /issues/7/comments',
      'POST /check-runs',
    ]);
    // Where it belongs was filled in before anything was written.
    expect((await comparison()).publication).toEqual({
      repository: 'https://github.example/octocat/assistant',
      headCommit: HEAD,
      links: {
        run: 'https://github.example/octocat/assistant/actions/runs/44/attempts/2',
        report: 'https://github.example/octocat/assistant/actions/runs/44/attempts/2#artifacts',
      },
    });
  });

  it('says in comment, check, summary and status why a refused gate has no verdict', async () => {
    await configured(GOOD.replace('repeats: 4', 'budget: { blocks: 3 }'));
    expect(await action(await host()).run(new AbortController().signal)).toBe(2);
    expect(told.summaries).toHaveLength(1);
    expect(told.summaries[0]).toContain('<!-- joulegate-comment joulegate.yml -->');
    expect(told.summaries[0]).toContain('`too-few-blocks`');
    expect(github.comments.map((c) => c.body)).toEqual(told.summaries);
    expect(github.checks).toMatchObject([
      { conclusion: 'failure', output: { title: expect.stringMatching(/^no verdict: .*at most 3 block/) } },
    ]);
    expect(told.failed.join()).toContain('too-few-blocks: a gate of at most 3 block(s)');
    expect(told.outputs).toEqual({});
  });

  it('keeps the verdict where neither comment, check nor summary can be written', async () => {
    const full = (): never => {
      throw new Error('disk full');
    };
    github.refuse = () => 500;
    expect(await run('GOOD', { over: { summary: full } })).toBe(0);
    expect(told.outputs['verdict']).toBe('pass');
    expect(told.warned.join('\n')).toMatch(/no job summary: Error: disk full[\s\S]*HTTP 500[\s\S]*HTTP 500/);
    told = nothingTold();
    expect(await run('GOOD', { inputs: {} })).toBe(0);
    expect(told.warned.join('\n')).toContain('no github-token was given');
  });

  it("is no failure with Dependabot's read-only token: the verdict stands in the summary, the fix by file and line", async () => {
    const file = '.github/workflows/gate.yml';
    await mkdir(join(workspace, '.github/workflows'), { recursive: true });
    await writeFile(join(workspace, file), 'on: pull_request\npermissions:\n  contents: read\njobs:\n  gate: {}\n');
    github.refuse = (method) => (method === 'GET' ? null : 403);
    const env = { GITHUB_WORKFLOW_REF: `octocat/assistant/${file}@refs/pull/7/merge`, GITHUB_JOB: 'gate' };
    expect(await run('DEARER', { env })).toBe(1);
    expect(told.summaries[0]).toContain('regressed');
    expect(told.warned.join()).toContain(`add "pull-requests: write" under "permissions:", line 2 of ${file}`);
    expect(told.logged.join('\n')).toContain(`add "checks: write" under "permissions:", line 2 of ${file}`);
  });

  it('writes its comment to the summary alone where there is no pull request', async () => {
    expect(await run('GOOD', { event: ['push', {}], env: { GITHUB_SHA: 'd'.repeat(40) } })).toBe(0);
    expect(github.comments).toEqual([]);
    expect(told.summaries).toHaveLength(1);
    expect(told.logged.join('\n')).toContain('in the job summary only');
    expect(github.checks).toMatchObject([{ head_sha: 'd'.repeat(40) }]);
    expect(asked.commit).toBe('d'.repeat(40));
  });

  it.each<[string, Record<string, string>]>([
    ['mode', { mode: 'study' }],
    ['drafts', { drafts: 'maybe' }],
    ['allow-fork-code-on-pull-request-target', { 'allow-fork-code-on-pull-request-target': 'true' }],
  ])('refuses a value of %s that it does not know, before anything else', async (name, inputs) => {
    await expect(run('GOOD', { inputs })).rejects.toThrow(JouleGateError);
    await expect(run('GOOD', { inputs })).rejects.toThrow(`the input ${name} is`);
    expect(github.log()).toEqual([]);
  });

  it('comments what it has when it is stopped, and nothing before it knows its inputs', async () => {
    const early = action(await host());
    early.onStop('SIGTERM');
    await configured(GOOD);
    const controller = new AbortController();
    const stopped = action(await host());
    const running = stopped.run(controller.signal);
    await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 100 && told.masked.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    stopped.onStop('SIGINT');
    controller.abort(new Error('stopped by SIGINT'));
    await expect(running).rejects.toThrow('stopped by SIGINT');
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]!.body).toContain('JouleGate: cancelled');
    expect(github.comments[0]!.body).toContain('SIGINT');
    expect(told.failed).toEqual([]);
  });
});

describe('a waiver', () => {
  const labelled = (label: string, at = '2026-01-01T10:00:01Z'): void =>
    void github.events.push({ event: 'labeled', label, actor: 'ann', at });
  const outcome = async (name: string): Promise<unknown> => {
    const status = await run(name);
    const said = /accepted by (.*)/.exec(told.warned.join())?.[1] ?? null;
    return [status, told.outputs['verdict'], said];
  };
  const BY = { energy: 'ann (joulegate-accept)', accuracy: 'ann (joulegate-accept-accuracy)' };

  it.each<[string, string, string[], number, string | null]>([
    ['dearer, not accepted', 'DEARER', [], 1, null],
    ['dearer, accepted', 'DEARER', ['joulegate-accept'], 0, BY.energy],
    ['dearer, accepted for accuracy alone', 'DEARER', ['joulegate-accept-accuracy'], 1, null],
    ['worse, accepted for energy alone', 'WORSE', ['joulegate-accept'], 1, null],
    ['worse, accepted for accuracy', 'WORSE', ['joulegate-accept-accuracy'], 0, BY.accuracy],
    ['both, one accepted', 'BOTH', ['joulegate-accept'], 1, null],
    ['both, the other accepted', 'BOTH', ['joulegate-accept-accuracy'], 1, null],
    ['both, accepted', 'BOTH', ['joulegate-accept', 'joulegate-accept-accuracy'], 0, `${BY.energy} and ${BY.accuracy}`],
  ])('%s', async (_, name, labels, status, said) => {
    labels.forEach((l) => labelled(l));
    expect(await outcome(name)).toEqual([status, 'regressed', said]);
    expect(github.checks).toMatchObject([{ conclusion: status === 0 ? 'neutral' : 'failure' }]);
    expect(told.failed).toHaveLength(status);
  });

  it('stands in the comparison with who, when and for what, whether or not it was enough', async () => {
    labelled('joulegate-accept');
    let filled: unknown;
    const h = await host();
    const gate = async (request: GateRequest): Promise<GateEnd> => {
      const end = await again('BOTH')(request);
      filled = (end as Ended).outcome.comparison.publication?.waivers;
      return end;
    };
    expect(await new Action(h, { prepare, gate }).run(new AbortController().signal)).toBe(1);
    expect(filled).toEqual([{ label: 'joulegate-accept', by: 'ann', at: '2026-01-01T10:00:01Z', covers: 'energy' }]);
  });

  it('of before this push does not count, and says so', async () => {
    labelled('joulegate-accept', '2026-01-01T09:00:00Z');
    expect(await outcome('DEARER')).toEqual([1, 'regressed', null]);
    expect(told.warned.join()).toContain('it was set before this commit was pushed');
  });

  it('that cannot be asked about does not count, and the verdict stands', async () => {
    labelled('joulegate-accept');
    github.refuse = (_, path) => (path === '/actions/runs' ? 403 : null);
    expect(await outcome('DEARER')).toEqual([1, 'regressed', null]);
    expect(told.warned.join()).toContain('actions: read');
  });

  it('is not asked about where nothing regressed', async () => {
    labelled('joulegate-accept');
    expect(await outcome('GOOD')).toEqual([0, 'pass', null]);
    expect(github.log().join()).not.toContain('events');
  });

  it('never covers what is invalid', async () => {
    labelled('joulegate-accept');
    labelled('joulegate-accept-accuracy');
    expect(await outcome('INVALID')).toEqual([4, 'invalid', null]);
  });

  it('of an earlier push is taken off by the next, where the token may', async () => {
    labelled('joulegate-accept', '2026-01-01T09:00:00Z');
    github.labels = new Set(['joulegate-accept']);
    const pushed: Running = { event: ['pull_request', { ...PULL, action: 'synchronize' }] };
    github.refuse = (method) => (method === 'DELETE' ? 403 : null);
    expect(await run('DEARER', pushed)).toBe(1);
    expect(told.logged.join('\n')).toContain('a label of an earlier push may still stand');
    github.refuse = () => null;
    expect(await run('DEARER', pushed)).toBe(1);
    expect([...github.labels]).toEqual([]);
    expect(
      github
        .log()
        .filter((r) => r.startsWith('DELETE'))
        .at(-1),
    ).toBe('DELETE /issues/7/labels/joulegate-accept');
    await run('DEARER');
    expect(github.log().filter((r) => r.startsWith('DELETE'))).toHaveLength(2);
  });
});

describe('which pull requests are measured', () => {
  it('a draft, unless drafts are skipped; then nothing is asked or said', async () => {
    const draft: Running['event'] = ['pull_request', { ...PULL, pull_request: { ...PULL.pull_request, draft: true } }];
    expect(await run('GOOD', { event: draft, inputs: { drafts: 'skip', 'github-token': 'hush' } })).toBe(0);
    expect([told.outputs, told.summaries, github.log()]).toEqual([{}, [], []]);
    expect(told.logged.join()).toContain('is a draft');
    await run('GOOD', { inputs: { drafts: 'skip' } });
    expect(told.outputs['verdict']).toBe('pass');
    told = nothingTold();
    await run('GOOD', { event: draft });
    expect(told.outputs['verdict']).toBe('pass');
  });

  const repo = (full_name: string): object => ({ sha: HEAD, repo: { full_name } });
  const target = (from: string): [string, object] => [
    'pull_request_target',
    { pull_request: { number: 7, head: repo(from), base: repo('octocat/assistant') } },
  ];
  const workflowRun = (from: string): [string, object] => [
    'workflow_run',
    {
      workflow_run: {
        id: 5,
        head_sha: HEAD,
        head_branch: 'x',
        head_repository: { full_name: from },
        event: 'pull_request',
      },
    },
  ];
  const refused = async (event: [string, object], inputs = {}): Promise<string | number> =>
    await run('GOOD', { event, inputs }).catch((error: JouleGateError) => error.code);

  it("a fork's code never with the repository's rights, unless that is said loudly", async () => {
    expect(await refused(target('mallory/assistant'))).toBe('event-refused');
    expect(await refused(workflowRun('mallory/assistant'))).toBe('event-refused');
    expect(told.outputs).toEqual({});
    expect(await refused(target('octocat/assistant'))).toBe(0);
    expect(await refused(workflowRun('octocat/assistant'))).toBe(0);
    const loudly = { 'allow-fork-code-on-pull-request-target': 'dangerously' };
    expect(await refused(workflowRun('mallory/assistant'), loudly)).toBe(0);
  });
});

describe('comment: when a pull request is commented on', () => {
  const on = async (mode: Config['comment'], name: string): Promise<number> => {
    const h = await host();
    const gate = async (request: GateRequest): Promise<GateEnd> => {
      const end = (await again(name)(request)) as Ended;
      return { ...end, config: { ...end.config, comment: mode } };
    };
    await new Action(h, { prepare, gate }).run(new AbortController().signal);
    return github.comments.length;
  };

  it('always, never, or where something moved; one that stands is brought up to date', async () => {
    expect(await on('never', 'DEARER')).toBe(0);
    expect(told.summaries).toHaveLength(1);
    expect(github.checks).toHaveLength(1);
    expect(await on('on-change', 'DEARER')).toBe(1);
    const dearer = github.comments[0]!.body;
    expect(await on('on-change', 'GOOD')).toBe(1);
    expect(github.comments[0]!.body).not.toBe(dearer);
    github.comments.length = 0;
    expect(await on('always', 'GOOD')).toBe(1);
  });

  it('nothing new where nothing moved and none stands, but what changes the gate itself is said', async () => {
    const quiet = ended['GOOD']!;
    const { comparison } = quiet.outcome;
    ended['QUIET'] = {
      ...quiet,
      outcome: { ...quiet.outcome, comparison: { ...comparison, reasons: ['subject-unchanged'] } },
    };
    expect(await on('on-change', 'QUIET')).toBe(0);
    const gateChanges = { applied: true, keys: [{ key: 'repeats', base: '4', head: '8' }] };
    ended['LOUD'] = { ...quiet, outcome: { ...quiet.outcome, comparison: { ...comparison, gateChanges } } };
    expect(await on('never', 'LOUD')).toBe(1);
    expect(github.comments[0]!.body).toContain('alters the gate itself');
    expect(github.checks.at(-1)).toMatchObject({
      output: { summary: expect.stringContaining('alters the gate itself') },
    });
    expect(told.summaries.at(-1)).toContain('alters the gate itself');
  });
});
