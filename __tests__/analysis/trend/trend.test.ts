import { describe, expect, it } from '@jest/globals';
import { trendOf } from '../../../src/analysis/trend/index.ts';
import { metricValues } from '../../../src/analysis/trend/values.ts';
import type { HistoryRow } from '../../../src/common/history-rows.ts';
import { schemaErrors } from '../../../src/common/schema.ts';
import { TREND_RULES } from '../../../src/common/trend-rules.ts';
import { fakeResult } from '../../support/results.ts';
import { historyRow as row } from '../../support/history.ts';

const of = (rows: readonly HistoryRow[], most?: number) =>
  trendOf(rows, { threshold: 0.03, rules: TREND_RULES, ...(most === undefined ? {} : { most }) });
const KEY = 'energy-per-task/plain';

describe("a result's values", () => {
  it('are ratios of sums, with the interval of Student over blocks, by metric and arm', () => {
    const values = metricValues(
      fakeResult({ decode: [9, 10, 11], arms: ['plain', 'suppressed'], suppressed: 0.5 }),
      0.025,
    );
    // Blocks of 10, 11 and 12 J: the mean 11, ± 4.303 · sd(ln) ÷ √3.
    expect(values[KEY]!.value).toBeCloseTo(11, 12);
    const sd = Math.sqrt(
      [10, 11, 12].map(Math.log).reduce((all, x, _i, l) => all + (x - (l[0]! + l[1]! + l[2]!) / 3) ** 2, 0) / 2,
    );
    expect(values[KEY]!.hi).toBeCloseTo(11 * Math.exp((4.30265 * sd) / Math.sqrt(3)), 4);
    expect(values[KEY]!.lo! * values[KEY]!.hi!).toBeCloseTo(121, 4);
    expect(values['suppression-saving/both']!.value).toBeCloseTo(1 - 6 / 11, 12);
    expect(values['output-tokens/plain']).toEqual({ value: 100, lo: 100, hi: 100 });
  });

  it('have no interval of one block, and no value where joules are not resolvable', () => {
    const one = fakeResult({ decode: [10] });
    expect(metricValues(one, 0.025)[KEY]).toEqual({ value: 11, lo: null, hi: null });
    one.arms.plain!.tasks[0]!.repeats[0]!.phases.decode.netJoules = null;
    expect(metricValues(one, 0.025)[KEY]).toEqual({ value: null, lo: null, hi: null });
  });
});

describe('a trend', () => {
  it('fits its schema, oldest row first, each value with its change by the scale of its metric', () => {
    const trend = of([
      row(2, { values: { [KEY]: 11, 'pass-at-1/plain': 0.5 } }),
      row(1, { values: { [KEY]: 10, 'pass-at-1/plain': 0.75 } }),
    ]);
    expect(schemaErrors('trend', trend)).toEqual([]);
    const [first, second] = trend.lines[0]!.rows;
    expect(first!.values[KEY]!.change).toBeNull();
    expect(second!.values[KEY]!.change).toBeCloseTo(0.1, 12);
    expect(second!.values['pass-at-1/plain']!.change).toBeCloseTo(-0.25, 12);
  });

  it('passes over invalid rows and unknown values for a change', () => {
    const rows = [
      row(1),
      row(2, { verdict: 'invalid', values: { [KEY]: 99 } }),
      row(3, { values: { [KEY]: null } }),
      row(4, { values: { [KEY]: 12 } }),
    ];
    const changes = of(rows).lines[0]!.rows.map((r) => r.values[KEY]!.change);
    expect(changes.map((c) => (c === null ? null : Number(c.toFixed(6))))).toEqual([null, 8.9, null, 0.2]);
  });

  it('marks what changed of machine and model between rows, and compares no value across it', () => {
    const trend = of([
      row(1, { driver: '550' }),
      row(2, { driver: '560', model: 'other' }),
      row(3, { driver: '560', model: 'other' }),
    ]);
    const [line] = trend.lines;
    expect(line!.environments.map((e) => e.fields['driver'])).toEqual(['550', '560']);
    expect(line!.rows.map((r) => r.marks)).toEqual([
      [],
      [
        { field: 'driver', from: '550', to: '560' },
        { field: 'model', from: 'm', to: 'other' },
      ],
      [],
    ]);
    expect(line!.rows.map((r) => r.values[KEY]!.change)).toEqual([null, null, 0]);
  });

  it('parts configurations, and machines whose rows alternate', () => {
    const rows = [
      row(1, { driver: 'a' }),
      row(2, { driver: 'b' }),
      row(3, { driver: 'a' }),
      row(4, { driver: 'b' }),
      row(5, { configuration: 'other.yml', driver: 'a' }),
      // A third comes after all of the first: it takes its place.
      row(6, { driver: 'c' }),
    ];
    const lines = of(rows).lines.map((l) => [
      l.configuration,
      l.rows.map((r) => l.environments[r.environment]!.fields['driver']),
    ]);
    expect(lines).toEqual([
      ['joulegate.yml', ['a', 'a', 'c']],
      ['other.yml', ['a']],
      ['joulegate.yml', ['b', 'b']],
    ]);
  });

  it('tells the newest rows, and looks at all', () => {
    const rows = Array.from({ length: 40 }, (_x, n) =>
      row(n, { values: { [KEY]: n < 20 ? 10 + (n % 3) / 100 : 12 + (n % 3) / 100 } }),
    );
    const [line] = of(rows, 5).lines;
    expect(line!.rows).toHaveLength(5);
    expect(line!.rows[0]!.values[KEY]!.change).not.toBeNull();
    expect(line!.findings).toEqual([
      expect.objectContaining({
        code: 'change-point',
        metric: 'energy-per-task',
        arm: 'plain',
        to: row(20).commit,
        from: row(19).commit,
      }),
    ]);
    expect(line!.findings[0]!.change).toBeCloseTo(0.1998, 3);
  });

  it('names slow creep, and leaves out what a start by hand measured and what is invalid', () => {
    const rising = Array.from({ length: 12 }, (_x, n) => row(n, { values: { [KEY]: 10 * 1.01 ** n } }));
    const found = of(rising).lines[0]!.findings.find((f) => f.code === 'creep')!;
    expect(found).toMatchObject({ from: row(0).commit, to: row(11).commit, arm: 'plain' });
    expect(found.change).toBeCloseTo(1.01 ** 11 - 1, 6);
    for (const over of [{ event: 'workflow_dispatch' }, { verdict: 'invalid' as const }])
      expect(of(rising.map((r) => ({ ...r, ...over }))).lines[0]!.findings).toEqual([]);
  });

  it('never looks across a change of the machine', () => {
    const rows = Array.from({ length: 40 }, (_x, n) =>
      row(n, { driver: n < 20 ? 'a' : 'b', values: { [KEY]: n < 20 ? 10 : 20 } }),
    );
    expect(of(rows).lines[0]!.findings).toEqual([]);
  });
});
