// Mutation testing (docs/mutants.md):
//   npm run mutants -- [ROOM…] [--count N] [--seed N] [--survivors] [--quick] [--file NAME,…] [--concurrency N]
// What became of a mutant is kept in .mutants/ROOM and not tried again while its file is the same: a killed run goes on
// where it was. --survivors tries again only what survived (after new tests: more tests only kill more); --quick leaves
// out the room's slow tests. Rooms may run at the same time.
import { appendFileSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOMS } from './mutants/rooms.mjs';
import { tryMutants } from './mutants/attempts.mjs';
import { drawn } from './mutants/sample.mjs';
import { makeSandbox, mutantsOf } from './mutants/sandbox.mjs';
import { BY_QUICK, isKilled, keep, kept, resultsOf, sourceOf } from './mutants/store.mjs';

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

/** Tries the mutants of a room that `keys` names, in this order; `slow`: by its slow tests; `quick`: these follow. */
async function run(room, mutants, keys, files, slow, quick = false) {
  if (keys.length === 0) return;
  const named = new Set(keys);
  const root = resolve('.stryker-tmp', room);
  const found = await makeSandbox(
    root,
    mutants.filter((m) => named.has(m.key)),
  );
  const place = new Map(keys.map((key, i) => [key, i]));
  found.sort((a, b) => place.get(a.key) - place.get(b.key));
  const { inOrder = [], stateful = [] } = ROOMS[room];
  const plan = { root, sources: [...new Set(found.map((m) => m.file))], files, slow, inOrder, stateful };
  await tryMutants(found, plan, Number(values.concurrency), ({ file, key }, status) => {
    const end = isKilled(status) || !quick ? status : status + BY_QUICK;
    const line = { file, source: sourceOf(file), key: key.slice(file.length + 1), status: end };
    // As it comes: a killed run loses none.
    appendFileSync(resultsOf(room), `${JSON.stringify(line)}\n`);
  });
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
    (k) => values.file === undefined || values.file.split(',').some((name) => k.split(' ', 1)[0].includes(name)),
  );
  console.log(`\n## ${name}: ${keys.length} of ${all.length} mutants`);
  const statuses = () => {
    keep(name, all);
    const byKey = files().flatMap((file) => Object.entries(kept(name, file)).map(([k, s]) => [`${file} ${k}`, s]));
    return new Map(byKey);
  };
  let status = statuses();
  const todo = keys.filter((k) => !status.has(k) || (values.survivors && !isKilled(status.get(k))));
  await run(name, mutants, todo, tests, false, slow !== undefined);
  status = statuses();
  if (slow && !values.quick) {
    // Where no quick test imports a file, nothing is told of its mutants.
    const left = keys.filter((k) => status.get(k)?.endsWith(BY_QUICK) ?? true);
    await run(name, mutants, left, slow, true);
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
