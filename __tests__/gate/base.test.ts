import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { assertComparison } from '../../src/common/schema.ts';
import { loadConfig } from '../../src/config/load.ts';
import { forPullRequest } from '../../src/config/pull-request.ts';
import { runGate, type GateEnd, type GateRequest } from '../../src/gate/run.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { Repository } from '../support/repository.ts';

const CONFIG = `model: { builtin: practice }
prompt: { file: prompt.txt }
${TEXTS}
arms: [plain]
repeats: 4
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: { increase: 1.0 }, score: false }
`;
/** The same of tasks that a rule can stop in. */
const CODE = CONFIG.replace(TEXTS, 'workload: { name: practice, tasks: [practice/0, practice/1] }').replace(
  ', score: false',
  '',
);
const prompts = join(packageRoot, 'assets/practice/prompts');
const [TERSE, CHATTY] = await Promise.all(
  ['terse.txt', 'chatty.txt'].map(async (f) => await readFile(join(prompts, f), 'utf8')),
);
const BASE = { 'joulegate.yml': CONFIG, 'prompt.txt': TERSE!, 'texts.jsonl': practiceTexts(0, 1) };

let r: Repository;
let said: string[];
beforeEach(async () => {
  r = await Repository.make();
  said = [];
});

const gate = async (env: NodeJS.ProcessEnv = {}, over: Partial<GateRequest> = {}): Promise<GateEnd> =>
  await runGate({
    outDir: r.at('.git', 'out'),
    id: 'joulegate.yml',
    commit: 'c'.repeat(40),
    env,
    load: async () => await forPullRequest(await loadConfig(r.at('joulegate.yml')), r.at('joulegate.yml'), env),
    onProgress: (line) => said.push(line),
    ...over,
  });
async function outcome(...args: Parameters<typeof gate>) {
  const end = await gate(...args);
  if (end.refused) throw end.error;
  return end.outcome;
}
const standing = async (): Promise<string[]> => (await readdir(r.at('.git', 'out'))).sort();
const loaded = (): string[] => said.filter((line) => line.startsWith('loading'));

