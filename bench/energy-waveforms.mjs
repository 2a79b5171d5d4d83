// Short phases cut out of real GPUs' power (meter on the power lines), seen through each sensor of the grid: goal ≤ 2
// %, never swapped.
//   node bench/energy-waveforms.mjs [SEEDS] [--driver] [--out FILE.json]
// In process, 5 seeds of 40 requests take about 1.5 minutes. With --driver a virtual GPU of the fake driver draws the
// same waveforms in real time and the sampler process polls it: 3 seeds, 16 GPUs side by side (a quarter of 2 cores),
// about 5 minutes; needs cc and a build.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { load } from './energy/load.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { driver: { type: 'boolean', default: false }, out: { type: 'string' } },
});
const grid = await load('waveforms');
const driver = values.driver ? await load('waveforms-driver') : null;
const skipped = grid.noTraces ?? driver?.noCompiler ?? null;
const seeds = Number(positionals[0] ?? (values.driver ? 3 : 5));

if (skipped !== null) {
  console.log(skipped);
  save({ skipped });
} else {
  const found =
    driver === null
      ? grid.realWaveforms(grid.BOARDS, grid.SENSORS, seeds)
      : await driver.driverWaveforms(grid.BOARDS, grid.SENSORS, seeds, (line) => process.stderr.write(`${line}\n`));
  const { rows, summary } = (await load('waveforms-table')).tableOf(found);
  for (const line of [
    ['board', 'sensor', 'prefill', 'decode', 'swapped', ...(driver === null ? [] : ['remarks'])],
    Array.from({ length: driver === null ? 5 : 6 }, () => '---'),
    ...rows,
  ])
    console.log(`| ${line.join(' | ')} |`);
  console.log(
    `worst mean error ${(100 * summary.worst).toFixed(2)} % (${summary.worstAt}); ${summary.swapped} swapped, ${summary.notResolvable} not resolvable; the 95 % interval holds the truth in ${summary.covered} of ${summary.told}`,
  );
  const beating = driver === null ? beat() : null;
  save({ seeds, summary, beating, findings: found });
}

function beat() {
  const each = grid.BOARDS.map((b) => ({
    board: b,
    resolvable: [1, 2, 3, 4, 5].filter((seed) => grid.beatResolvable(b, seed)).length,
  }));
  console.log(
    `a load that beats with the sensor (50 ms on, 50 ms off, 100 ms counter): ${each.map(({ board, resolvable }) => `${board.slice(5)} ${resolvable === 0 ? 'not-resolvable' : `resolvable (wrong) in ${resolvable} of 5`}`).join(', ')}`,
  );
  return { loads: 5 * each.length, resolvable: each.reduce((s, e) => s + e.resolvable, 0) };
}

function save(what) {
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(what, null, 1)}\n`);
}
