import { expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '../../src/analysis/compare.ts';
import { entryOf } from '../../src/analysis/history.ts';
import { readBaseline, updateBaseline } from '../../src/baseline/file.ts';
import { parseBaseline } from '../../src/config/baseline.ts';
import { assertRunResult, readComparison } from '../../src/common/schema.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';

const { html, markdown } = RENDERERS;

const LATER = { since: 2, list: [null], deep: { a: 'b' } };
/** Maps whose values are of one kind: a key there is a name, not an addition to the form. */
const MAPS = ['environment', 'completeTokens', 'stopStringTokens', 'babbleKinds', 'kinds', 'engine', 'sensor', 'files'];

/** A document of a later version: one more key in every object. */
function grown<T>(value: T, name = ''): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((v) => grown(v as unknown)) as T;
  const members = Object.entries(value).map(([k, v]) => [k, grown(v as unknown, k)] as const);
  return Object.fromEntries(MAPS.includes(name) ? members : [...members, ['laterKey', LATER]]) as T;
}

const block = { block: 0, arm: 'plain' as const, seconds: 1, phases: { prefill: { smClockMhz: 1, temperatureC: 2 } } };
const result = {
  ...fakeResult({
    decode: [10, 10.1, 9.9, 10],
    arms: ['plain', 'suppressed'],
    completeTokens: { tests: 40 },
    stopStringTokens: { codex: 80 },
  }),
  prompts: { digest: '1'.repeat(64) },
  idle: { beforeLoadWatts: 1, afterLoadWatts: null },
  blocks: [
    { ...block, smClockMhz: 1300, validity: { status: 'warning' as const, reasons: ['power-capped' as const] } },
  ],
};

test('a RunResult of a later version is read, compared as before, and stored whole', async () => {
  const later = grown(result);
  assertRunResult(later, 'r.json');
  const limits = { 'energy-per-task': { plain: { increase: 0.03 } } };
  const { head, base, ...rest } = compare(later, later, { thresholds: limits });
  const plain = compare(result, result, { thresholds: limits });
  expect(rest).toEqual(Object.fromEntries(Object.entries(plain).filter(([k]) => k !== 'head' && k !== 'base')));
  expect(head.workload).toHaveProperty('laterKey', LATER);
  expect(base!.subject).toHaveProperty('laterKey', LATER);

  const path = join(await temporaryFolder(), 'b.json');
  const spec = parseBaseline(`file:${path}`, '/');
  await updateBaseline(spec, later, entryOf(later), null, false);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(later);
  expect(await readBaseline(spec)).toEqual(later);
});

test('a Comparison of a later version is read whole, and renders what this version knows', async () => {
  const made = compare(result, result, {
    thresholds: { 'energy-per-task': { plain: { increase: 0.03 } } },
    co2e: { gPerKwh: 400, source: 'x' },
  });
  const later = grown(made);
  const path = join(await temporaryFolder(), 'c.json');
  await writeFile(path, JSON.stringify(later));
  const read = readComparison(JSON.parse(await readFile(path, 'utf8')), path);
  expect(read).toEqual(later);
  // The page shows subject, environment, meter and workload as they are; the rest is laid out as ever.
  const free = { base: made.base, head: made.head };
  expect(markdown({ ...read, ...free })).toBe(markdown(made));
  expect(html({ ...read, ...free })).toBe(html(made));
  expect(html(read)).toContain('laterKey.deep.a');
});

test.each([
  ['a RunResult', () => assertRunResult({ ...result, schemaVersion: 2 }, 'r.json')],
  ['a Comparison', () => readComparison({ ...compare(null, result, { thresholds: {} }), schemaVersion: 2 }, 'c.json')],
])('%s of another major version is refused', (_what, read) => {
  expect(read).toThrow(expect.objectContaining({ code: 'document-invalid' }));
});