describe('base, read with git and measured beside head', () => {
  test("a reworded prompt: base's joules come from base's prompt, in one measurement, the model loaded once", async () => {
    const base = r.commit(BASE);
    r.commit({ 'prompt.txt': CHATTY! });
    r.write({ untracked: 'x' });
    const before = r.git('status', '--porcelain');
    const { comparison, base: of, result, paths } = await outcome();
    expect(comparison.verdict).toBe('regressed');
    expect(said).toContain(`base is ${base.slice(0, 12)}, HEAD's first parent`);
    expect(of!.measurement).toBe(result!.measurement);
    expect([of!.commit, result!.commit]).toEqual([base, 'c'.repeat(40)]);
    expect([of!, result!].map((x) => (x.subject.prompt as { template: string }).template)).toEqual(
      [TERSE, CHATTY].map((p) => p!.replace(/\n$/, '')),
    );
    expect(comparison.reasons).not.toContain('no-baseline');
    expect(loaded()).toHaveLength(1);
    expect(comparison.plan).toMatchObject({ most: 4, blocks: 4 });
    expect(comparison.plan!.cost!.seconds).toBeGreaterThan(0);
    const joules = [of!, result!].flatMap((x) => x.arms.plain!.tasks.flatMap((t) => t.repeats.map((p) => p.phases)));
    const spent = joules.reduce((sum, p) => sum + p.prefill.grossJoules! + p.decode.grossJoules!, 0);
    expect(comparison.plan!.cost!.joules).toBeCloseTo(spent, 6);
    expect(said.find((line) => line.startsWith('4 to 4 blocks: at most'))).toBeDefined();
    expect(said.at(-1)).toMatch(/^look at 4 blocks: Energy per task, plain \+\S+ % .*; decided$/);
    expect(r.git('status', '--porcelain')).toBe(before);
    expect(paths.base).toBe(r.at('.git', 'out', 'base.json'));
    expect(JSON.parse(await readFile(paths.base!, 'utf8'))).toMatchObject({ commit: base });
  });

  test('the working tree is head: a change that nobody has committed yet is measured', async () => {
    r.commit(BASE);
    r.git('checkout', '-qb', 'topic');
    r.write({ 'prompt.txt': CHATTY! });
    expect((await outcome()).comparison.verdict).toBe('regressed');
  });

  test("a model that is another file: base's comes out of git, head's off the disk, and both are loaded", async () => {
    const model = await readFile(join(packageRoot, 'assets/practice/practice-model.gguf'));
    const name = 'JouleGate practice model';
    const other = Buffer.from(model);
    other.write('JouleGate practice MODEL', other.indexOf(name));
    const config = CONFIG.replace('{ builtin: practice }', '{ path: m.gguf }');
    r.commit({ ...BASE, 'joulegate.yml': config, 'm.gguf': model });
    r.commit({ 'm.gguf': other });
    const { result, base } = await outcome();
    const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    expect([base!, result!].map((x) => x.subject.model!.sha256)).toEqual([hash(model), hash(other)]);
    expect([base!, result!].map((x) => x.subject.model!.name)).toEqual(['m.gguf', 'm.gguf']);
    expect(loaded()).toHaveLength(2);
    expect((await readFile(r.at('m.gguf'))).equals(other)).toBe(true);
  });

  test.each<[string, () => NodeJS.ProcessEnv]>([
    [
      "a pull request's merge commit, whose target has moved on",
      () => {
        // Only against its first parent is the reworded prompt of main not this pull request's.
        const head = r.pullRequest({ 'notes.md': 'x' }, { 'prompt.txt': CHATTY! });
        return r.event('pull_request', { pull_request: { head: { sha: head } } });
      },
    ],
    [
      'a merge group',
      () => {
        const base = r.commit({ 'prompt.txt': CHATTY! });
        r.commit({ 'notes.md': 'x' });
        return r.event('merge_group', { merge_group: { base_sha: base } });
      },
    ],
    [
      'a push of two commits',
      () => {
        const before = r.commit({ 'prompt.txt': CHATTY! });
        r.commit({ 'prompt.txt': TERSE! });
        r.commit({ 'prompt.txt': CHATTY! });
        return r.event('push', { before });
      },
    ],
  ])('on %s a subject that is equal there is not measured', async (_, happened) => {
    r.commit(BASE);
    const { comparison } = await outcome(happened());
    expect(comparison).toMatchObject({ verdict: 'pass', reasons: ['subject-unchanged'] });
    expect(loaded()).toEqual([]);
  });
});

