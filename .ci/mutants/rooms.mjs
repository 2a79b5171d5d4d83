import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const files = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts'))
    .map((f) => join(folder, f))
    .sort();

/** What a verdict is made of: every mutant of these is tried. */
const VERDICTS = [
  'answers',
  'basis',
  'blocks',
  'comparable',
  'compare',
  'decide',
  'effects',
  'judge',
  'limits',
  'looks',
  'metrics',
  'null-control',
  'nulls',
  'passes/discordant',
  'passes/exact',
  'predict',
  'rates/agree',
  'rates/arms',
  'rates/decided',
  'rates/obstacles',
  'rows',
  'sequential/boundary',
  'sequential/looks',
  'sequential/spending',
  'sides',
  'statistics',
  'tester',
  'trust',
  'undecided',
  'usable',
].map((name) => `src/analysis/${name}.ts`);

/** Tests of the verdict's rules that load little besides. */
const QUICK = [
  'verdicts',
  'metric-rows',
  'assembly',
  'answers',
  'basis-reasons',
  'blocks',
  'comparable',
  'covariate',
  'effects',
  'equal-rates',
  'exact-oracle',
  'limits',
  'metrics',
  'levels',
  'looks',
  'nulls',
  'numbers',
  'over-base',
  'passes',
  'predict',
  'rates/agree',
  'rates/small-parts',
  'rates/told',
  'rates/two-sides',
  'sequential',
  'shape',
  'statistics-oracle',
  'two-sides',
];

/** Tests of the analysis that draw hundreds of gates or rates: seconds a mutant. */
const DRAWN = [
  'amplification/simulated',
  'equal-rates-engine',
  'qualify',
  'rates/coverage',
  'rates/effect',
  'trend/change-points',
];

/** Tests of the suppression that start the sandbox, or go through a thousand answers: seconds a mutant. */
const ANSWERS = ['answer', 'examples-humaneval', 'pinned', 'rules', 'watch'];

/** Tests of the attribution that fit whole traces, over many starts. */
const SEARCHES = ['attribute', 'cells', 'coarse', 'departures', 'families', 'fit', 'misfit', 'pinned', 'tempo'];

/** Tests of the gate that measure with the embedded model. */
const MEASURED = ['base', 'checker', 'ends', 'qualify', 'run'];

/** A folder's test files but for `slow`. */
const testsOf = (folder, slow) =>
  readdirSync(folder, { recursive: true })
    .filter((f) => f.endsWith('.test.ts') && !slow.includes(f.slice(0, -'.test.ts'.length)))
    .map((f) => `${folder}/${f}`);

/**
 * Rooms of `npm run mutants`: files, the tests that must kill their mutants (`slow` ones are tried on what the others
 * leave alive), and how many mutants are drawn (`null`: all). `inOrder`: tests that build on those before them;
 * `stateful`: files of which a module remembers what it made, or of which that is made.
 */
export const ROOMS = {
  verdicts: {
    files: () => [...VERDICTS, 'src/common/levels.ts', 'src/common/metrics.ts'],
    tests: QUICK.map((name) => `__tests__/analysis/${name}.test.ts`),
    slow: testsOf('__tests__/analysis', [...QUICK, ...DRAWN]),
    stateful: ['boundary', 'looks', 'spending'].map((name) => `src/analysis/sequential/${name}.ts`),
    count: null,
  },
  gate: {
    files: () => files('src/gate'),
    tests: testsOf('__tests__/gate', [...MEASURED, 'long-inputs']),
    slow: MEASURED.map((name) => `__tests__/gate/${name}.test.ts`),
    inOrder: ['qualify', 'run'].map((name) => `__tests__/gate/${name}.test.ts`),
    count: null,
  },
  analysis: {
    files: () => files('src/analysis').filter((f) => !VERDICTS.includes(f)),
    tests: testsOf('__tests__/analysis', DRAWN),
    slow: DRAWN.map((name) => `__tests__/analysis/${name}.test.ts`),
    count: 300,
  },
  attribution: {
    files: () => files('src/energy/attribution'),
    tests: testsOf('__tests__/energy/attribution', SEARCHES),
    slow: SEARCHES.map((name) => `__tests__/energy/attribution/${name}.test.ts`),
    count: 300,
  },
  suppression: {
    files: () => files('src/suppression'),
    tests: testsOf('__tests__/suppression', ANSWERS),
    slow: ANSWERS.map((name) => `__tests__/suppression/${name}.test.ts`),
    count: 300,
  },
};
