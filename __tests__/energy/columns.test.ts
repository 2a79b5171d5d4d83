import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { COLUMNS, FIELD, RECORD_BYTES, RECORD_LENGTH } from '../../src/energy/columns.ts';
import { parseSamples, samplesText } from '../../src/energy/samples-file.ts';
import { emptySeries, slice, toSeries } from '../../src/energy/series.ts';

/** A row of the sampler's file: channel, time, each column n its index above `base`. */
function row(channel: number, tNs: number, base: number): number[] {
  const values = new Array<number>(RECORD_LENGTH).fill(NaN);
  values[FIELD.channel] = channel;
  values[FIELD.t_ns] = tNs;
  COLUMNS.forEach((c, n) => (values[FIELD[c.name]] = base + n));
  return values;
}

function buffered(channel: number, tNs: number, mw: number): number[] {
  const values = new Array<number>(RECORD_LENGTH).fill(NaN);
  values[FIELD.channel] = channel;
  values[FIELD.t_ns] = tNs;
  values[FIELD.ring_mw] = mw;
  return values;
}

const ORIGIN = 5e9;
const ROWS = Float64Array.from([
  ...row(0, 5e9, 100),
  ...row(1, 5.001e9, 200),
  ...buffered(1, 4.9e9, 77),
  ...row(0, 5.5e9, 300),
  ...buffered(1, 5.2e9, 88),
]);

describe('records of the sampler', () => {
  const [first, second] = toSeries(ROWS, ['GPU-0', 'GPU-1'], ORIGIN);

  test('become a series per channel, each column in its place', () => {
    expect([first!.channel, second!.channel, first!.originNs]).toEqual(['GPU-0', 'GPU-1', ORIGIN]);
    expect([...first!.t]).toEqual([0, 0.5]);
    expect(second!.t[0]).toBeCloseTo(0.001, 12);
    COLUMNS.forEach((c, n) => {
      expect([...first![c.series]]).toEqual([100 + n, 300 + n]);
      expect([...second![c.series]]).toEqual([200 + n]);
    });
  });

  test('of a ring buffer are samples of their own, with the times of the driver', () => {
    expect([...second!.ringBuffer.mw]).toEqual([77, 88]);
    expect(second!.ringBuffer.t[0]).toBeCloseTo(-0.1, 12);
    expect(second!.ringBuffer.t[1]).toBeCloseTo(0.2, 12);
    expect(first!.ringBuffer.t.length).toBe(0);
  });

  test('have a place for each field, and eight bytes for it', () => {
    expect(new Set(Object.values(FIELD)).size).toBe(COLUMNS.length + 3);
    expect(Math.max(...Object.values(FIELD))).toBe(RECORD_LENGTH - 1);
    expect(RECORD_BYTES).toBe(8 * RECORD_LENGTH);
  });

  test('are cut by time, the end left out, in all columns and the ring buffer, without a copy', () => {
    const part = slice(first!, 0.1, 0.6);
    expect([...part.t]).toEqual([0.5]);
    for (const c of COLUMNS) {
      expect(part[c.series][0]).toBe(first![c.series][1]);
      expect(part[c.series].buffer).toBe(first![c.series].buffer);
    }
    expect(slice(first!, 0, 0.5).t.length).toBe(1);
    expect(slice(first!, 0, 0.5001).t.length).toBe(2);
    expect([...slice(second!, 0, 0.3).ringBuffer.mw]).toEqual([88]);
    expect([...slice(second!, -1, 0.2).ringBuffer.mw]).toEqual([77]);
  });
});

describe('a samples file', () => {
  const HEADER = { joulegate: 'samples', version: 1 } as const;
  const linesOf = (text: string) => text.trim().split('\n').slice(1);

  test('has the keys of the design in every line, those of the table where given, and a sampler’s own nowhere', () => {
    const series = emptySeries('GPU-1', 2, ORIGIN);
    series.t.set([0, 0.25]);
    series.energyMj[0] = 1234.5;
    for (const c of COLUMNS) series[c.series][1] = 7;
    expect(linesOf(samplesText([series], HEADER))).toEqual([
      '{"t_ns":5000000000,"energy_mj":1234.5,"instant_mw":null,"average_mw":null,"sm_clock_mhz":null,"temperature_c":null,"channel":"GPU-1"}',
      '{"t_ns":5250000000,"energy_mj":7,"instant_mw":7,"average_mw":7,"sm_clock_mhz":7,"temperature_c":7,"power_limit_mw":7,"throttle":7,"power_mode":7,"processes":7,"pid_sum":7,"missed":7,"channel":"GPU-1"}',
    ]);
  });

  test('brings every column that it holds back, and the ring buffer', () => {
    const series = toSeries(ROWS, ['GPU-0', 'GPU-1'], ORIGIN);
    const text = samplesText(series, HEADER);
    expect(linesOf(text)).toContain(
      '{"t_ns":5200000000,"energy_mj":null,"instant_mw":88,"average_mw":null,"sm_clock_mhz":null,"temperature_c":null,"sensor_t_ns":5200000000,"channel":"GPU-1"}',
    );
    const back = parseSamples(text, 'f').series;
    for (const s of series) {
      const again = back.find((b) => b.channel === s.channel)!;
      expect(again.t.length).toBe(s.t.length);
      for (const c of COLUMNS)
        expect([...again[c.series]]).toEqual(
          c.file === 'never' ? (s.t.length === 2 ? [NaN, NaN] : [NaN]) : [...s[c.series]],
        );
      expect([...again.ringBuffer.mw]).toEqual([...s.ringBuffer.mw]);
    }
  });

  test('its documented keys, units and presence are the table’s', () => {
    const docs = readFileSync(join(packageRoot, 'docs', 'measure.md'), 'utf8');
    const rows = docs.split('\n').filter((line) => /^\| `\w+` \| /.test(line) && line.split('|').length === 6);
    const presence = { always: 'yes', 'where-given': 'where given', never: null };
    const wanted = COLUMNS.filter((c) => presence[c.file] !== null).map(
      (c) => `| \`${c.name}\` | ${c.unit} | ${presence[c.file]} |`,
    );
    expect(rows.map((line) => line.split('|').slice(0, 4).join('|') + '|')).toEqual(wanted);
  });
});
