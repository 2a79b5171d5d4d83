import { describe, expect, it } from '@jest/globals';
import { expiredMonths, recordPath } from '../../src/baseline/branch/layout.ts';
import { entry } from './support/entries.ts';

describe('where a record stands', () => {
  const { record } = entry(1);
  it('is a name of its own for each commit, run, attempt, series, configuration and measurement', () => {
    const of = (over: Partial<typeof record>, series = 's', measurement = 'm'): string =>
      recordPath({ ...record, ...over }, series, measurement);
    const paths = [
      of({}),
      of({ commit: 'f'.repeat(40) }),
      of({ run: { id: '2', attempt: 1 } }),
      of({ run: { id: '1', attempt: 2 } }),
      of({ configuration: 'other.yml' }),
      of({}, 't'),
      of({}, 's', 'n'),
    ];
    expect(new Set(paths).size).toBe(paths.length);
    expect(of({})).toBe(of({ verdict: 'regressed', promoted: false }));
  });

  it('is never outside of its folder, whatever the run is called', () => {
    const path = recordPath({ ...record, run: { id: '../../x y\n', attempt: 1 } }, 's', 'm');
    expect(path).toMatch(/^records\/2026-10\/[A-Za-z0-9_.-]+\.json$/);
    expect(path).not.toContain('..');
  });
});

describe('months whose records go', () => {
  it.each([
    ['2026-11-01T00:00:00.000Z', ['2025-11']],
    ['2026-11-30T23:59:59.999Z', ['2025-11']],
    ['2026-12-01T00:00:00.000Z', ['2025-11', '2025-12']],
    ['2027-01-01T00:00:00.000Z', ['2025-11', '2025-12', '2026-01']],
  ])('are at %s those before the last twelve', (time, gone) => {
    expect(expiredMonths(['2025-11', '2025-12', '2026-01', '2026-11', 'other', '2025-1'], time)).toEqual(gone);
  });
});
