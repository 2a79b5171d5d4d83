// Mutation testing (docs/mutants.md):
//   npm run mutants -- [ROOM…] [--count N] [--seed N] [--survivors] [--quick] [--file NAME] [--concurrency N]
// What became of a mutant is kept in .mutants/ROOM and not tried again while its file is the same: a killed run goes on
// where it was. --survivors tries again only what survived (after new tests: more tests only kill more); --quick leaves
// out the room's slow tests. Rooms may run at the same time.
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOMS } from './mutants/rooms.mjs';
import { drawn, keyOf } from './mutants/sample.mjs';
import { BY_QUICK, isKilled, keep, kept, resultsOf } from './mutants/store.mjs';

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

/** Every mutant of a file: its key, and its place as stryker is told it. */
async function mutantsOf(file) {
  const instrumenter = new Instrumenter(QUIET);
  const given = { name: file, content: readFileSync(file, 'utf8'), mutate: true };
  const { mutants } = await instrumenter.instrument([given], {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
    mutationLevel: undefined,
  });
  return mutants.map((m) => {
    const { start, end } = m.location;
    const range = `${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
    return { key: `${file} ${keyOf(m)}`, place: `${file}:${range}` };
  });
}

/** Runs stryker over those mutants of a room that `keys` names; `quick`: slow tests are to follow. */
function run(room, mutants, keys, tests, quick = false) {
  if (keys.length === 0) return;
  const named = new Set(keys);
  const config = {
    // Their places alone: a numeric loop full of mutants that were not drawn is many times slower.
    mutate: [...new Set(mutants.filter((m) => named.has(m.key)).map((m) => m.place))],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.config.mjs' },
    checkers: ['sample'],
    plugins: ['@stryker-mutator/vitest-runner', fileURLToPath(new URL('mutants/plugins.mjs', import.meta.url))],
    reporters: ['kept'],
    tempDirName: `.stryker-tmp/${room}`,
    ignorePatterns: ['.mutants', '.stryker-tmp', 'bench', 'demo-report', '.cache-joulegate-*'],
    concurrency: Number(values.concurrency),
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 20,
    allowEmpty: true,
    allowConsoleColors: false,
  };
  writeFileSync(`.mutants/${room}.config.json`, JSON.stringify(config));
  writeFileSync(`.mutants/${room}.keys.json`, JSON.stringify(keys));
  const child = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', `.mutants/${room}.config.json`],
    {
      env: {
        ...process.env,
        MUTANTS_KEYS: resolve(`.mutants/${room}.keys.json`),
        MUTANTS_RESULTS: resolve(resultsOf(room)),
        MUTANTS_QUICK: quick ? '1' : '',
        MUTANTS_TESTS: tests.join(' '),
      },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  if (child.status !== 0) throw new Error(`stryker failed in ${room}:\n${child.stdout}\n${child.stderr}`);
}

async function room(name) {
  const { files, tests, slow, count } = ROOMS[name];
  const since = performance.now();
  mkdirSync('.mutants', { recursive: true });
  const mutants = [];
  for (const file of files()) mutants.push(...(await mutantsOf(file)));
  const all = mutants.map((m) => m.key);
  const wanted = values.count === undefined ? count : Number(values.count);
  const keys = (wanted === null ? [...new Set(all)] : drawn([...new Set(all)], wanted, values.seed)).filter(
    (k) => values.file === undefined || k.split(' ', 1)[0].includes(values.file),
  );
  console.log(`\n## ${name}: ${keys.length} of ${all.length} mutants`);
  const statuses = () => {
    keep(name, all);
    const byKey = files().flatMap((file) => Object.entries(kept(name, file)).map(([k, s]) => [`${file} ${k}`, s]));
    return new Map(byKey);
  };
  let status = statuses();
  const todo = keys.filter((k) => !status.has(k) || (values.survivors && !isKilled(status.get(k))));
  run(name, mutants, todo, tests, slow !== undefined);
  status = statuses();
  if (slow && !values.quick) {
    // Where no quick test imports a file, nothing is told of its mutants.
    const left = keys.filter((k) => status.get(k)?.endsWith(BY_QUICK) ?? true);
    run(name, mutants, left, slow);
    status = statuses();
  }
  const alive = keys.filter((k) => !isKilled(status.get(k)));
  for (const file of files()) {
    const own = keys.filter((k) => k.startsWith(`${file} `));
    const left = own.filter((k) => alive.includes(k));
    if (own.length > 0) console.log(`${file}: ${own.length - left.length} of ${own.length} killed`);
  }
  const share = ((100 * (keys.length - alive.length)) / keys.length).toFixed(1);
  const minutes = ((performance.now() - since) / 60_000).toFixed(1);
  console.log(`${name}: ${keys.length - alive.length} of ${keys.length} killed, ${share} %, in ${minutes} minutes`);
  console.log('Survivors:');
  for (const k of alive.sort()) console.log(`  ${k} (${status.get(k) ?? 'not run'})`);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(ROOMS)) await room(name);
