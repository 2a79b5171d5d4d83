import { figureEntry, type Entry } from '../support/entry.ts';
import { fixedBlocks } from './fixed.ts';
import { THRESHOLD } from './gate.ts';
import { SHAPES } from './noise.ts';

/** Shares of the gates of one cell, and the mean blocks a side. */
export interface Cell {
  noise: number;
  shape: string;
  onDifferences: boolean;
  effect: number;
  red: number;
  green: number;
  alarmed: number;
  covered: number;
  blocks: number;
  rivals: number[];
}

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
/** A cell in words. */
export const line = (c: Cell): string =>
  `${percent(c.noise)} ${c.shape}, ${percent(c.effect)}: red ${percent(c.red)}, green ${percent(c.green)}, alarm ${percent(c.alarmed)}, blocks ${c.blocks.toFixed(1)}, covered ${percent(c.covered)}; rivals red ${c.rivals.map(percent).join(' / ')}`;

/** What the cells show, beside its goal. */
export function goals(cells: readonly Cell[], gates: number): Entry[] {
  const at = (effect: number, more: (c: Cell) => boolean = () => true): Cell[] =>
    cells.filter((c) => c.effect === effect && more(c));
  const plain = (c: Cell): boolean => !c.onDifferences;
  const worst = (of: readonly Cell[], value: (c: Cell) => number): number => Math.max(...of.map(value));
  const least = (of: readonly Cell[], value: (c: Cell) => number): number => Math.min(...of.map(value));
  const mean = (of: readonly Cell[], value: (c: Cell) => number): number =>
    of.reduce((all, c) => all + value(c), 0) / of.length;
  const entry = (name: string, compared: string, value: number, goal: Parameters<typeof figureEntry>[4]): Entry =>
    figureEntry(`verdicts/${name}`, `${compared} (${gates} gates a cell)`, value, '', goal);
  return [
    entry(
      'false-alarms',
      'an unchanged subject is red: worst cell',
      worst(at(0), (c) => c.red),
      { most: 0.01 },
    ),
    entry(
      'at-threshold',
      'red at exactly the threshold: all cells',
      mean(at(THRESHOLD), (c) => c.red),
      { most: 0.06 },
    ),
    entry(
      'at-threshold-worst',
      'red at exactly the threshold: worst cell',
      worst(at(THRESHOLD), (c) => c.red),
      {
        most: 0.075,
      },
    ),
    entry(
      'green',
      'an unchanged subject passes: worst cell whose noise leaves the differences alone',
      least(at(0, plain), (c) => c.green),
      { least: 0.99 },
    ),
    entry(
      'power-3',
      'twice the threshold is red, 3 % noise: worst such cell',
      least(
        at(2 * THRESHOLD, (c) => plain(c) && c.noise === 0.03),
        (c) => c.red,
      ),
      { least: 0.88 },
    ),
    entry(
      'power-1',
      'twice the threshold is red, noise of 1 % or less: worst such cell',
      least(
        at(2 * THRESHOLD, (c) => plain(c) && c.noise < 0.03),
        (c) => c.red,
      ),
      { least: 0.99 },
    ),
    entry(
      'never-green',
      '1.67 × the threshold passes: worst cell',
      worst(at((5 / 3) * THRESHOLD), (c) => c.green),
      null,
    ),
    entry(
      'allowed',
      '+2 %, which is allowed, is red: worst cell',
      worst(at(0.02), (c) => c.red),
      null,
    ),
    entry(
      'coverage',
      'repeated intervals at the end hold the truth: worst cell whose noise leaves the differences alone',
      least(cells.filter(plain), (c) => c.covered),
      { least: 0.95 },
    ),
  ];
}

/** Mean blocks beside those of a design that looks once and finds as much. */
export function economy(cells: readonly Cell[], gates: number): Entry[] {
  const normal = SHAPES[0]!;
  const of = (effect: number): Cell =>
    cells.find((c) => c.shape === normal.name && c.noise === 0.03 && c.effect === effect)!;
  const [same, twice] = [of(0), of(2 * THRESHOLD)];
  const fixed = fixedBlocks(normal, 0.03, 2 * THRESHOLD, twice.red, 5 * gates);
  const entry = (name: string, what: string, blocks: number, most: number | null): Entry => ({
    ...figureEntry(
      `verdicts/${name}`,
      `${what}, 3 % noise: mean blocks over the ${fixed} of one look of equal power`,
      blocks / fixed,
      '',
      most === null ? null : { most },
    ),
    details: { blocks, fixed, power: twice.red },
  });
  return [
    entry('blocks-unchanged', 'unchanged', same.blocks, 0.5),
    entry('blocks-twice', 'twice the threshold, until an arm is red', twice.blocks, 0.8),
  ];
}
