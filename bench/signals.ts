import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopAfter } from '../__tests__/support/stopped.ts';
import { figureEntry, median, type Bench } from './support/entry.ts';

const CONFIG =
  'model: { builtin: practice }\nworkload: { name: practice, tasks: [practice/0, practice/1] }\nrepeats: 5\nmeter: estimate\n';

/** How long a stopped gate, and a stopped action, take to end, at moments all over their life. */
export const bench: Bench = async ({ quick, count, log }) => {
  const folder = await mkdtemp(join(tmpdir(), 'joulegate-signals-'));
  const at = (name: string): string => join(folder, name);
  await mkdir(at('tmp'));
  await writeFile(at('joulegate.yml'), CONFIG);
  await writeFile(at('summary'), '');
  const own = { ...process.env, TMPDIR: at('tmp'), JOULEGATE_LOCK_DIR: at('locks'), XDG_CACHE_HOME: at('cache') };
  const programs = {
    gate: { args: ['dist/cli.js', 'gate', '--config', at('joulegate.yml'), '--out-dir', at('out')], env: own },
    action: {
      args: ['dist/action.js'],
      env: {
        ...own,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: folder,
        GITHUB_REPOSITORY: 'o/r',
        GITHUB_STEP_SUMMARY: at('summary'),
        GITHUB_OUTPUT: at('output'),
        RUNNER_TEMP: at('temp'),
      },
    },
  };
  await writeFile(at('output'), '');
  const entries = [];
  for (const [name, { args, env }] of Object.entries(programs)) {
    const begin = performance.now();
    await stopAfter(args, 'SIGINT', 600_000, { cwd: process.cwd(), env });
    const wholeMs = performance.now() - begin;
    const seconds: number[] = [];
    const moments = count ?? (quick ? 4 : 20);
    for (let i = 0; i < moments; i++) {
      const { tookMs } = await stopAfter(args, i % 2 === 0 ? 'SIGINT' : 'SIGTERM', 40 + wholeMs * ((i * 0.618) % 1), {
        cwd: process.cwd(),
        env,
      });
      if (tookMs !== null) seconds.push(tookMs / 1000);
    }
    log(`${name}: stopped at ${seconds.length} moments of ${(wholeMs / 1000).toFixed(1)} s`);
    entries.push(
      figureEntry(
        `signals/${name}`,
        `from SIGINT or SIGTERM to the end of a ${name}, the longest of ${seconds.length} moments`,
        Math.max(...seconds),
        's',
        { most: 2, unit: 's' },
        { medianSeconds: median(seconds) },
      ),
    );
  }
  await rm(folder, { recursive: true });
  return entries;
};