describe('a subject that is that of base', () => {
  test('passes unmeasured: comparison and comment say so, there is no result, and limits are said to be untested', async () => {
    r.commit({ ...BASE, 'joulegate.yml': CONFIG.replace('increase: 1.0', 'increase: 1.0, max: 5') });
    r.commit({ 'other.txt': 'x', 'same.txt': TERSE!.replaceAll('\n', '\r\n') });
    // By content: another name, and another editor's line ends.
    r.commit({ 'joulegate.yml': (await readFile(r.at('joulegate.yml'), 'utf8')).replace('prompt.txt', 'same.txt') });
    const { comparison, result, base, paths, comment } = await outcome();
    expect(comparison).toMatchObject({ verdict: 'pass', reasons: ['subject-unchanged'], metrics: [], tasks: [] });
    expect(comparison.findings[0]!.text).toContain('absolute limits are untested (energy-per-task max)');
    expect([result, base, paths.result, paths.base]).toEqual([null, null, null, null]);
    expect(await standing()).toEqual(['comment.md', 'comparison.json', 'report.html']);
    const written: unknown = JSON.parse(await readFile(paths.comparison, 'utf8'));
    assertComparison(written, 'the comparison');
    expect(comment).toContain('JouleGate: pass');
    expect(comment).toContain('so nothing was measured');
    expect(comment).not.toContain('| base | head |');
    expect(loaded()).toEqual([]);
    expect(said.some((line) => line.startsWith('block'))).toBe(false);
  });

  test('is measured, both sides interleaved, with force', async () => {
    r.commit(BASE);
    r.commit({ 'notes.md': 'x' });
    const { comparison, result, base } = await outcome({}, { force: true });
    expect(comparison.reasons).not.toContain('subject-unchanged');
    expect(base!.measurement).toBe(result!.measurement);
    expect(result!.arms.plain!.tasks[0]!.repeats).toHaveLength(4);
    expect(comparison.base!.subject).toEqual(comparison.head.subject);
  });

  test('is known by what a model makes of it too: a context that is the default one is no change', async () => {
    r.commit(BASE);
    const first = await outcome({}, { force: true, ref: 'HEAD' });
    const { context } = first.result!.subject as { context: number };
    r.write({ 'joulegate.yml': `${CONFIG}context: ${context}\n` });
    const { comparison, result } = await outcome({}, { ref: 'HEAD' });
    expect(comparison.reasons).toEqual(['subject-unchanged']);
    expect(result).toBeNull();
    expect(existsSync(r.at('.git', 'out', 'journal.jsonl'))).toBe(false);
  });

  test.each([
    ['sampling', `${CONFIG}sampling: { seed: 2 }\n`],
    ['rule', `${CODE}suppression: { rule: syntax }\n`],
    ['engine', CONFIG.replace('threads: 1', 'threads: 2')],
  ])('is another one where its %s differs', async (_, config) => {
    r.commit({ ...BASE, 'joulegate.yml': config.startsWith(CODE) ? CODE : CONFIG });
    r.write({ 'joulegate.yml': config });
    const onProgress = (line: string): void => {
      if (line.startsWith('loading')) throw new Error('it is measured');
    };
    const end = await gate({}, { ref: 'HEAD', onProgress });
    expect(end).toMatchObject({ refused: true, error: { message: 'it is measured' } });
  });
});

describe('where there is no base', () => {
  test('a first commit passes by name; a file that base lacks too; nothing is refused', async () => {
    r.commit(BASE);
    expect((await outcome()).comparison.reasons).toContain('no-baseline');
    r.git('rm', '-q', '--cached', 'joulegate.yml');
    r.commit({ '.gitignore': 'joulegate.yml' });
    r.git('commit', '-q', '--allow-empty', '-m', 'x');
    expect((await outcome()).comparison.reasons).toContain('no-baseline');
    expect(said.join('\n')).toContain('which has no configuration of this name');
  });

  test('a commit that is named must be there', async () => {
    r.commit(BASE);
    expect(await gate({}, { ref: 'nowhere' })).toMatchObject({ refused: true, error: { code: 'base-unavailable' } });
  });

  test("base's model that is not the one on disk any more is refused, and whose it is is said", async () => {
    const model = await readFile(join(packageRoot, 'assets/practice/practice-model.gguf'));
    r.commit({
      ...BASE,
      '.gitignore': '*.gguf\n',
      'joulegate.yml': CONFIG.replace('{ builtin: practice }', `{ path: m.gguf, sha256: ${'a'.repeat(64)} }`),
    });
    r.write({ 'm.gguf': model, 'joulegate.yml': CONFIG.replace('{ builtin: practice }', '{ path: m.gguf }') });
    const end = await gate({}, { ref: 'HEAD' });
    expect(end).toMatchObject({ refused: true, error: { code: 'model-hash-mismatch' } });
    expect(end.refused && (end.error as Error).message).toMatch(/^base \([0-9a-f]{12}\): the model/);
    expect(await standing()).toEqual(['comment.md']);
  });
});

