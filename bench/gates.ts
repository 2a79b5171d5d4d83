import { compare } from '../src/analysis/compare.ts';
import { shareInterval } from '../src/analysis/passes/exact.ts';
import { variance } from '../src/analysis/statistics.ts';
import type { Comparison, Metric } from '../src/common/generated/comparison.ts';
import type { ConfigFile } from '../src/common/generated/config.ts';
import type { RunResult } from '../src/common/generated/run-result.ts';
import type { Config } from '../src/config/types.ts';
import { openSession } from '../src/experiment/open-session.ts';
import type { Driven } from '../src/experiment/run.ts';
import { planOf } from '../src/experiment/plan.ts';
import { drive } from '../src/gate/drive.ts';
import { limitsOf, lookingBy } from '../src/gate/looking.ts';
import { compareOptions } from '../src/gate/options.ts';
import { figureEntry, median, type Bench, type Entry } from './support/entry.ts';
import { configOf, missingReal, REAL_MODEL, realWorkload } from './support/inputs.ts';

const COMMON: ConfigFile = {
  model: REAL_MODEL,
  workload: realWorkload(['HumanEval/0', 'HumanEval/23', 'HumanEval/53']),
  sampling: { 'max-tokens': 48 },
  arms: ['plain'],
  meter: 'estimate',
  engine: { threads: 1 },
};
const PROMPT: ConfigFile['prompt'] = { style: 'raw', template: '{prompt}' };
const REWORDED: ConfigFile['prompt'] = {
  style: 'raw',
  template: '# Write a long answer with comments and tests.\n{prompt}',
};

interface Gate {
  comparison: Comparison;
  results: RunResult[];
  blocks: number;
  seconds: number;
}

/** One gate, as `joulegate gate` drives it, in a session of its own on models that are loaded. */
async function gate(config: Config, session: Driven, comparing: (results: RunResult[]) => Comparison): Promise<Gate> {
  const begin = performance.now();
  const limits = limitsOf(config);
  const results = await drive(session, limits, lookingBy(limits, comparing), () => undefined);
  const seconds = (performance.now() - begin) / 1000;
  return { comparison: comparing(results), results, blocks: session.blocks, seconds };
}

const energyOf = (c: Comparison): Metric => c.metrics.find((m) => m.id === 'energy-per-task' && m.arm === 'plain')!;
const spreadOf = (changes: readonly number[]): number => Math.sqrt(variance(changes.map(Math.log1p)));

const tally = (gates: readonly Gate[]): Record<string, unknown> => ({
  verdicts: gates.map((g) => g.comparison.verdict),
  changes: gates.map((g) => energyOf(g.comparison).change),
  bases: [...new Set(gates.map((g) => energyOf(g.comparison).basis))],
  blocks: gates.map((g) => g.blocks),
  medianSeconds: median(gates.map((g) => g.seconds)),
});

/** Base and head are one subject, measured all the same (`--force`). */
async function unchanged(n: number, log: (line: string) => void): Promise<Entry> {
  const config = configOf({ ...COMMON, prompt: PROMPT });
  const specs = ['base', 'head'].map((name) => ({ name, config }));
  const options = { commit: null, journal: null, onProgress: () => undefined };
  const { again, close } = await openSession(planOf(config), specs, options);
  const comparing = ([base, head]: RunResult[]): Comparison => compare(base!, head!, compareOptions(config));
  try {
    const gates: Gate[] = [];
    while (gates.length < n) {
      const done = await gate(config, await again(), comparing);
      gates.push(done);
      const { change } = energyOf(done.comparison);
      log(`unchanged ${gates.length}/${n}: ${done.comparison.verdict} after ${done.blocks} blocks, ${change}`);
    }
    const red = gates.filter((g) => g.comparison.verdict === 'regressed').length;
    return figureEntry(
      'gates/unchanged',
      `gates of an unchanged subject that end red, of ${n} measured (--force); small real model, 3 tasks`,
      red,
      '',
      { most: 0 },
      { ...tally(gates), falseAlarms: shareInterval(red, n, 0.05) },
    );
  } finally {
    await close();
  }
}

/** Head's prompt is one line longer; base is stored, and gives its tokens. */
async function reworded(n: number, log: (line: string) => void): Promise<Entry[]> {
  const options = { commit: null, journal: null, onProgress: () => undefined };
  const config = configOf({ ...COMMON, prompt: REWORDED, repeats: 1 });
  const stored = await openSession(
    planOf(config),
    [{ name: 'head', config: configOf({ ...COMMON, prompt: PROMPT }) }],
    options,
  );
  let base: RunResult;
  try {
    await stored.session.warmUp();
    await stored.session.runBlock();
    base = stored.session.results()[0]!;
  } finally {
    await stored.close();
  }
  const comparing = ([head]: RunResult[]): Comparison =>
    compare(base, head!, compareOptions(config, { base, history: [] }));
  const { again, close } = await openSession(planOf(config), [{ name: 'head', config }], options);
  try {
    const gates: Gate[] = [];
    while (gates.length < n) {
      const done = await gate(config, await again(), comparing);
      gates.push(done);
      const { change, measured } = energyOf(done.comparison);
      log(`reworded ${gates.length}/${n}: ${done.comparison.verdict}, ${change} beside ${measured?.change} measured`);
    }
    const energies = gates.map((g) => energyOf(g.comparison));
    const direct = energies.map((m) => m.measured!.change!);
    return [
      figureEntry(
        'gates/reworded',
        `gates of a prompt one line longer that end red, of ${n}, at equal rates against one stored block`,
        gates.filter((g) => g.comparison.verdict === 'regressed').length,
        '',
        { least: n - Math.floor(n / 40) },
        { ...tally(gates), direct },
      ),
      figureEntry(
        'gates/spread',
        'spread (sd of ln) of that change at equal rates over that of the direct ratios',
        spreadOf(energies.map((m) => m.change!)) / spreadOf(direct),
        '',
        { most: 0.1 },
      ),
    ];
  } finally {
    await close();
  }
}

/** Real gates on this machine, its noise and all, under `estimate`; `--count 40` is the whole of it. */
export const bench: Bench = async ({ quick, count, log }) => {
  const missing = missingReal();
  if (missing) return [{ name: 'gates', skipped: missing }];
  const n = count ?? (quick ? 2 : 5);
  return [...(await reworded(n, log)), await unchanged(n, log)];
};
