// Every benchmark (docs/benchmarks.md):
//   npm run bench -- [NAME…] [--quick] [--full] [--count N] [--threads N] [--out FILE.json]
// Writes bench/results.json; entries of benchmarks that did not run are kept. --quick only prints, unless --out is
// given.
import { fork } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ENERGY } from './support/energy.mjs';
import { calibrationSeconds, machine } from './support/machine.mjs';

const OWN = [
  'demo',
  'signals',
  'spread',
  'equal-rates',
  'gates',
  'alternation',
  'verdicts',
  'engine',
  'memory',
  'checks',
  'suppression',
  'rules',
  'grade',
];
/** Half an hour on 2 cores: only when named, or with --full. */
const LONG = ['energy-accuracy', 'energy-kinds'];
const NAMES = [...OWN, ...Object.keys(ENERGY)];

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    count: { type: 'string' },
    threads: { type: 'string' },
    out: { type: 'string' },
  },
});
const unknown = positionals.filter((n) => !NAMES.includes(n));
if (unknown.length > 0) {
  console.error(`no benchmark is named ${unknown.join(', ')}; there are ${NAMES.join(', ')}`);
  process.exit(2);
}
const options = { quick: values.quick, count: values.count === undefined ? null : Number(values.count) };
const names = positionals.length > 0 ? positionals : NAMES.filter((n) => values.full || !LONG.includes(n));
const out = values.out ?? (values.quick ? null : here('results.json'));

function own(name) {
  return new Promise((resolve, reject) => {
    const child = fork(here('support/one.mjs'), [JSON.stringify({ name, ...options })], {
      cwd: here('..'),
      env: { ...process.env, ...(values.threads === undefined ? {} : { JOULEGATE_BENCH_THREADS: values.threads }) },
    });
    let entries = null;
    child.on('message', (message) => (entries = message));
    child.on('close', (code) =>
      entries ? resolve(entries) : reject(new Error(`it ended with ${code} and no result`)),
    );
  });
}

const number = (x) =>
  typeof x !== 'number' ? String(x) : Math.abs(x) >= 100 ? x.toFixed(0) : x.toFixed(Math.abs(x) >= 10 ? 1 : 4);

function print(name, entries) {
  console.log(`\n## ${name}\n| figure | measured | 95 % interval | target | |\n| --- | --- | --- | --- | --- |`);
  for (const e of entries) {
    if (e.skipped) console.log(`| ${e.name} | skipped: ${e.skipped} | | | |`);
    else
      console.log(
        `| ${e.name}: ${e.compared} | ${number(e.ratio ?? e.figure)}${e.unit ? ` ${e.unit}` : ''} | ${e.interval ? e.interval.map(number).join(' … ') : ''} | ${e.target ?? ''} | ${e.verdict} |`,
      );
  }
  for (const e of entries) if (e.details) console.log(`${e.name}: ${JSON.stringify(e.details)}`);
}

/** Replaces what this benchmark said before; written whole after each, so that a broken run loses nothing. */
function keep(name, entries) {
  if (out === null) return;
  const before = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : [];
  const others = before.filter((e) => e.name.split('/')[0] !== name);
  const all = [...others, ...entries].sort(
    (a, b) => NAMES.indexOf(a.name.split('/')[0]) - NAMES.indexOf(b.name.split('/')[0]),
  );
  writeFileSync(`${out}.tmp`, `${JSON.stringify(all, null, 2)}\n`);
  renameSync(`${out}.tmp`, out);
}

const calibration = calibrationSeconds();
const about = machine();
console.log(
  `${about.cores} cores of ${about.cpu}, Node ${about.node}; calibration loop ${calibration.toFixed(3)} s of CPU time`,
);
for (const name of names) {
  try {
    const found = await (OWN.includes(name) ? own(name) : ENERGY[name](options));
    const command = `npm run bench -- ${name}${values.quick ? ' --quick' : ''}${values.count === undefined ? '' : ` --count ${values.count}`}${values.threads === undefined ? '' : ` --threads ${values.threads}`}`;
    const stamp = { command, ...about, calibrationSeconds: calibration, date: new Date().toISOString() };
    const entries = found.map((e) => ({ ...e, ...stamp }));
    print(name, entries);
    keep(name, entries);
  } catch (error) {
    // What was measured before stays; the others still run.
    console.error(`${name} failed: ${error.message}`);
    process.exitCode = 1;
  }
}
