// What the sampler costs at 5 ms over the fake driver, and what an edge costs. Needs cc and `npm run build`.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from './energy/load.mjs';

const { samplerCost, markCost } = await load('sampler');
const mark = await markCost();
console.log(`marking an edge: median ${mark.median.toFixed(1)} µs, p99 ${mark.p99.toFixed(1)} µs (goal ≤ 50 µs)`);

const folder = await mkdtemp(join(tmpdir(), 'joulegate-fake-'));
const source = fileURLToPath(new URL('../__tests__/energy/fake-nvml/fake-nvml.c', import.meta.url));
if (spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', join(folder, 'libnvidia-ml.so.1'), source, '-lm']).status !== 0) {
  console.log('sampler: skipped, no C compiler for the fake driver');
} else {
  await writeFile(
    join(folder, 'gpu'),
    `epoch ${process.hrtime.bigint()} cadence 20 latency 30 events ${join(folder, 'none')}\n`,
  );
  Object.assign(process.env, { FAKE_NVML: join(folder, 'gpu'), LD_LIBRARY_PATH: folder });
  const c = await samplerCost(10);
  console.log(
    `sampler at 5 ms: ${(100 * c.cpuShare).toFixed(1)} % of a core (goal ≤ 3 %), p99 lateness ${c.lateP99Ms.toFixed(2)} ms (goal ≤ 2 ms), median read ${c.callUs.toFixed(0)} µs, ${c.polls} polls`,
  );
}
await rm(folder, { recursive: true });
