import { expect, test } from '@jest/globals';
import { buildDesign } from '../../../src/energy/attribution/design.ts';
import { layOutUnknowns } from '../../../src/energy/attribution/unknowns.ts';
import { activitiesOf, PHYSICS, updatesAt } from './support/updates.ts';

const TIMES = Array.from({ length: 12 }, (_, k) => 0.05 * k);
const ACTIVITIES = activitiesOf([
  { phase: 0, start: 0.06, end: 0.1 },
  { phase: 1, start: 0.1, end: 0.35 },
  { phase: 0, start: 0.12, end: 0.16 },
  { phase: 1, start: 0.4, end: 0.45 },
  { phase: 1, start: 9, end: 9.5 },
]);

const designOf = (kind: 'counter' | 'instant') =>
  buildDesign(
    updatesAt(
      kind,
      TIMES,
      TIMES.map(() => 0.005),
      0.05,
    ),
    ACTIVITIES,
    { response: 'instant', window: kind === 'counter' ? 'exact' : 'window' },
    PHYSICS,
  );

test.each(['counter', 'instant'] as const)(
  'unknowns of a %s stand in order of time, each reaching no further back than it shares a row',
  (kind) => {
    const design = designOf(kind);
    const { timed, timeAt, deviationAt, order, begin } = layOutUnknowns(design);
    expect(timed).toBe(kind === 'counter');
    expect(timeAt.length).toBe(timed ? 12 : 0);
    expect(deviationAt[4]).toBe(-1);
    expect([...order].sort()).toEqual([0, 1, 2, 3]);
    // Which rows each unknown stands in: an error of a time in its own and the next.
    const rows = new Map<number, [number, number]>();
    timeAt.forEach((at, k) => rows.set(at, [k, k + 1]));
    for (const i of order) rows.set(deviationAt[i]!, [design.first[i]!, design.last[i]!]);
    expect(rows.size).toBe(begin.length);
    const lasts = [...order].map((i) => design.last[i]!);
    expect(lasts).toEqual([...lasts].sort((a, b) => a - b));
    for (let r = 0; r < begin.length; r++) {
      const [first, last] = rows.get(r)!;
      const sharing = Array.from({ length: r + 1 }, (_, c) => c).filter((c) => {
        const [otherFirst, otherLast] = rows.get(c)!;
        return otherFirst <= last && otherLast >= first;
      });
      expect([r, begin[r]]).toEqual([r, sharing[0]]);
    }
  },
);
