import { beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { JouleGateError } from '../../src/common/errors.ts';
import type { Qualification } from '../../src/common/generated/qualification.ts';
import { assertComparison } from '../../src/common/schema.ts';
import { loadConfig } from '../../src/config/load.ts';
import { QUALIFICATION_FILE } from '../../src/gate/qualified.ts';
import { runGate, type GateEnd, type GateRequest, type Publishable } from '../../src/gate/run.ts';
import { Repository } from '../support/repository.ts';

/** Gates that end before anything is measured. */
const CONFIG = `model: { builtin: practice }
prompt: { file: prompt.txt }
workload: { name: practice, tasks: [practice/0] }
arms: [plain]
repeats: 4
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
`;
const FILES = ['base.json', 'comment.md', 'comparison.json', 'report.html', 'result.json'];

let r: Repository;
let said: string[];
beforeEach(async () => {
  r = await Repository.make();
  said = [];
  r.commit({ 'joulegate.yml': CONFIG, 'prompt.txt': 'first {prompt}' });
});

const gate = async (over: Partial<GateRequest> = {}): Promise<GateEnd> =>
  await runGate({
    outDir: r.at('.git', 'out'),
    id: 'joulegate.yml',
    commit: 'c'.repeat(40),
    env: {},
    load: async () => await loadConfig(r.at('joulegate.yml')),
    onProgress: (line) => said.push(line),
    // What is kept of a measurement is the first thing that it opens.
    onJournal: () => {
      throw new Error('it is measured');
    },
    ...over,
  });
async function refusal(over: Partial<GateRequest> = {}) {
  const end = await gate(over);
  if (!end.refused) throw new Error('it has a verdict');
  return { ...end, plain: end.comment.replace(/[\\\u2060]/g, '') };
}
/** Five files of an earlier gate. */
async function earlier(): Promise<void> {
  await mkdir(r.at('.git', 'out'), { recursive: true });
  for (const f of FILES) await writeFile(r.at('.git', 'out', f), 'earlier: pass');
}
const standing = async (): Promise<string[]> =>
  (await readdir(r.at('.git', 'out'))).filter((f) => !f.endsWith('.previous')).sort();

describe('a subject that is that of base', () => {
  test('passes, with three files and what the host has to add', async () => {
    const base = r.commit({ 'joulegate.yml': CONFIG.replace('repeats: 4', 'repeats: 5') });
    r.commit({ 'joulegate.yml': CONFIG });
    await earlier();
    const asked: Publishable[] = [];
    const publication = (about: Publishable) => {
      asked.push(about);
      return Promise.resolve({ waivers: [] });
    };
    const end = await gate({ publication });
    if (end.refused) throw end.error;
    const { comparison, paths, comment, ...outcome } = end.outcome;
    expect(comparison).toMatchObject({ verdict: 'pass', reasons: ['subject-unchanged'] });
    expect([comparison.base!.commit, comparison.head.commit]).toEqual([base, 'c'.repeat(40)]);
    expect(comparison.gateChanges).toEqual({
      applied: true,
      keys: [{ key: 'repeats', base: '5', head: '4' }],
    });
    expect(comparison.publication).toEqual({ waivers: [] });
    expect([outcome.result, outcome.base, end.recorded]).toEqual([null, null, null]);
    expect(end.config.repeats).toBe(4);
    expect(await standing()).toEqual(['comment.md', 'comparison.json', 'report.html']);
    const written: unknown = JSON.parse(await readFile(paths.comparison, 'utf8'));
    assertComparison(written, 'the comparison');
    expect(written).toEqual(comparison);
    expect(await readFile(paths.comment, 'utf8')).toBe(comment);
    expect(comment).toContain('<!-- joulegate-comment joulegate.yml -->');
    // The host is asked once all is decided, and before it is written.
    const [about, ...more] = asked;
    expect(more).toEqual([]);
    expect(about!.comparison.gateChanges).toEqual(comparison.gateChanges);
    expect(about!.comparison).not.toHaveProperty('publication');
    expect([about!.base!.commit, about!.before!.commit, about!.config]).toEqual([base, base, end.config]);
    expect(said).toEqual([
      `base is ${base.slice(0, 12)}, HEAD's first parent`,
      'the subject is that of base: nothing is measured ("--force" measures both)',
    ]);
    expect(existsSync(r.at('.git', 'out', 'journal.jsonl'))).toBe(false);
  });

  test('has neither changes of the gate nor a publication where there are none', async () => {
    r.commit({ 'notes.md': 'x' });
    const end = await gate({ ref: 'HEAD' });
    if (end.refused) throw end.error;
    expect(end.outcome.comparison).not.toHaveProperty('gateChanges');
    expect(end.outcome.comparison).not.toHaveProperty('publication');
    expect(said[0]).toMatch(/^base is [0-9a-f]{12}, HEAD$/);
  });

  test('is measured with force, as is another one', async () => {
    r.commit({ 'notes.md': 'x' });
    expect(await refusal({ force: true })).toMatchObject({ error: { message: 'it is measured' } });
    r.commit({ 'prompt.txt': 'second {prompt}' });
    const { plain } = await refusal();
    expect(plain).toContain('internal-error');
    expect(plain).not.toContain('What was measured is not lost');
  });
});

describe('a gate that is refused', () => {
  test.each<[string, () => Partial<GateRequest>, string[]]>([
    [
      'its configuration does not hold',
      () => {
        r.write({ 'joulegate.yml': `${CONFIG}repeatz: 4\n` });
        return {};
      },
      ['config-invalid', 'repeatz', 'mend each line named'],
    ],
    [
      'it could not fail',
      () => {
        r.write({ 'joulegate.yml': `${CONFIG.replace('blocks: 4', 'blocks: 3')}baseline: none\n` });
        return {};
      },
      ['too-few-blocks', '3 block(s)', 'What to do'],
    ],
    [
      'what it needs is not there',
      () => ({ prepare: () => Promise.reject(new JouleGateError('runtime-missing', 'no runtime', 'give one')) }),
      ['runtime-missing', 'no runtime', 'give one'],
    ],
    [
      'of a fault of our own',
      () => ({
        load: () => Promise.reject(new TypeError('x is <img src=y> undefined')),
      }),
      ['internal-error', 'x is &lt;img src=y&gt; undefined', 'please report it: this is a fault of JouleGate'],
    ],
  ])('says why, where %s, and leaves nothing of an earlier one', async (_, make, says) => {
    await earlier();
    const { comment, plain } = await refusal(make());
    expect(await standing()).toEqual(['comment.md']);
    expect(await readFile(r.at('.git', 'out', 'comment.md'), 'utf8')).toBe(comment);
    expect(comment).toContain('<!-- joulegate-comment joulegate.yml -->\n## ⛔ JouleGate: no verdict');
    for (const text of says) expect(plain).toContain(text);
    expect(await readFile(r.at('.git', 'out', 'comment.md.previous'), 'utf8')).toBe('earlier: pass');
  });

  test('has its comment also where the folder cannot be written', async () => {
    r.write({ 'a-file': '' });
    const { error, plain } = await refusal({ outDir: r.at('a-file', 'out') });
    expect(error).toMatchObject({ code: 'file-unreadable' });
    expect(plain).toContain('`file-unreadable`');
  });

  test('leaves a baseline that stands among its own files where it is', async () => {
    await earlier();
    const path = r.at('.git', 'out', 'result.json');
    r.write({ 'joulegate.yml': `${CONFIG.replace('blocks: 4', 'blocks: 3')}baseline: file:${path}\n` });
    await refusal();
    expect(await standing()).toEqual(['comment.md', 'result.json']);
    expect(await readFile(path, 'utf8')).toBe('earlier: pass');
  });

  test('is thrown, and leaves no comment, where it was stopped', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    const stopped = gate({
      signal: controller.signal,
      load: () => Promise.reject(controller.signal.reason as Error),
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(existsSync(r.at('.git', 'out', 'comment.md'))).toBe(false);
    expect((await refusal({ signal: new AbortController().signal, force: true })).refused).toBe(true);
  });

  test('is refused by the noise that was qualified, where what a token costs may differ, and only there', async () => {
    const qualification: Qualification = {
      schemaVersion: 1,
      createdAt: '2026-01-02T03:04:05.000Z',
      environment: {},
      meter: { kind: 'estimate', estimated: true },
      workload: { name: 'practice', digest: 'd' },
      thresholds: { plain: 0.03 },
      blocks: 40,
      seconds: 1,
      noise: [{ arm: 'plain', sd: 0.5, interval: [0.5, 0.5] }],
      scenarios: [],
      smallestVisibleChange: null,
    };
    r.write({ [QUALIFICATION_FILE]: JSON.stringify(qualification) });
    for (const [from, to, refused] of [
      ['threads: 1', 'threads: 2', true],
      ['repeats: 4', 'repeats: 4\ncontext: 512', true],
      ['first', 'second', false],
    ] as const) {
      r.write({
        'joulegate.yml': CONFIG.replace(from, to),
        'prompt.txt': refused ? 'first {prompt}' : 'second {prompt}',
      });
      const { error } = await refusal({ ref: 'HEAD' });
      expect(error).toMatchObject(refused ? { code: 'too-few-blocks' } : { message: 'it is measured' });
    }
    r.write({ 'joulegate.yml': CONFIG.replace('blocks: 4', 'blocks: 3') });
    expect(await refusal({ ref: 'HEAD', force: true })).toMatchObject({ error: { code: 'too-few-blocks' } });
  });
});
