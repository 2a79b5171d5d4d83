// Phase attribution checked against a real card: npm run bench:gpu -- [options]. Needs no network.
//   --model FILE.gguf      load by node-llama-cpp on the GPU (its CUDA package carried under --runtime-path, or beside
// this one)
//   --command 'PROGRAM …'  any other CUDA load; run as PROGRAM … STAGE SECONDS with STAGE prefill, decode, mixed or
// gaps;
//                          prints markers as docs/measure.md says, phases "prefill" and "decode", back to back in the
// first two
//   --prompt-tokens 1024, --decode-tokens 64: of each request of --model
//   --lengths 16,32,64,128  besides, of --model: what requests of so many tokens use in all tells prefill and a token
//   --seconds 30  of each stage      --out gpu-bench.json      --keep DIR (raw samples)
//   --fake                 the fake driver and its load (needs cc): shows that the command works, nothing about a GPU
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { load } from './energy/load.mjs';

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    command: { type: 'string' },
    'prompt-tokens': { type: 'string', default: '1024' },
    'decode-tokens': { type: 'string', default: '64' },
    lengths: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    out: { type: 'string', default: 'gpu-bench.json' },
    keep: { type: 'string' },
    'runtime-path': { type: 'string' },
    fake: { type: 'boolean', default: false },
  },
});
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'joulegate-gpu-'));
mkdirSync(folder, { recursive: true });
if (values['runtime-path'] !== undefined) process.env.JOULEGATE_RUNTIME_PATH = values['runtime-path'];

const loadCommand = values.fake
  ? fake()
  : (values.command?.split(' ') ??
    (values.model === undefined
      ? null
      : [
          process.execPath,
          here('energy-gpu-load.mjs'),
          values.model,
          'auto',
          values['prompt-tokens'],
          values['decode-tokens'],
        ]));
if (loadCommand === null) {
  console.error('give --model FILE.gguf (with node-llama-cpp for CUDA), --command "PROGRAM …", or --fake');
  process.exit(2);
}
const gpu = await load('gpu');
const seconds = Number(values.seconds);
const sensor = await gpu.characterise(Math.min(3, seconds));
console.log(JSON.stringify(sensor, null, 1));
const run = async (name, command = loadCommand, as = name) => {
  process.stderr.write(`${as}: ${seconds} s\n`);
  return await gpu.stage([...command, name, String(seconds)], as, folder);
};
const truth = {};
for (const phase of ['prefill', 'decode']) {
  const { series, intervals } = await run(phase);
  truth[phase] = gpu.alone(series, intervals, phase);
}
const rows = [];
const found = {};
for (const name of ['mixed', 'gaps']) {
  const stage = await run(name);
  found[name] = stage.result.sensor;
  for (const phase of ['prefill', 'decode']) rows.push(gpu.mixed(name, stage, phase, truth[phase]));
}
const f = (x, digits = 1) => (x === null || Number.isNaN(x) ? '–' : x.toFixed(digits));
const share = (x) => (x === null ? '–' : `${f(100 * x, 2)} %`);
console.log(
  '\n| stage | phase | J a phase | alone | difference | W | ± | alone | difference | SM clock MHz (alone) | °C (alone) | goal ≤ 3 % | validity |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
);
for (const r of rows) {
  const t = truth[r.phase];
  // The same work is compared by its joules; the fake's phases are of random length, and drawn by watts.
  const difference = values.fake ? r.difference : r.joulesDifference;
  const verdict =
    r.stage === 'gaps' || !r.comparable
      ? 'shown only'
      : difference !== null && Math.abs(difference) <= 0.03
        ? 'meets'
        : 'misses';
  console.log(
    `| ${r.stage} | ${r.phase} (${r.count} × ${f(r.meanMs)} ms) | ${f(r.joules, 2)} | ${f(t.joules, 2)} (${f(t.meanMs)} ms) | ${share(r.joulesDifference)} | ${f(r.watts)} | ${f(r.standardError, 2)} | ${f(t.watts)} ± ${f(t.standardError, 2)} (${f(t.seconds)} s) | ${share(r.difference)} | ${f(r.clockMhz, 0)} (${f(t.clockMhz, 0)}) | ${f(r.temperatureC)} (${f(t.temperatureC)}) | ${verdict} | ${r.validity} |`,
  );
}
const lengths = values.lengths === undefined || values.model === undefined ? null : await byLengths();
writeFileSync(
  values.out,
  `${JSON.stringify({ fake: values.fake, load: loadCommand, seconds, sensor, truth, rows, found, lengths }, null, 1)}\n`,
);
console.log(`\nwritten to ${values.out}; raw samples in ${folder}`);

/** Prefill and a token by what whole requests of several lengths use, beside what attribution tells of each stage. */
async function byLengths() {
  const runs = [];
  for (const tokens of values.lengths.split(',').map(Number)) {
    const { result, series, intervals } = await run('mixed', [...loadCommand.slice(0, -1), tokens], `mixed-${tokens}`);
    const { prefill, decode } = result.phases;
    const told = { prefill: each(prefill, prefill.count), token: each(decode, decode.count * tokens) };
    runs.push({ ...gpu.longRun(series, intervals, tokens), tokens, told });
  }
  const whole = gpu.byLength(runs);
  console.log(
    `\nBy length: prefill ${f(whole.prefill, 2)} J, a token ${f(whole.token, 3)} J, ± ${f(whole.left, 2)} J left`,
  );
  console.log('| tokens | J a request, by the counter | told: prefill, J | a token, J |\n| --- | --- | --- | --- |');
  const pair = ({ joules, error }, digits) => `${f(joules, digits)} ± ${f(error, digits)}`;
  for (const { tokens, joules, told } of runs)
    console.log(`| ${tokens} | ${f(joules, 2)} | ${pair(told.prefill, 2)} | ${pair(told.token, 3)} |`);
  return { whole, runs };
}

/** Joules of one of so many, with their standard error; null where they are not told. */
function each({ grossJoules, standardError }, count) {
  const of = (x) => (x === null ? null : x / count);
  return { joules: of(grossJoules), error: of(standardError) };
}

/** Builds the fake driver and points everything that we start at it; returns its load. */
function fake() {
  if (
    spawnSync('cc', [
      '-O2',
      '-shared',
      '-fPIC',
      '-o',
      join(folder, 'libnvidia-ml.so.1'),
      here('../__tests__/energy/fake-nvml/fake-nvml.c'),
      '-lm',
    ]).status !== 0
  ) {
    console.error('--fake needs a C compiler (cc)');
    process.exit(2);
  }
  const events = join(folder, 'events');
  writeFileSync(events, '');
  writeFileSync(join(folder, 'gpu'), `epoch ${process.hrtime.bigint()} cadence 50 lag 30 tau 8 events ${events}\n`);
  Object.assign(process.env, {
    FAKE_NVML: join(folder, 'gpu'),
    FAKE_EVENTS: events,
    LD_LIBRARY_PATH: folder,
    JOULEGATE_LOCK_DIR: join(folder, 'locks'),
  });
  return [process.execPath, here('../__tests__/energy/support/gpu-load.mjs')];
}
