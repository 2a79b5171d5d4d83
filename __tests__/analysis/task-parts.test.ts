import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../src/analysis/compare.ts';
import { taskRows } from '../../src/analysis/tasks.ts';
import { withTaskParts } from '../../src/analysis/why/task-parts.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { view } from '../../src/report/view.ts';
import { answers, result } from './support/cases.ts';

/** Tasks whose decode took so many joules. */
const tasks = (joules: readonly number[]): RunResult =>
  answers(result({ decode: [1, 1], tasks: joules.length }), (r, i) => ({
    phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: joules[i]! } },
  }));

describe('what each task adds to the change of J/task', () => {
  test('the tasks of an arm sum to its change', () => {
    const some = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(some, some, (b, h) => {
        const c = compare(tasks(b), tasks(h), { thresholds: {} });
        const sum = c.tasks.reduce((all, t) => all + t.changeJoules!, 0);
        expect(sum).toBeCloseTo(c.why[0]!.head - c.why[0]!.base, 9);
      }),
    );
  });

  test('at equal rates it is what the tokens cost', () => {
    const priced = { plain: new Map([['practice/0', { base: 1, head: 3 }]]) };
    const rows = withTaskParts(taskRows(tasks([2, 2]), tasks([5, 4])), priced);
    expect(rows.map((r) => r.changeJoules)).toEqual([2, 1]);
  });

  test('is unknown where joules are, and there is none without a base', () => {
    const dark = answers(tasks([5, 4]), (r, i) =>
      i === 0 ? { phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } } } : {},
    );
    expect(withTaskParts(taskRows(tasks([2, 2]), dark)).map((r) => r.changeJoules)).toEqual([null, 1]);
    expect(withTaskParts(taskRows(null, dark))[0]).not.toHaveProperty('changeJoules');
  });

  test('a report has the tasks first that moved the energy most, whichever way', () => {
    const c = compare(tasks([9, 9, 9]), tasks([10, 1, 13]), { thresholds: {} });
    expect(view(c).tasks.map((t) => [t.id, t.change])).toEqual([
      ['practice/1', '−2.67 J'],
      ['practice/2', '+1.33 J'],
      ['practice/0', '+333 mJ'],
    ]);
  });
});
