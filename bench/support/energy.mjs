// The energy room's own benchmarks: started as they are, their figures read from what they print.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function output(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return text;
}

const most = (name, compared, figure, unit, limit) => ({ name, compared, figure, unit, target: `≤ ${limit} ${unit}`, verdict: figure <= limit ? 'meets' : 'misses' });

async function scale() {
  const text = await output(['--expose-gc', 'bench/energy-scale.mjs']);
  const rows = [...text.matchAll(/^(\S+) ms counter, (\d+) samples: ([\d.]+) s .*?(-?\d+) MB/gm)];
  if (rows.length === 0) throw new Error(`energy-scale printed nothing that is known: ${text}`);
  return rows.flatMap(([, cadence, samples, seconds, megabytes]) => [
    most(`energy-scale/${cadence}ms-seconds`, `attribution of 10,000 requests × ${samples} samples of a ${cadence} ms counter, wall time`, Number(seconds), 's', 2),
    most(`energy-scale/${cadence}ms-memory`, 'the same, memory more resident', Number(megabytes), 'MB', 200),
  ]);
}

async function sampler() {
  const text = await output(['bench/energy-sampler.mjs']);
  const mark = /median ([\d.]+) µs, p99 ([\d.]+) µs/.exec(text);
  const cost = /sampler at 5 ms: ([\d.]+) % of a core .*?p99 lateness ([\d.]+) ms/.exec(text);
  if (!mark) throw new Error(`energy-sampler printed nothing that is known: ${text}`);
  const entries = [most('energy-sampler/mark', 'marking a phase edge, 99th percentile', Number(mark[2]), 'µs', 50)];
  if (!cost) return [...entries, { name: 'energy-sampler/cost', skipped: /skipped, (.*)/.exec(text)?.[1] ?? 'it did not run' }];
  return [
    ...entries,
    most('energy-sampler/cost', 'the sampler at 5 ms over the fake driver, share of a core', Number(cost[1]), '%', 3),
    most('energy-sampler/lateness', 'the sampler at 5 ms, 99th percentile of lateness', Number(cost[2]), 'ms', 2),
  ];
}

async function accuracy({ quick, count }) {
  const folder = await mkdtemp(join(tmpdir(), 'joulegate-bench-'));
  try {
    const out = join(folder, 'accuracy.json');
    process.stdout.write(await output(['bench/energy-accuracy.mjs', '--per-kind', String(count ?? (quick ? 20 : 1000)), '--out', out]));
    const { perKind, rows } = JSON.parse(await readFile(out, 'utf8'));
    return rows.map((r) => ({ name: `energy-accuracy/${r.figure}`, compared: `phase attribution over the simulated truth, ${perKind} traces for each kind of sensor`, figure: r.measured, target: r.goal, verdict: r.meets === null ? 'informs' : r.meets ? 'meets' : 'misses' }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const ENERGY = { 'energy-scale': scale, 'energy-sampler': sampler, 'energy-accuracy': accuracy };
