import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowsOf, shardOf, shortShard, type HistoryRow } from '../../src/common/history-rows.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { historyRow } from '../support/history.ts';

const number = fc.option(fc.double({ min: 1e-6, max: 1e6, noNaN: true }).map((x) => Number(x.toPrecision(6))));
const value = fc.record({ value: number, lo: number, hi: number });
const row = fc
  .record({
    values: fc.dictionary(fc.constantFrom('a/plain', 'a/suppressed', 'b/both'), value),
    promoted: fc.boolean(),
    configuration: fc.string(),
    model: fc.option(fc.string()),
  })
  .map((over): HistoryRow => {
    const history = { measurement: 'm', key: 'k', joulesPerTask: { plain: 1 }, blockSpread: {} };
    return { ...historyRow(1), record: 'records/x.json', history, ...over };
  });
const { series } = historyRow(1);
/** The keys that any row has, of every row: what one lacks is unknown. */
const whole = (rows: readonly HistoryRow[]): HistoryRow[] => {
  const keys = [...new Set(rows.flatMap((r) => Object.keys(r.values)))];
  const none = { value: null, lo: null, hi: null };
  return rows.map((r) => ({ ...r, values: Object.fromEntries(keys.map((k) => [k, r.values[k] ?? none])) }));
};

describe('rows of the index', () => {
  it('come back from their columns as they were', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const { commits, metrics } = shardOf(series, rows);
        expect(schemaErrors('index', { schemaVersion: 1, shards: [commits, metrics] })).toEqual([]);
        const read = JSON.parse(JSON.stringify({ ...commits, metrics: metrics.metrics })) as typeof commits;
        expect(rowsOf(read)).toEqual(whole(rows));
      }),
    );
  });

  it('keep for the page only the metrics that it shows, without bounds, and nothing for look-ups', () => {
    const long = { ...historyRow(1), values: { a: { value: 1, lo: 0, hi: 2 }, b: { value: 3, lo: 3, hi: 3 } } };
    const short = shortShard(series, [long], ['b', 'c']);
    expect(schemaErrors('index', { schemaVersion: 1, shards: [short] })).toEqual([]);
    expect(short.metrics).toEqual({ b: { value: [3] } });
    expect(Object.keys(short.columns!)).not.toContain('record');
    expect(rowsOf(short)[0]!.values).toEqual({ b: { value: 3, lo: null, hi: null } });
  });

  it('are refused where a column or a metric is longer or shorter than the others', () => {
    const { commits, metrics } = shardOf(series, [historyRow(1), historyRow(2)]);
    const broken = { ...commits, metrics: { ...metrics.metrics, x: { value: [1] } } };
    expect(() => rowsOf(broken)).toThrow('2 and 1 entries');
    expect(() => rowsOf({ ...commits, columns: { ...commits.columns!, event: [] } })).toThrow('2 and 0 entries');
  });
});
