import { beforeAll, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { assertComparison, assertRunResult } from '../../src/common/schema.ts';
import { seeded } from '../../src/common/seeded.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cleanEnvironment, cli } from '../support/run.ts';
import { sample } from '../support/soak.ts';
import { stopAfter } from '../support/stopped.ts';
import { temporaryFolder } from '../support/tmp.ts';

const CONFIG = `model: { builtin: practice }
${TEXTS}
arms: [plain]
repeats: 4
meter: estimate
engine: { gpu: none, threads: 1 }
baseline: none
`;

let folder: string;
let env: NodeJS.ProcessEnv;
const at = (...names: string[]): string => join(folder, ...names);
const text = async (name: string): Promise<string> => await readFile(at('out', name), 'utf8');
const GATE = ['gate', '--config', 'joulegate.yml', '--out-dir', 'out'];
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of ['tmp', 'locks']) await mkdir(at(name));
  await writeFile(at('joulegate.yml'), CONFIG);
  await writeFile(at('texts.jsonl'), practiceTexts(0));
  env = { TMPDIR: at('tmp'), JOULEGATE_LOCK_DIR: at('locks'), XDG_CACHE_HOME: at('cache') };
});

/** Every file under its own name is whole: what is being written has another. */
async function expectWhole(): Promise<{ lines: number; measurement: string | null }> {
  const names: string[] = await readdir(at('out')).catch(() => []);
  if (names.includes('result.json')) assertRunResult(JSON.parse(await text('result.json')), 'result.json');
  if (names.includes('comparison.json')) assertComparison(JSON.parse(await text('comparison.json')), 'comparison.json');
  if (names.includes('report.html')) expect((await text('report.html')).trimEnd()).toMatch(/<\/html>$/);
  if (names.includes('comment.md'))
    expect(await text('comment.md')).toMatch(/^<!-- joulegate-comment [^\n]*-->\n[^]*\n$/);
  if (!names.includes('journal.jsonl')) return { lines: 0, measurement: null };
  const lines = (await text('journal.jsonl')).split('\n').slice(0, -1);
  const passes = lines.map((line) => JSON.parse(line) as { measurement: string });
  return { lines: lines.length, measurement: passes[0]?.measurement ?? null };
}

test('a gate that is killed at any moment leaves no half file, and --resume makes it whole with what was measured', async () => {
  const begin = performance.now();
  expect((await cli(GATE, folder, env)).status).toBe(0);
  const wholeMs = performance.now() - begin;
  const random = seeded(15);
  let resumed = 0;
  for (let i = 0; i < sample(20, 1); i++) {
    // The last part, in which passes are measured and files are written, is where there is something to break.
    const afterMs = Math.round(wholeMs * (0.35 + 0.65 * random()));
    const end = await stopAfter([join(packageRoot, 'dist', 'cli.js'), ...GATE], 'SIGKILL', afterMs, {
      cwd: folder,
      env: cleanEnvironment(env),
    });
    const { lines, measurement } = await expectWhole();
    const again = await cli([...GATE, '--resume'], folder, env);
    expect([afterMs, again.status]).toEqual([afterMs, 0]);
    await expectWhole();
    const result = JSON.parse(await text('result.json')) as RunResult;
    expect(result.arms.plain!.tasks[0]!.repeats).toHaveLength(4);
    if (end.tookMs !== null && lines > 0) {
      resumed++;
      expect(result.measurement).toBe(measurement);
      expect(again.stderr).toContain('continuing the run');
    }
  }
  if (sample(1, 0) === 1) expect(resumed).toBeGreaterThan(0);
}, 900_000);
