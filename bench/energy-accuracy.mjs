// Accuracy of phase attribution on simulated sensors with a known truth: the table of issue 6.
//   node bench/energy-accuracy.mjs [--per-kind 1000] [--jobs 2] [--out FILE.json]
// 1,000 traces for each of 8 kinds of sensor take about 30 minutes on 2 cores.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { load } from './energy/load.mjs';
import { inShards, print } from './energy/shards.mjs';

const { values } = parseArgs({
  options: {
    'per-kind': { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '2' },
    out: { type: 'string' },
    shard: { type: 'string' },
  },
});
const perKind = Number(values['per-kind']);
const jobs = Number(values.jobs);

if (values.shard !== undefined) {
  (await load('shard')).shard(perKind, Number(values.shard), jobs);
} else {
  const started = Date.now();
  const outcomes = await inShards(import.meta.url, ['--per-kind', perKind], jobs);
  const { rows, peerRows } = await load('table');
  console.log(
    `${perKind} seeded traces for each of 8 kinds of sensor, ${jobs} processes, ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
  print(
    ['figure', 'goal', 'measured', ''],
    rows(outcomes).map((r) => [r.figure, r.goal, r.measured, r.meets ? 'meets' : 'misses']),
  );
  console.log();
  print(['phase', 'policy', 'signed bias', 'MAPE', 'p95', 'zero windows'], peerRows(outcomes));
  if (values.out !== undefined)
    await writeFile(values.out, JSON.stringify({ perKind, rows: rows(outcomes), peers: peerRows(outcomes) }, null, 1));
}
