import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { appendFileSync, readFileSync } from 'node:fs';
import { fileOf, keyOf } from './sample.mjs';
import { BY_QUICK, isKilled, sourceOf } from './store.mjs';

/**
 * Stryker knows no samples: what the file `MUTANTS_KEYS` does not name is told to be no valid mutant, and neither runs
 * nor counts.
 */
class Sample {
  #keys = new Set(JSON.parse(readFileSync(process.env.MUTANTS_KEYS, 'utf8')));

  async init() {}

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((m) => [
        m.id,
        this.#keys.has(`${fileOf(m)} ${keyOf(m)}`)
          ? { status: CheckStatus.Passed }
          : { status: CheckStatus.CompileError, reason: 'not in the sample' },
      ]),
    );
  }
}

/** Writes each mutant's end to the file `MUTANTS_RESULTS` as it comes: a killed run loses none. */
class Kept {
  onMutantTested({ location: { start }, status, ...m }) {
    if (status === 'CompileError') return;
    const file = fileOf(m);
    // What is reported counts from 1.
    const key = keyOf({ ...m, location: { start: { line: start.line - 1, column: start.column - 1 } } });
    const end = isKilled(status) || process.env.MUTANTS_QUICK !== '1' ? status : status + BY_QUICK;
    const line = JSON.stringify({ file, source: sourceOf(file), key, status: end });
    appendFileSync(process.env.MUTANTS_RESULTS, `${line}\n`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, 'sample', Sample),
  declareClassPlugin(PluginKind.Reporter, 'kept', Kept),
];
