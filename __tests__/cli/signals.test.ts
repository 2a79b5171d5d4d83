import { expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { cleanEnvironment } from '../support/run.ts';
import { stopAfter, type Stopped } from '../support/stopped.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** Only against a hang; how long it takes is what `npm run bench -- signals` prints. */
const HANG_MS = 10_000;

const CONFIG = `model: { builtin: practice }
workload: { name: practice, tasks: [practice/0, practice/1, practice/2] }
repeats: 6
meter: estimate
`;

/** Moments spread over a gate's life, the same in every run. */
const moments = (count: number, lastMs: number): number[] => Array.from({ length: count }, (_, i) => Math.round(40 + (lastMs * ((i * 0.618) % 1))));

async function stopped(folder: string, signal: NodeJS.Signals, afterMs: number): Promise<{ end: Stopped; out: string[]; temporary: string[]; locks: string[] }> {
  const at = (name: string): string => join(folder, name);
  for (const name of ['tmp', 'locks']) await mkdir(at(name), { recursive: true });
  const env = cleanEnvironment({ TMPDIR: at('tmp'), JOULEGATE_LOCK_DIR: at('locks'), XDG_CACHE_HOME: at('cache') });
  const end = await stopAfter([join(packageRoot, 'dist', 'cli.js'), 'gate', '--config', at('joulegate.yml'), '--out-dir', at('out')], signal, afterMs, { cwd: folder, env });
  return { end, out: (await readdir(at('out')).catch(() => [])).sort(), temporary: await readdir(at('tmp')), locks: await readdir(at('locks')) };
}

test('a gate stopped at any of 20 moments ends by its signal\'s status, leaves nothing half-written and nobody behind, and keeps what was measured', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'joulegate.yml'), CONFIG);
  let kept = 0;
  for (const [i, afterMs] of moments(20, 4000).entries()) {
    const [signal, status] = i % 2 === 0 ? (['SIGINT', 130] as const) : (['SIGTERM', 143] as const);
    const { end, out, temporary, locks } = await stopped(folder, signal, afterMs);
    const when = `${signal} after ${afterMs} ms`;
    if (end.tookMs === null) continue;
    expect([when, end.status]).toEqual([when, status]);
    expect(end.tookMs).toBeLessThan(HANG_MS);
    expect([when, end.left]).toEqual([when, []]);
    expect([when, temporary]).toEqual([when, []]);
    expect([when, locks]).toEqual([when, []]);
    // All of the gate's files or none.
    const journals = out.filter((f) => /^journal(\.[\dT-]+)?\.jsonl$/.test(f));
    expect([[], ['comment.md', 'comparison.json', 'report.html', 'result.json']]).toContainEqual(out.filter((f) => !journals.includes(f) && !f.endsWith('.previous')));
    for (const file of journals) for (const line of (await readFile(join(folder, 'out', file), 'utf8')).split('\n').slice(0, -1)) JSON.parse(line);
    if (end.stderr.includes('finished pass')) kept++;
  }
  expect(kept).toBeGreaterThan(0);
}, 300_000);
