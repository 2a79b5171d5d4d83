import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../src/common/paths.ts';
import { ratioEntry, type Bench } from './support/entry.ts';

const FEW = 4;
const MANY = 40;

/** Says the most memory that the process ever held (getrusage, KiB), as its last line. */
const PEAK = `data:text/javascript,${encodeURIComponent('process.on("exit", () => console.error(`peak ${process.resourceUsage().maxRSS}`))')}`;

/** Peak memory of `joulegate run` itself over so many blocks, in MiB; the sandbox's processes are not in it. */
async function peak(folder: string, blocks: number): Promise<number> {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', PEAK, join(packageRoot, 'dist/cli.js'), 'run', '--repeats', String(blocks), '--out', `${blocks}.json`],
    { cwd: folder, maxBuffer: 1 << 26 },
  );
  return Number(/^peak (\d+)$/m.exec(stderr)![1]) / 1024;
}

/**
 * The built command on all 16 practice tasks in both arms: what it holds must not grow with the blocks.
 */
export const bench: Bench = async ({ quick, count, log }) => {
  const folder = await mkdtemp(join(tmpdir(), 'joulegate-memory-'));
  await writeFile(
    join(folder, 'joulegate.yml'),
    'model: { builtin: practice }\nworkload: { name: practice }\nmeter: estimate\nengine: { gpu: none, threads: 1 }\nbudget: { seconds: 36000 }\n',
  );
  const pairs: [number, number][] = [];
  for (let i = 0; i < (count ?? (quick ? 1 : 3)); i++) {
    const few = await peak(folder, FEW);
    pairs.push([await peak(folder, MANY), few]);
    log(`${FEW} blocks: ${few.toFixed(0)} MiB, ${MANY} blocks: ${pairs.at(-1)![0].toFixed(0)} MiB`);
  }
  await rm(folder, { recursive: true });
  return [
    ratioEntry(
      'memory/blocks',
      `peak memory of "joulegate run" on 16 practice tasks, ${MANY} blocks over ${FEW}`,
      pairs,
      { most: 1.1 },
      { mebibytes: pairs },
    ),
  ];
};
