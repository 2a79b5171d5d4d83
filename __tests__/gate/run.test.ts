import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryOf } from '../../src/analysis/history.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { assertRunResult } from '../../src/common/schema.ts';
import type { Config } from '../../src/config/types.ts';
import { runGate, type GateEnd, type GateRequest } from '../../src/gate/run.ts';
import { practiceTexts } from '../support/practice-texts.ts';
import { temporaryFolder } from '../support/tmp.ts';

const FILES = ['base.json', 'comment.md', 'comparison.json', 'report.html', 'result.json'];

let folder: string;
/** The first gate's own result, for those that need a baseline. */
let base: RunResult;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
});

const config = (over: object = {}): Config =>
  checkConfig(
    {
      model: { builtin: 'practice' },
      workload: { name: 'custom', path: 'texts.jsonl' },
      arms: ['plain'],
      meter: 'estimate',
      repeats: 4,
      // A given number of threads needs no probe.
      engine: { gpu: 'none', threads: 1 },
      ...over,
    },
    'test',
    folder,
  );

const gate = async (load: () => Promise<Config> | Config, over: Partial<GateRequest> = {}): Promise<GateEnd> =>
  await runGate({
    outDir: join(folder, 'out'),
    id: 'joulegate.yml',
    commit: null,
    env: {},
    load: async () => await load(),
    onProgress: () => undefined,
    ...over,
  });

/** Five files of an earlier gate whose verdict was pass. */
async function earlier(): Promise<void> {
  await mkdir(join(folder, 'out'), { recursive: true });
  for (const f of FILES) await writeFile(join(folder, 'out', f), 'earlier: pass');
}
const standing = async (): Promise<string[]> =>
  (await readdir(join(folder, 'out'))).filter((f) => !f.endsWith('.previous')).sort();

