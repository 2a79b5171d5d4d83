// Mutation testing (docs/mutants.md):
//   npm run mutants -- [ROOM…] [--count N] [--seed N] [--survivors] [--quick] [--file NAME] [--concurrency N]
// A file's verdicts are kept in .mutants/ROOM and not made again while the file is the same: a killed run goes on where
// it was. --survivors tries again only what survived (after new tests: more tests only kill more); --quick leaves out
// the room's slow tests. Two rooms may run at the same time.
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOMS } from './mutants/rooms.mjs';
import { drawn, keyOf } from './mutants/sample.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    survivors: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    file: { type: 'string' },
    concurrency: { type: 'string', default: '2' },
  },
});
const unknown = positionals.filter((name) => !(name in ROOMS));
if (unknown.length > 0) {
  console.error(`no room is named ${unknown.join(', ')}; there are ${Object.keys(ROOMS).join(', ')}`);
  process.exit(2);
}

const QUIET = new Proxy({}, { get: (_, name) => (name.startsWith('is') ? () => false : () => undefined) });

/** The keys of every mutant of a file. */
async function mutantsOf(file) {
  const instrumenter = new Instrumenter(QUIET);
  const given = { name: file, content: readFileSync(file, 'utf8'), mutate: true };
  const { mutants } = await instrumenter.instrument([given], {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
    mutationLevel: undefined,
  });
  return mutants.map((m) => `${file} ${keyOf(m)}`);
}

/** A report counts lines and columns from 1, stryker itself from 0. */
const fromReport = ({ location: { start }, ...m }) => ({
  ...m,
  location: { start: { line: start.line - 1, column: start.column - 1 } },
});

/** Runs stryker over the mutants of one file of a room that `keys` names; their status by key. */
function run(room, file, keys, tests) {
  const report = `.mutants/${room}.report.json`;
  const configFile = `.mutants/${room}.config.json`;
  rmSync(report, { force: true });
  const config = {
    mutate: [file],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.config.mjs' },
    checkers: ['sample'],
    plugins: ['@stryker-mutator/vitest-runner', fileURLToPath(new URL('mutants/checker.mjs', import.meta.url))],
    reporters: ['json'],
    jsonReporter: { fileName: report },
    tempDirName: `.stryker-tmp/${room}`,
    ignorePatterns: ['.mutants', '.stryker-tmp', 'bench', 'demo-report', '.cache-joulegate-*'],
    concurrency: Number(values.concurrency),
    timeoutMS: 10_000,
    allowEmpty: true,
    allowConsoleColors: false,
  };
  writeFileSync(configFile, JSON.stringify(config));
  const child = spawnSync(process.execPath, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', configFile], {
    env: { ...process.env, MUTANTS_KEYS: JSON.stringify(keys), MUTANTS_TESTS: tests.join(' ') },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (!existsSync(report)) throw new Error(`stryker gave no report for ${file}:\n${child.stdout}\n${child.stderr}`);
  const { files } = JSON.parse(readFileSync(report, 'utf8'));
  const found = files[file]?.mutants ?? [];
  return Object.fromEntries(
    found.filter((m) => m.status !== 'CompileError').map((m) => [keyOf(fromReport(m)), m.status]),
  );
}

const KILLED = ['Killed', 'Timeout', 'RuntimeError'];

async function room(name) {
  const { files, tests, slow, count } = ROOMS[name];
  const all = [];
  for (const file of files()) all.push(...(await mutantsOf(file)));
  const wanted = values.count === undefined ? count : Number(values.count);
  const keys = wanted === null ? [...new Set(all)] : drawn([...new Set(all)], wanted, values.seed);
  console.log(`\n## ${name}: ${keys.length} of ${all.length} mutants`);
  mkdirSync(`.mutants/${name}`, { recursive: true });
  let [killed, total] = [0, 0];
  const survivors = [];
  for (const file of files()) {
    const own = keys.filter((k) => k.startsWith(`${file} `)).map((k) => k.slice(file.length + 1));
    if (own.length === 0 || (values.file !== undefined && !file.includes(values.file))) continue;
    const source = createHash('sha256').update(readFileSync(file)).digest('hex');
    const path = `.mutants/${name}/${file.replaceAll('/', '_')}.json`;
    const kept = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
    const status = kept?.source === source ? kept.status : {};
    const todo = own.filter((k) => !(k in status) || (values.survivors && !KILLED.includes(status[k])));
    if (todo.length > 0) {
      Object.assign(status, run(name, file, todo, tests));
      const left = todo.filter((k) => !KILLED.includes(status[k]));
      if (slow && !values.quick && left.length > 0) Object.assign(status, run(name, file, left, slow));
      writeFileSync(`${path}.tmp`, JSON.stringify({ source, status }, null, 1));
      renameSync(`${path}.tmp`, path);
    }
    const alive = own.filter((k) => !KILLED.includes(status[k]));
    killed += own.length - alive.length;
    total += own.length;
    survivors.push(...alive.map((k) => `${file}:${k} (${status[k] ?? 'not run'})`));
    console.log(`${file}: ${own.length - alive.length} of ${own.length} killed`);
  }
  console.log(`${name}: ${killed} of ${total} killed, ${((100 * killed) / total).toFixed(1)} %\nSurvivors:`);
  for (const s of survivors) console.log(`  ${s}`);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(ROOMS)) await room(name);
