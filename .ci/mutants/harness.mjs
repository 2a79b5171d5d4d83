// What takes the place of `@jest/globals` while mutants are tried: tests are collected as a tree, and run by whoever
// wants them, as often as they are wanted.
import { expect } from 'expect';

export { expect };

const suiteOf = (parent) => ({ parent, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [], children: [] });
let current = suiteOf(null);

/** The suite of what `load`, which imports a test file, declares. */
export async function collected(load) {
  current = suiteOf(null);
  const suite = current;
  await load();
  return suite;
}

const rows = (table) => table.map((row) => (Array.isArray(row) ? row : [row]));

export function describe(_name, declare) {
  const outer = current;
  current = suiteOf(outer);
  outer.children.push(current);
  try {
    declare();
  } finally {
    current = outer;
  }
}
describe.each = (table) => (name, declare) => rows(table).forEach((row) => describe(name, () => declare(...row)));

export const test = (name, run) => current.children.push({ suite: current, name, run });
test.each = (table) => (name, run) => rows(table).forEach((row) => test(name, () => run(...row)));
test.skip = () => undefined;
/** As `test`. */
export const it = Object.assign((name, run) => test(name, run), test);

export const beforeAll = (hook) => current.beforeAll.push(hook);
export const beforeEach = (hook) => current.beforeEach.push(hook);
export const afterEach = (hook) => current.afterEach.push(hook);
export const afterAll = (hook) => current.afterAll.push(hook);

/** The tests of a suite in the order of their declaration. */
export const testsOf = (suite) => suite.children.flatMap((child) => ('run' in child ? [child] : testsOf(child)));

/** The suites around a test, the outermost first. */
const around = (suite) => (suite === null ? [] : [...around(suite.parent), suite]);

/**
 * Runs tests with the hooks around them; throws what the first that fails throws. `begin` and `end` are called around
 * each, `begin` with `null` before hooks that several tests share.
 */
export async function runTests(tests, { begin = () => undefined, end = () => undefined } = {}) {
  const open = [];
  try {
    for (const t of tests) {
      const suites = around(t.suite);
      for (const suite of suites) {
        if (open.includes(suite)) continue;
        open.push(suite);
        begin(null);
        for (const hook of suite.beforeAll) await hook();
      }
      begin(t);
      for (const suite of suites) for (const hook of suite.beforeEach) await hook();
      await t.run();
      for (const suite of suites.reverse()) for (const hook of suite.afterEach) await hook();
      end(t);
    }
  } finally {
    for (const suite of open.reverse()) for (const hook of suite.afterAll) await hook();
  }
}
