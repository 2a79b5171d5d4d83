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

const most = (name, compared, figure, unit, limit) => ({
  name,
  compared,
  figure,
  unit,
  target: `≤ ${limit} ${unit}`,
  verdict: figure <= limit ? 'meets' : 'misses',
});

async function scale() {
  const text = await output(['--expose-gc', 'bench/energy-scale.mjs']);
  const rows = [...text.matchAll(/^(\S+) ms counter, (\d+) samples: ([\d.]+) s .*?(-?\d+) MB/gm)];
  if (rows.length === 0) throw new Error(`energy-scale printed nothing that is known: ${text}`);
  return rows.flatMap(([, cadence, samples, seconds, megabytes]) => [
    most(
      `energy-scale/${cadence}ms-seconds`,
      `attribution of 10,000 requests × ${samples} samples of a ${cadence} ms counter, wall time`,
      Number(seconds),
      's',
      2,
    ),
    most(`energy-scale/${cadence}ms-memory`, 'the same, memory more resident', Number(megabytes), 'MB', 200),
  ]);
}

async function sampler() {
  const text = await output(['bench/energy-sampler.mjs']);
  const mark = /median ([\d.]+) µs, p99 ([\d.]+) µs/.exec(text);
  const cost = /sampler at 5 ms: ([\d.]+) % of a core .*?p99 lateness ([\d.]+) ms/.exec(text);
  if (!mark) throw new Error(`energy-sampler printed nothing that is known: ${text}`);
  const entries = [most('energy-sampler/mark', 'marking a phase edge, 99th percentile', Number(mark[2]), 'µs', 50)];
  if (!cost)
    return [...entries, { name: 'energy-sampler/cost', skipped: /skipped, (.*)/.exec(text)?.[1] ?? 'it did not run' }];
  return [
    ...entries,
    most(
      'energy-sampler/cost',
      'the sampler at 5 ms over the fake driver, another core busy, share of a core',
      Number(cost[1]),
      '%',
      3,
    ),
    most(
      'energy-sampler/lateness',
      'the sampler at 5 ms, another core busy: by how much it woke later than due, 99th percentile',
      Number(cost[2]),
      'ms',
      2,
    ),
  ];
}

/** What a benchmark writes by `--out`; its own table is printed. */
async function written(args) {
  const folder = await mkdtemp(join(tmpdir(), 'joulegate-bench-'));
  try {
    const out = join(folder, 'out.json');
    process.stdout.write(await output([...args, '--out', out]));
    return JSON.parse(await readFile(out, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function accuracy({ quick, count }) {
  const { perKind, rows, peers } = await written([
    'bench/energy-accuracy.mjs',
    '--per-kind',
    String(count ?? (quick ? 20 : 1000)),
  ]);
  const compared = `phase attribution over the simulated truth, ${perKind} traces for each kind of sensor`;
  return [
    ...rows.map((r) => ({
      name: `energy-accuracy/${r.figure}`,
      compared,
      figure: r.measured,
      target: r.goal,
      verdict: r.meets === null ? 'informs' : r.meets ? 'meets' : 'misses',
    })),
    ...peers.map(([phase, policy, bias, mape, p95, zeros]) => ({
      name: `energy-accuracy/${phase} by ${policy}`,
      compared: `${compared}, long phases left out: signed bias over all`,
      figure: `${bias} (MAPE ${mape}, p95 ${p95}, zero windows ${zeros})`,
      verdict: 'informs',
    })),
  ];
}

async function kinds({ quick, count }) {
  const { seeds, rows, figures } = await written([
    'bench/energy-kinds.mjs',
    '--seeds',
    String(count ?? (quick ? 4 : 200)),
  ]);
  const compared = `what measure says of simulated kinds of load and sensor over the truth, ${seeds} seeds of each of ${rows.length} kinds`;
  return figures.map((f) => ({
    name: `energy-kinds/${f.figure}`,
    compared,
    figure: f.measured,
    target: f.goal,
    verdict: f.meets ? 'meets' : 'misses',
  }));
}

async function waveforms({ quick, count }) {
  const found = [];
  for (const [part, how, seeds, flags] of [
    ['grid', 'simulated sensors', count ?? (quick ? 1 : 5), []],
    ['driver', 'the fake driver polled in real time', count ?? (quick ? 1 : 3), ['--driver']],
  ]) {
    const w = await written(['bench/energy-waveforms.mjs', String(seeds), ...flags]);
    if (w.skipped !== undefined) {
      found.push({ name: `energy-waveforms/${part}`, skipped: w.skipped.replace(/^skipped: /, '') });
      continue;
    }
    const { worst, swapped, ...details } = w.summary;
    const grid = `short phases cut out of 4 real boards' power on 8 sensors, ${how}, ${seeds} traces of 40 requests each`;
    found.push({
      ...most(
        `energy-waveforms/${part}`,
        `${grid}: worst mean error, either way, of a phase on a board and sensor`,
        100 * worst,
        '%',
        2,
      ),
      details,
    });
    found.push(
      most(
        `energy-waveforms/${part}-swapped`,
        'the same: traces whose phases came out in the wrong order of power',
        swapped,
        'traces',
        0,
      ),
    );
    if (w.beating !== null)
      found.push(
        most(
          'energy-waveforms/beating',
          `loads of 50 ms on and 50 ms off on a 100 ms counter that were called resolvable, of ${w.beating.loads}`,
          w.beating.resolvable,
          'loads',
          0,
        ),
      );
  }
  return found;
}

export const ENERGY = {
  'energy-scale': scale,
  'energy-sampler': sampler,
  'energy-accuracy': accuracy,
  'energy-kinds': kinds,
  'energy-waveforms': waveforms,
};
