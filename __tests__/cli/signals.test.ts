import { beforeAll, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { startGithub } from '../support/github.ts';
import { ACTION, actionEnvironment, cleanEnvironment, node24 } from '../support/run.ts';
import { sample } from '../support/soak.ts';
import { stopAfter, type Stopped } from '../support/stopped.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** Only against a hang; how long it takes is what `npm run bench -- signals` prints. */
const HANG_MS = 15_000;

const CONFIG = `model: { builtin: practice }
workload: { name: practice, tasks: [practice/0] }
repeats: 4
meter: estimate
engine: { gpu: none, threads: 1 }
`;
const FILES = ['comment.md', 'comparison.json', 'report.html', 'result.json'];

let folder: string;
const at = (...names: string[]): string => join(folder, ...names);
const own = (): NodeJS.ProcessEnv => ({
  TMPDIR: at('tmp'),
  JOULEGATE_LOCK_DIR: at('locks'),
  XDG_CACHE_HOME: at('cache'),
});

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of ['tmp', 'locks']) await mkdir(at(name));
  await writeFile(at('joulegate.yml'), CONFIG);
});

/** Moments spread evenly over so many milliseconds, in no order. */
const moments = (count: number, lastMs: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.round(40 + lastMs * ((i * 0.382) % 1)));
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

/** Nothing half-written, nobody behind, nothing lost. */
async function expectClean(when: string, end: Stopped, status: number, outDir: string): Promise<void> {
  expect([when, end.status]).toEqual([when, status]);
  expect(end.tookMs).toBeLessThan(HANG_MS);
  expect([when, end.left]).toEqual([when, []]);
  expect([when, await readdir(at('tmp')), await readdir(at('locks'))]).toEqual([when, [], []]);
  const out = (await readdir(outDir).catch(() => [])).sort();
  const journals = out.filter((f) => /^journal(\.[\dT-]+)?\.jsonl$/.test(f));
  // All of the gate's files or none.
  expect([[], FILES]).toContainEqual(out.filter((f) => !journals.includes(f) && !f.endsWith('.previous')));
  for (const file of journals)
    for (const line of (await readFile(join(outDir, file), 'utf8')).split('\n').slice(0, -1)) JSON.parse(line);
}

/** Stops a program at moments all over the time that it takes undisturbed; returns what it said each time. */
async function stopEverywhere(
  start: (signal: NodeJS.Signals, afterMs: number) => Promise<Stopped>,
  outDir: string,
  each: (end: Stopped) => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  expect((await start('SIGINT', 300_000)).status).toBe(0);
  const wholeMs = performance.now() - begin;
  for (const [i, afterMs] of moments(sample(20, 3), wholeMs).entries()) {
    const [signal, status] = SIGNALS[i % 2]!;
    const end = await start(signal, afterMs);
    // It had ended, or had only to drain.
    if (end.tookMs === null || end.status === 0) continue;
    await expectClean(`${signal} after ${afterMs} of ${Math.round(wholeMs)} ms`, end, status, outDir);
    await each(end);
  }
}

test("a gate stopped at any moment ends by its signal's status, leaves nothing half-written and nobody behind, and keeps what was measured", async () => {
  const env = cleanEnvironment(own());
  await stopEverywhere(
    async (signal, afterMs) =>
      await stopAfter(
        [join(packageRoot, 'dist', 'cli.js'), 'gate', '--config', at('joulegate.yml'), '--out-dir', at('out')],
        signal,
        afterMs,
        { cwd: folder, env },
      ),
    at('out'),
    async (end) => {
      const finished = end.stderr.match(/^block /gm)?.length ?? 0;
      const whole = (await readdir(at('out'))).includes('report.html');
      // The line of progress comes a moment after the pass is in the journal.
      if (finished > 0 && !whole)
        expect(end.stderr).toMatch(new RegExp(`^(${finished}|${finished + 1}) finished pass`, 'm'));
    },
  );
}, 900_000);

test('so does the action, and says so in summary and comment', async () => {
  const github = await startGithub();
  try {
    let cancelled = 0;
    await stopEverywhere(
      async (signal, afterMs) => {
        const { env } = await actionEnvironment(
          folder,
          { config: 'joulegate.yml', 'github-token': github.token },
          github,
          own(),
        );
        return await stopAfter([ACTION], signal, afterMs, { cwd: folder, env, node: node24() });
      },
      at('temp', 'joulegate', 'joulegate.yml'),
      async (end) => {
        const summary = await readFile(at('summary'), 'utf8');
        if (summary === '' || summary.includes('JouleGate: pass')) return;
        cancelled++;
        expect(summary).toContain('JouleGate: cancelled');
        expect(summary.includes('No pass was finished')).toBe(!/^\d+ finished pass/m.test(end.stdout));
        const [comment, ...others] = await github.comments();
        expect(others).toEqual([]);
        expect(comment!.body).toContain('JouleGate: cancelled');
      },
    );
    expect(cancelled).toBeGreaterThan(0);
  } finally {
    await github.close();
  }
}, 900_000);
