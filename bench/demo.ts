import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { monotonicNs } from '../src/common/clock.ts';
import { figureEntry, median, type Bench } from './support/entry.ts';

/** The README's first command, as a user starts it. */
export const bench: Bench = async ({ quick, count }) => {
  const seconds: number[] = [];
  for (let i = 0; i < (count ?? (quick ? 1 : 3)); i++) {
    const folder = await mkdtemp(join(tmpdir(), 'joulegate-demo-'));
    const begin = monotonicNs();
    await promisify(execFile)(process.execPath, ['dist/cli.js', 'demo', '--out', folder], { maxBuffer: 1 << 26 });
    seconds.push((monotonicNs() - begin) / 1e9);
    await rm(folder, { recursive: true });
  }
  return [
    figureEntry(
      'demo/wall',
      'wall time of "npm run demo" after installation, median',
      median(seconds),
      's',
      { most: 60, unit: 's' },
      { seconds },
    ),
  ];
};
