import type { BabbleSide, Comparison, RuleRow, Saving } from '../../common/generated/comparison.ts';
import { digits, quantity } from '../format.ts';
import { listed, name, type Text } from '../text.ts';

/** Below this share of the tokens a side does not babble. */
const BABBLES = 0.01;

const list = (names: readonly string[]): Text => listed(names.map((n) => [name(n)]));

/** A saving as what it is: a negative one is a cost. */
export const savingText = (x: number | null): string =>
  x === null ? '–' : x < 0 ? `costs ${quantity(-x, '1')}` : quantity(x, '1');

/** Rows with the same figures as one row of several names, in the order of the first. */
export function merged<T>(
  rows: readonly T[],
  figures: (row: T) => readonly string[],
): { rows: T[]; figures: readonly string[] }[] {
  const found = new Map<string, { rows: T[]; figures: readonly string[] }>();
  for (const row of rows) {
    const own = figures(row);
    const key = JSON.stringify(own);
    const group = found.get(key) ?? { rows: [], figures: own };
    group.rows.push(row);
    found.set(key, group);
  }
  return [...found.values()];
}

/** What suppression saves against each preset of stop strings; equal ones as one row. */
export const savingRows = (c: Comparison): Text[][] =>
  merged<Saving>(
    (c.savings ?? []).filter((s) => s.against !== 'plain'),
    (s) => [...(c.base ? [savingText(s.base)] : []), savingText(s.head)],
  ).map((g) => [['stop strings ', ...list(g.rows.map((r) => r.against))], ...g.figures.map((f): Text => [f])]);

/** Rules as one row of what they come to; `stops`: any of them would have ended an answer. */
interface RuleLine {
  cells: Text[];
  stops: boolean;
}

/** Where each rule would have ended the plain answers of head, and what that would save; equal ones as one row. */
export const ruleLines = (c: Comparison): RuleLine[] =>
  merged<RuleRow>(c.rules ?? [], (r) => [
    digits(r.head.tokensPerTask),
    quantity(r.head.stoppedShare, '1'),
    savingText(r.head.saving),
  ]).map((g) => ({
    cells: [list(g.rows.map((r) => r.rule)), ...g.figures.map((f): Text => [f])],
    stops: g.rows.some((r) => r.head.stoppedShare > 0),
  }));

const babbles = (c: Comparison, side: 'base' | 'head'): boolean => {
  const told: BabbleSide | null | undefined = c.babble?.find((b) => b.arm === 'plain')?.[side];
  const tokens = c.metrics.find((m) => m.id === 'output-tokens' && m.arm === 'plain')?.[side];
  return told != null && tokens != null && tokens > 0 && told.tokensPerTask / tokens >= BABBLES;
};

/** What suppression saves, or costs where there was nothing to suppress; empty where it is not known. */
export function suppressionText(c: Comparison): string {
  const saving = c.savings?.find((s) => s.against === 'plain');
  if (!saving) return '';
  const side = (name: 'base' | 'head'): string => {
    const x = saving[name];
    if (x === null) return '';
    if (x >= 0) return `${name}: suppression saves ${quantity(x, '1')} of energy per task`;
    const cost = quantity(-x, '1');
    return babbles(c, name)
      ? `${name}: suppression costs ${cost} of energy per task`
      : `${name}: the checks cost ${cost} of energy per task, where nothing babbles`;
  };
  return [...(c.base ? [side('base')] : []), side('head')].filter((t) => t !== '').join('; ');
}