describe('a gate, in process', () => {
  it.each<[string, () => Config, Partial<GateRequest>, string[]]>([
    [
      'its configuration does not hold',
      () => checkConfig({ model: { builtin: 'practice' }, repeatz: 4 }, 'joulegate.yml', folder),
      {},
      ['config-invalid', 'repeatz', 'mend each line named'],
    ],
    ['it could not fail', () => config({ budget: { blocks: 3 } }), {}, ['too-few-blocks', '3 block(s)', 'What to do']],
    [
      'a task is unknown',
      () => config({ workload: { name: 'practice', tasks: ['practice/99'] } }),
      {},
      ['task-unknown'],
    ],
    [
      'what it needs is not there',
      () => config(),
      {
        prepare: () =>
          Promise.reject(new JouleGateError('runtime-missing', 'no runtime here', 'give the input runtime-path')),
      },
      ['runtime-missing', 'no runtime here', 'give the input runtime-path'],
    ],
    [
      'of a fault of our own',
      () => {
        throw new TypeError('x is <img src=y> undefined');
      },
      {},
      ['internal-error', 'x is &lt;img src=y&gt; undefined', 'please report it'],
    ],
  ])('is refused where %s: nothing of an earlier gate stands, and a comment says why', async (_, load, over, says) => {
    await earlier();
    const end = await gate(load, over);
    expect(end.refused).toBe(true);
    if (!end.refused) return;
    expect(await standing()).toEqual(['comment.md']);
    const comment = await readFile(join(folder, 'out', 'comment.md'), 'utf8');
    expect(comment).toBe(end.comment);
    expect(comment).toContain('<!-- joulegate-comment joulegate.yml -->\n## ⛔ JouleGate: no verdict');
    const plain = comment.replace(/[\\\u2060]/g, '');
    for (const text of says) expect(plain).toContain(text);
    expect(await readFile(join(folder, 'out', 'comment.md.previous'), 'utf8')).toBe('earlier: pass');
  });

  it('is refused with its comment also where the folder cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const end = await gate(() => config(), { outDir: join(folder, 'a-file', 'out') });
    expect(end).toMatchObject({ refused: true, error: { code: 'file-unreadable' } });
    expect(end.refused && end.comment).toContain('`file-unreadable`');
  });

  it('leaves a baseline that stands among its own files where it is', async () => {
    await earlier();
    const end = await gate(() =>
      config({ budget: { blocks: 3 }, baseline: `file:${join(folder, 'out', 'result.json')}` }),
    );
    expect(end.refused).toBe(true);
    expect(await standing()).toEqual(['comment.md', 'result.json']);
    expect(await readFile(join(folder, 'out', 'result.json'), 'utf8')).toBe('earlier: pass');
  });

  it('throws what stopped it, and writes no comment then', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    const outDir = join(folder, 'stopped');
    await expect(gate(() => config(), { signal: controller.signal, outDir })).rejects.toThrow('stopped');
    expect(existsSync(join(outDir, 'comment.md'))).toBe(false);
  });

  it('measures, compares, writes what it returns and lets go of the earlier files and the journal', async () => {
    await earlier();
    const lines: string[] = [];
    let kept: string | null | undefined;
    const end = await gate(() => config(), {
      commit: 'a'.repeat(40),
      onProgress: (l) => lines.push(l),
      onJournal: (journal) => (kept = journal.kept),
    });
    expect(end.refused).toBe(false);
    if (end.refused) return;
    expect(kept).toBeNull();
    const { outcome } = end;
    expect(outcome.comparison).toMatchObject({ verdict: 'pass', reasons: ['no-baseline'] });
    expect(outcome.result!.commit).toBe('a'.repeat(40));
    expect(outcome.paths.base).toBeNull();
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(FILES.filter((f) => f !== 'base.json'));
    expect(JSON.parse(await readFile(outcome.paths.result!, 'utf8'))).toEqual(outcome.result);
    expect(JSON.parse(await readFile(outcome.paths.comparison, 'utf8'))).toEqual(outcome.comparison);
    expect(await readFile(outcome.paths.comment, 'utf8')).toBe(outcome.comment);
    expect(await readFile(outcome.paths.report, 'utf8')).toContain('<!doctype html>');
    expect(lines.join('\n')).toContain('block 4 of 4');
    base = outcome.result!;
  });

  it('compares with the stored baseline by what is configured; what leaves the machine holds no answers, unless keep-text is set', async () => {
    const path = join(folder, 'baseline.json');
    const stored: RunResult = { ...base, environment: { ...base.environment, cpu: 'other' } };
    await writeFile(path, JSON.stringify(stored));
    // Measurements of it that were so far apart that hardly a change can be seen.
    const history = [1, 1e3, 1e6].map((plain) => ({
      ...entryOf(stored),
      measurement: `${plain}`,
      joulesPerTask: { plain },
    }));
    await writeFile(join(folder, 'baseline.history.jsonl'), history.map((e) => `${JSON.stringify(e)}\n`).join(''));
    const over = {
      baseline: `file:${path}`,
      thresholds: { 'energy-per-task': false, 'output-tokens': { increase: 0 } },
      'environment-allow': ['cpu'],
    };
    const end = await gate(() => config(over), { published: true });
    if (end.refused) throw end.error;
    const { comparison, paths, result } = end.outcome;
    expect(comparison.verdict).toBe('pass');
    expect(comparison.smallestVisibleChange).toBeGreaterThan(1e3);
    const gating = comparison.metrics.filter((m) => m.threshold).map((m) => m.id);
    expect(gating.sort()).toEqual(['output-tokens', 'score']);
    expect(paths.base).toBe(join(folder, 'out', 'base.json'));
    expect((JSON.parse(await readFile(paths.comparison, 'utf8')) as Comparison).base?.environment['cpu']).toBe('other');
    for (const file of [paths.result!, paths.base!]) {
      const written: unknown = JSON.parse(await readFile(file, 'utf8'));
      assertRunResult(written, file);
      expect(written.arms.plain!.tasks.flatMap((t) => t.repeats.map((r) => r.text)).join('')).toBe('');
      expect(written.textLeftOut).toBe(true);
    }
    // What is compared is the measurement itself.
    expect(result!.arms.plain!.tasks[0]!.repeats[0]!.text).not.toBe('');
  });

  it('goes on from the whole blocks of a gate that ended before it was done', async () => {
    const outDir = join(folder, 'resumed');
    const controller = new AbortController();
    const killed = gate(() => config(), {
      outDir,
      signal: controller.signal,
      onProgress: (line) => line.includes('block 3 of 4') && controller.abort(new Error('killed')),
    });
    await expect(killed).rejects.toThrow('killed');
    const kept = (await readFile(join(outDir, 'journal.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect(kept[0].pass).toEqual({ block: 0, subject: 'head', arm: 'plain', cells: 1 });
    const lines: string[] = [];
    const end = await gate(() => config(), { outDir, resume: true, onProgress: (l) => lines.push(l) });
    if (end.refused) throw end.error;
    expect(lines.join('\n')).toMatch(/continuing the run in .*: [23] finished blocks/);
    const { result } = end.outcome;
    expect(result!.measurement).toBe(kept[0].measurement);
    const { repeats } = result!.arms.plain!.tasks[0]!;
    expect(repeats.map((r) => r.block)).toEqual([0, 1, 2, 3]);
    for (const [block, line] of kept.entries())
      expect(repeats[block]!.phases.decode.grossJoules).toBe(line.answers[0].phases.decode.grossJoules);
    expect(existsSync(join(outDir, 'journal.jsonl'))).toBe(false);
  });

  it('says what it measured where a fault ends it, and keeps that', async () => {
    const outDir = join(folder, 'faulty');
    const end = await gate(() => config(), {
      outDir,
      onProgress: (line) => {
        if (line.includes('block 2 of 4')) throw new Error('no more');
      },
    });
    if (!end.refused) throw new Error('it has a verdict');
    expect(end.comment).toContain('`internal-error`');
    expect(end.comment).toContain('What was measured is not lost');
    expect(end.comment).toContain('finished pass');
    expect(existsSync(join(outDir, 'journal.jsonl'))).toBe(true);
    // What is kept is gone on from only where that is asked for.
    const lines: string[] = [];
    await gate(() => config(), {
      outDir,
      onProgress: (line) => {
        lines.push(line);
        if (/block \d of 4/.test(line)) throw new Error('no more');
      },
    });
    expect(lines.join('\n')).toContain('block 1 of 4');
    expect(lines.join('\n')).not.toContain('continuing');
  });

  it('is invalid, after measuring, where the stored baseline cannot be read', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"schemaVersion":99}');
    const lines: string[] = [];
    const end = await gate(() => config({ baseline: `file:${path}` }), { onProgress: (l) => lines.push(l) });
    if (end.refused) throw end.error;
    expect(end.outcome.comparison).toMatchObject({ verdict: 'invalid', reasons: ['baseline-unreadable'], base: null });
    const { findings } = end.outcome.comparison;
    expect(findings).toEqual([{ code: 'baseline-unreadable', text: expect.stringMatching(/cannot be read: .*; .*/) }]);
    expect(findings[0]!.text).toContain('joulegate baseline update');
    expect(end.outcome.comment).toContain('baseline-unreadable');
    expect(lines.join('\n')).toContain('the stored baseline cannot be read');
    expect(await readFile(path, 'utf8')).toBe('{"schemaVersion":99}');
  });
});
