// Attribution on kinds of load and sensor that leave its model, and on some that do not: what is told, refused, warned.
//   node bench/energy-kinds.mjs [--seeds 200] [--kind NAME …] [--jobs 2] [--out FILE.json] [--keep-widths FILE.json]
// A trace takes about 0.27 s of CPU time: 200 seeds of every kind 20 minutes on 2 free cores. `--keep-widths` writes the
// mean half-widths of the clean kinds, as energy/kinds/widths.json holds those of method regression-3; kinds that draw
// their cadence compare fairly at its 200 seeds.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { load } from './energy/load.mjs';
import { inShards, print } from './energy/shards.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    kind: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
    out: { type: 'string' },
    'keep-widths': { type: 'string' },
    shard: { type: 'string' },
  },
});
const seeds = Number(values.seeds);
const jobs = Number(values.jobs);
const { names, shard } = await load('kinds/shard');
const kinds = values.kind ?? names();
const unknown = kinds.filter((k) => !names().includes(k));
if (unknown.length > 0) {
  console.error(`no kind is named ${unknown.join(', ')}; there are ${names().join(', ')}`);
  process.exit(2);
}

if (values.shard !== undefined) shard(kinds, seeds, Number(values.shard), jobs);
else await all();

async function all() {
  const started = Date.now();
  const outcomes = await inShards(import.meta.url, ['--seeds', seeds, ...kinds.flatMap((k) => ['--kind', k])], jobs);
  const { rowsOf, figuresOf, cellsOf, widthsOf } = await load('kinds/table');
  const widths = JSON.parse(readFileSync(new URL('./energy/kinds/widths.json', import.meta.url), 'utf8'));
  const rows = rowsOf(outcomes, widths);
  const figures = figuresOf(outcomes, rows);
  console.log(
    `${seeds} seeds of ${kinds.length} kinds, ${jobs} processes, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  console.log('Of each phase: mean error / share of 95 % intervals that hold the truth / mean half-width.\n');
  const phases = ['prefill', 'decode', 'net prefill', 'net decode'];
  print(['kind', 'n', 'as it must be', ...phases, 'not resolvable', 'wider', 'said'], rows.map(cellsOf));
  console.log();
  print(
    ['figure', 'goal', 'measured', ''],
    figures.map((f) => [f.figure, f.goal, f.measured, f.meets ? 'meets' : 'misses']),
  );
  if (values.out !== undefined) writeFileSync(values.out, JSON.stringify({ seeds, rows, figures, outcomes }, null, 1));
  if (values['keep-widths'] !== undefined) {
    const { method, commit } = widths;
    const command = `node bench/energy-kinds.mjs ${process.argv.slice(2).join(' ')}`;
    writeFileSync(values['keep-widths'], `${JSON.stringify(widthsOf(rows, { method, commit, command }), null, 2)}\n`);
  }
}
