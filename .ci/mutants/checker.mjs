import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { keyOf } from './sample.mjs';

/**
 * Stryker knows no samples: what `MUTANTS_KEYS` does not name is told to be no valid mutant, and neither runs nor
 * counts.
 */
class Sample {
  #keys = new Set(JSON.parse(process.env.MUTANTS_KEYS));

  async init() {}

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((m) => [
        m.id,
        this.#keys.has(keyOf(m))
          ? { status: CheckStatus.Passed }
          : { status: CheckStatus.CompileError, reason: 'not in the sample' },
      ]),
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
