// Tries mutants in a process of its own: the room's modules are loaded once, a mutant is switched on and off.
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { collected, runTests, testsOf } from './harness.mjs';

/** A test that awaits what never comes, ms. */
const HANGS = 240_000;

const { root, sources, files } = JSON.parse(process.env.MUTANTS_PLAN);
const at = (file) => pathToFileURL(`${root}/${file.replace(/\.ts$/, '.js')}`).href;
register('./hooks.mjs', import.meta.url, { data: { root: `${pathToFileURL(root).href}/` } });

// What a test that has failed leaves behind is not the next mutant's fault.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

const stryker = (globalThis.__stryker__ = { mutantCoverage: { static: {}, perTest: {} } });
const covering = (id) => {
  stryker.currentTestId = id;
};

const tests = new Map();
try {
  covering('source');
  for (const file of sources) await import(at(file));
  for (const file of files) {
    covering(`load ${file}`);
    tests.set(file, testsOf(await collected(() => import(at(file)))));
  }
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}

/** CPU time of this process, ms. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Runs every test once: which mutants each one reaches, and how long it takes (CPU, ms). */
async function baseline() {
  const cost = new Map();
  for (const file of files) {
    const own = tests.get(file);
    let since = 0;
    try {
      await runTests(own, {
        begin(t) {
          covering(t === null ? `load ${file}` : `${file}#${own.indexOf(t)}`);
          since = cpu();
        },
        end: (t) => cost.set(`${file}#${own.indexOf(t)}`, cpu() - since),
      });
    } catch (error) {
      const name = own.map((t) => t.name)[Number(stryker.currentTestId.split('#')[1])];
      throw new Error(`${file}, "${name}" fails without a mutant: ${error.message}`, { cause: error });
    }
  }
  return { cost: Object.fromEntries(cost), coverage: stryker.mutantCoverage.perTest };
}

let generation = 0;
/** The tests of a file that is loaded anew, with its support (`t`) or with all that it tests (`s`). */
const anew = async (file, how) => testsOf(await collected(() => import(`${at(file)}?${how}=${generation}`)));

/**
 * Whether a mutant is noticed. `again`: files to load anew with it; `all`: load its own module anew as well; `some`:
 * tests by file, the quickest first.
 */
async function notice({ again, all, some }) {
  generation++;
  for (const names of some) {
    const [file] = names[0].split('#');
    await runTests(names.map((name) => tests.get(file)[Number(name.split('#')[1])]));
  }
  for (const file of again) await runTests(await anew(file, all ? 's' : 't'));
}

async function attempt({ mutant, hitLimit, hangs = HANGS, ...how }) {
  Object.assign(stryker, { activeMutant: mutant, hitCount: 0, hitLimit, currentTestId: 'mutant' });
  let timer;
  const hung = new Promise((resolve) => {
    timer = setTimeout(() => resolve('Timeout'), hangs);
  });
  let why;
  const tried = notice(how).then(
    () => 'Survived',
    (error) => {
      why = String(error?.message ?? error);
      return stryker.hitCount > hitLimit ? 'Timeout' : 'Killed';
    },
  );
  const result = await Promise.race([tried, hung]);
  clearTimeout(timer);
  stryker.activeMutant = undefined;
  return { result, why };
}

process.on('message', (message) => {
  const answer = message === 'baseline' ? baseline().then((result) => ({ result })) : attempt(message);
  answer.then(
    (told) => process.send(told),
    (error) => process.send({ error: error.stack }),
  );
});
process.send({ ready: true });
