import { Random } from './energy/random.ts';
import { compare } from '../src/analysis/compare.ts';
import { mergeThresholds } from '../src/config/defaults.ts';
import { figureEntry, median, type Bench, type Entry } from './support/entry.ts';
import { draw } from './verdicts/fixed.ts';
import { gate, MOST, THRESHOLD } from './verdicts/gate.ts';
import { economy, goals, line, type Cell } from './verdicts/goals.ts';
import { largeResult } from './verdicts/large.ts';
import { SHAPES } from './verdicts/noise.ts';
import { RIVALS } from './verdicts/rivals.ts';

const NOISE = [0.005, 0.01, 0.03];
const EFFECTS = [0, 0.02, THRESHOLD, (5 / 3) * THRESHOLD, 2 * THRESHOLD, 0.1];

function cell(shape: (typeof SHAPES)[number], noise: number, effect: number, gates: number, seed: number): Cell {
  const r = new Random(seed);
  const sums = { red: 0, green: 0, alarmed: 0, held: 0, intervals: 0, blocks: 0 };
  const rivals = RIVALS.map(() => 0);
  for (let i = 0; i < gates; i++) {
    const drawn = draw(shape, r, noise, MOST);
    const end = gate(drawn, effect);
    if (end.verdict === 'regressed') sums.red++;
    if (end.verdict === 'pass' || end.verdict === 'improved') sums.green++;
    if (end.alarmed) sums.alarmed++;
    sums.held += end.held;
    sums.intervals += end.intervals;
    sums.blocks += end.blocks;
    RIVALS.forEach((rival, k) => (rivals[k]! += rival.red(drawn, effect) ? 1 / gates : 0));
  }
  return {
    noise,
    shape: shape.name,
    onDifferences: shape.onDifferences,
    effect,
    red: sums.red / gates,
    green: sums.green / gates,
    alarmed: sums.alarmed / gates,
    covered: sums.held / sums.intervals,
    blocks: sums.blocks / gates,
    rivals,
  };
}

/** Wall time of comparing results of 164 tasks, 10 blocks and 2 arms. */
function speed(count: number): Entry {
  const [base, head] = [largeResult(1), largeResult(2)];
  const thresholds = mergeThresholds();
  const seconds = Array.from({ length: count }, () => {
    const start = process.hrtime.bigint();
    compare(base, head, { thresholds });
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  return figureEntry(
    'verdicts/compare-time',
    '`compare` of 164 tasks × 10 blocks × 2 arms, median',
    median(seconds),
    's',
    { most: 2, unit: 's' },
    { seconds },
  );
}

/** The rule of a verdict, simulated through the product's own decision on block sums. */
export const bench: Bench = ({ quick, count, log }) => {
  const gates = count ?? (quick ? 100 : 2000);
  const cells: Cell[] = [];
  for (const noise of NOISE)
    for (const shape of SHAPES)
      for (const effect of EFFECTS) {
        cells.push(cell(shape, noise, effect, gates, cells.length + 1));
        log(line(cells.at(-1)!));
      }
  const rivals = RIVALS.map((rival, k) => {
    const red = (effect: number): number => {
      const of = cells.filter((c) => c.effect === effect && c.noise === 0.03 && !c.onDifferences);
      return of.reduce((all, c) => all + c.rivals[k]!, 0) / of.length;
    };
    return figureEntry(
      `verdicts/rival-${k + 1}`,
      `${rival.name}, re-implemented, ${rival.blocks} block(s), 3 % noise: red where +2 % is allowed`,
      red(0.02),
      '',
      null,
      { unchanged: red(0), atThreshold: red(THRESHOLD), twice: red(2 * THRESHOLD) },
    );
  });
  const [first, ...others] = goals(cells, gates);
  return Promise.resolve([
    { ...first!, details: { cells: cells.map(line) } },
    ...others,
    ...economy(cells, gates),
    ...rivals,
    speed(quick ? 2 : 5),
  ]);
};