describe('what a change does to the gate itself', () => {
  const looser = CONFIG.replace('increase: 1.0', 'increase: 9').replace('repeats: 4', 'repeats: 5');
  const fork = (head: string): NodeJS.ProcessEnv =>
    r.event('pull_request', {
      pull_request: { head: { sha: head, repo: { full_name: 'eve/r' } }, base: { repo: { full_name: 'o/r' } } },
    });
  const keys = (c: Comparison) => c.gateChanges?.keys.map((k) => `${k.key}: ${k.base} → ${k.head}`);
  const CHANGES = [
    'repeats: 4 → 5',
    'thresholds.energy-per-task.plain.increase: 1 → 9',
    'thresholds.energy-per-task.suppressed.increase: 1 → 9',
  ];

  test('comes first in the comment, also where nothing is measured', async () => {
    r.commit(BASE);
    r.commit({ 'joulegate.yml': `${looser}environment: { expect: { power-limit-watts: 300 } }\n` });
    const { comparison, comment } = await outcome();
    expect(comparison.gateChanges).toMatchObject({ applied: true });
    expect(keys(comparison)).toEqual([...CHANGES, 'environment.expect.power-limit-watts: not set → 300']);
    const [, lead, , title] = comment.split('\n');
    expect(lead).toContain('alters the gate itself');
    expect(lead).toContain('** `repeats`: `4` → `5`; ');
    expect(title).toContain('JouleGate: pass');
  });

  test('may not weaken the sandbox in a pull request, unlike anywhere else', async () => {
    r.commit({ ...BASE, 'joulegate.yml': `${CONFIG}sandbox: strict\n` });
    const head = r.pullRequest({ 'joulegate.yml': CONFIG });
    const end = await gate(r.event('pull_request', { pull_request: { head: { sha: head } } }));
    expect(end).toMatchObject({ refused: true, error: { code: 'config-invalid' } });
    expect(end.refused && end.comment.replaceAll('\\', '')).toContain('sandbox: strict');
    const { comparison } = await outcome();
    expect(keys(comparison)).toEqual(['sandbox: strict → best']);
  });

  test("of a fork does not hold: base's values do", async () => {
    r.commit(BASE);
    const head = r.pullRequest({ 'joulegate.yml': looser, 'prompt.txt': CHATTY! });
    const { comparison, comment } = await outcome(fork(head));
    expect(comparison.gateChanges!.applied).toBe(false);
    expect(keys(comparison)).toEqual(CHANGES);
    expect(comparison.verdict).toBe('regressed');
    expect(comparison.head.blocks).toBe(4);
    expect(comparison.metrics.find((m) => m.id === 'energy-per-task')!.threshold).toEqual({ increase: 1 });
    expect(comment).toContain("base's values hold");
  });

  test('is not said where there is none, nor what the command line says for both', async () => {
    r.commit(BASE);
    r.commit({ 'notes.md': 'x' });
    const over = async () => await loadConfig(r.at('joulegate.yml'), { repeats: 9 });
    const { comparison, comment } = await outcome({}, { load: over });
    expect(comparison.gateChanges).toBeUndefined();
    expect(comment).not.toContain('gate itself');
  });

  test('is said beside a stored baseline; where base cannot be had, that is said, and a fork is refused', async () => {
    const stored = `${CONFIG}baseline: file:.joulegate/baseline.json\n`;
    r.commit({ ...BASE, 'joulegate.yml': stored });
    const head = r.pullRequest({ 'joulegate.yml': stored.replace('increase: 1.0', 'increase: 9') });
    const own = r.event('pull_request', { pull_request: { head: { sha: head } } });
    expect(keys((await outcome(own)).comparison)).toHaveLength(2);
    const whole = r;
    r = await whole.shallow();
    expect((await outcome(r.event('pull_request', { pull_request: { head: { sha: head } } }))).comparison.verdict).toBe(
      'pass',
    );
    expect(said.join('\n')).toMatch(/does to the gate itself is unknown: .*fetch-depth: 0/);
    expect(await gate(fork(head))).toMatchObject({ refused: true, error: { code: 'base-unavailable' } });
  });
});
