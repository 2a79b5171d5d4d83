import { compare } from '../src/analysis/compare.ts';
import { variance } from '../src/analysis/statistics.ts';
import type { ConfigFile } from '../src/common/generated/config.ts';
import type { RunResult } from '../src/common/generated/run-result.ts';
import { mergeThresholds } from '../src/config/defaults.ts';
import { measure } from '../src/experiment/open.ts';
import { figureEntry, type Bench, type Entry } from './support/entry.ts';
import { configOf, PRACTICE_MODEL } from './support/inputs.ts';

interface Case {
  name: string;
  what: string;
  config: Omit<ConfigFile, 'prompt'>;
  base: ConfigFile['prompt'];
  head: ConfigFile['prompt'];
}

const COMMON = { arms: ['plain'], meter: 'estimate', engine: { threads: 1 } } satisfies Partial<ConfigFile>;
const PRACTICE: Case = {
  name: 'practice',
  what: 'the embedded model, 5 tasks, 4 blocks, a prompt a few words longer',
  config: {
    ...COMMON,
    model: PRACTICE_MODEL,
    workload: { name: 'practice', tasks: [0, 3, 6, 9, 12].map((i) => `practice/${i}`) },
    repeats: 4,
  },
  base: { file: 'assets/practice/prompts/terse.txt' },
  head: { template: '# Please complete this function, and write nothing else.\n{prompt}' },
};
const spreadOf = (changes: readonly number[]): number => Math.sqrt(variance(changes.map(Math.log1p)));

async function rounds(c: Case, n: number, log: (line: string) => void): Promise<Entry> {
  const one = async (prompt: ConfigFile['prompt']): Promise<RunResult> => {
    const config = configOf({ ...c.config, ...(prompt ? { prompt } : {}) });
    const options = { commit: null, journal: null, onProgress: () => undefined };
    return (await measure([{ name: 'head', config }], options))[0]!;
  };
  const bases: RunResult[] = [];
  const heads: RunResult[] = [];
  for (let i = 0; i < n; i++) {
    bases.push(await one(c.base));
    heads.push(await one(c.head));
    log(`${c.name}: round ${i + 1} of ${n}`);
  }
  const gates = bases.flatMap((base) => heads.map((head) => compare(base, head, { thresholds: mergeThresholds() })));
  const energies = gates.map((g) => g.metrics.find((m) => m.id === 'energy-per-task' && m.arm === 'plain')!);
  const direct = energies.map((m) => m.measured!.change!);
  const equal = energies.map((m) => m.change!);
  return figureEntry(
    `equal-rates/${c.name}`,
    `spread (sd of ln) of the change at equal rates over that of direct ratios; ${c.what}, ${n} measurements a side`,
    spreadOf(equal) / spreadOf(direct),
    '',
    { most: 0.1 },
    {
      equalRates: equal,
      direct,
      intervals: energies.map((m) => m.interval),
      bases: energies.map((m) => m.basis),
      errorShares: energies[0]!.errorShares,
      verdicts: energies.map((m) => m.verdict),
    },
  );
}

/** How far the change that a gate reports differs between measurements of one prompt change, under `estimate`. */
export const bench: Bench = async ({ quick, count, log }) => {
  const n = count ?? (quick ? 2 : 4);
  return [await rounds(PRACTICE, n, log)];
};
