import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSamples, readSamples, samplesText } from '../../src/energy/samples-file.ts';
import { emptySeries } from '../../src/energy/series.ts';

test('what is written is read back to the digit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'joulegate-samples-'));
  const file = join(folder, 's.jsonl');
  const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), { nil: NaN });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1e12 }), value, value), { minLength: 1, maxLength: 30 }),
      (rows) => {
        const series = emptySeries('GPU-x', rows.length, 1e15);
        rows
          .sort((a, b) => a[0] - b[0])
          .forEach(([t, e, p], k) => {
            series.t[k] = t / 1e9;
            series.energyMj[k] = e;
            series.averageMw[k] = p;
          });
        writeFileSync(file, samplesText([series], { joulegate: 'samples', version: 1, meter: 'nvml' }));
        const back = readSamples(file);
        expect(back.header).toMatchObject({ meter: 'nvml' });
        expect([...back.series[0]!.energyMj]).toEqual([...series.energyMj].map((x) => x + 0));
        expect([...back.series[0]!.averageMw]).toEqual([...series.averageMw].map((x) => x + 0));
      },
    ),
  );
  rmSync(folder, { recursive: true });
});

test.each([
  ['', 'no samples', 1],
  ['nonsense', 'is no JSON object', 1],
  ['{"t_ns":1}\n{"t_ns":"2"}', 't_ns is no number', 2],
  ['{"t_ns":1,"energy_mj":"3"}', 'energy_mj is neither', 1],
  ['{"joulegate":"samples","version":9}', 'version 9', 1],
])('%j is samples-invalid with its line', (text, message, line) => {
  expect(() => parseSamples(text, 'f')).toThrow(
    expect.objectContaining({
      code: 'samples-invalid',
      message: expect.stringMatching(new RegExp(`line ${line}: .*${message}`)),
    }),
  );
});
