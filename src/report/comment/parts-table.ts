import type { Comparison, Why } from '../../common/generated/comparison.ts';
import { signedJoules } from '../format.ts';
import { partName } from '../why.ts';
import { hasChanged } from './parts.ts';

/** What adds less than this share of every arm's change has no row. */
const LEAST_SHARE = 0.01;

type PartId = Why['parts'][number]['part'];

const shareOf = (w: Why, part: PartId): number => {
  const joules = w.parts.find((p) => p.part === part)?.joules ?? 0;
  return w.head === w.base ? 0 : joules / (w.head - w.base);
};

/** Where the joules went: parts of the change as rows, arms as columns; none where nothing changed. */
export function partsTable(c: Comparison): { columns: string[]; rows: string[][] } | null {
  const whys = c.why.filter(hasChanged);
  if (whys.length === 0) return null;
  const ids = [...new Set(whys.flatMap((w) => w.parts.map((p) => p.part)))].filter((part) =>
    whys.some((w) => Math.abs(shareOf(w, part)) >= LEAST_SHARE),
  );
  const cell = (w: Why, part: PartId): string => {
    const joules = w.parts.find((p) => p.part === part)?.joules;
    if (!joules || Math.abs(shareOf(w, part)) < LEAST_SHARE) return '–';
    return `${signedJoules(joules)} (${Math.round(100 * shareOf(w, part))} %)`.replace('(-', '(−');
  };
  return {
    columns: ['J per task', ...whys.map((w) => w.arm)],
    rows: [
      ...ids.map((part) => [partName(part), ...whys.map((w) => cell(w, part))]),
      ['all', ...whys.map((w) => signedJoules(w.head - w.base))],
    ],
  };
}
