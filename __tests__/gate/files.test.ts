import { expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    [outcome.paths.result!, result],
    [outcome.paths.base!, base],
  ] as const) {
    const written: unknown = JSON.parse(await readFile(file, 'utf8'));
    assertRunResult(written, file);
    const emptied = JSON.stringify({ ...whole, textLeftOut: true }).replace(/"text":"[^"]*"/g, '"text":""');
    expect(written).toEqual(keepText ? whole : JSON.parse(emptied));
  }
  expect(outcome.result).toBe(result);
});

it('writes nothing of a comparison that does not hold to its schema', async () => {
  const result = fakeResult({ decode: [10, 10] });
  const comparison = compare(null, result, compareOptions(DEFAULT_COMPARING));
  const outDir = await temporaryFolder();
  const files = await claimGate(outDir);
  const broken = { ...comparison, verdict: 'perhaps' as never };
  const written = writeOutcome(files, 'id', { result, base: null, comparison: broken }, { keepText: true });
  await expect(written).rejects.toThrow(/the comparison just made/);
  expect(await readdir(outDir)).toEqual([]);
});

it('writes five files, or four without a base, under the names that others rely on', async () => {
  const result = fakeResult({ decode: [10, 10] });
  for (const base of [result, null]) {
    const outDir = await temporaryFolder();
    const comparison = compare(base, result, compareOptions(DEFAULT_COMPARING));
    const { paths } = await writeOutcome(
      await claimGate(outDir),
      'id',
      { result, base, comparison },
      { keepText: true },
    );
    const at = (name: string): string => join(outDir, name);
    expect(paths).toEqual({
      result: at('result.json'),
      base: base && at('base.json'),
      comparison: at('comparison.json'),
      comment: at('comment.md'),
      report: at('report.html'),
    });
    const names = Object.values(paths).filter((path) => path !== null);
    expect((await readdir(outDir)).map(at).sort()).toEqual(names.sort());
  }
});

it('lets go of an earlier base where there is none this time', async () => {
  const result = fakeResult({ decode: [10, 10] });
  const outDir = await temporaryFolder();
  await writeFile(join(outDir, 'base.json'), 'earlier');
  const files = await claimGate(outDir);
  expect(await readdir(outDir)).toEqual(['base.json.previous']);
  const comparison = compare(null, result, compareOptions(DEFAULT_COMPARING));
  await writeOutcome(files, 'id', { result, base: null, comparison }, { keepText: true });
  expect((await readdir(outDir)).filter((f) => f.startsWith('base'))).toEqual([]);
});
