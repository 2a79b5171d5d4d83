import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { compare } from '../../src/analysis/compare.ts';
import { assertRunResult } from '../../src/common/schema.ts';
import { claimGate, writeOutcome } from '../../src/gate/files.ts';
import { compareOptions, DEFAULT_COMPARING } from '../../src/gate/options.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';

it.each([true, false])('with keepText %s both result files hold every answer, or none and say so', async (keepText) => {
  const base = fakeResult({ decode: [10, 10, 10, 10], arms: ['plain', 'suppressed'] });
  const result = fakeResult({ decode: [11, 11, 11, 11], arms: ['plain', 'suppressed'] });
  const comparison = compare(base, result, compareOptions(DEFAULT_COMPARING, { base, history: [] }));
  const files = await claimGate(await temporaryFolder());
  const outcome = await writeOutcome(files, 'id', { result, base, comparison }, { keepText });
  for (const [file, whole] of [
    [outcome.paths.result, result],
    [outcome.paths.base!, base],
  ] as const) {
    const written: unknown = JSON.parse(await readFile(file, 'utf8'));
    assertRunResult(written, file);
    const emptied = JSON.stringify({ ...whole, textLeftOut: true }).replace(/"text":"[^"]*"/g, '"text":""');
    expect(written).toEqual(keepText ? whole : JSON.parse(emptied));
  }
  expect(outcome.result).toBe(result);
});
