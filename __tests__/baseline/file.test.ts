import { describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blocksNeeded, entryOf, spreadOf } from '../../src/analysis/history.ts';
import { readBaseline, readHistory, updateBaseline } from '../../src/baseline/file.ts';
import { parseBaseline } from '../../src/config/baseline.ts';
import { parseHistory } from '../../src/common/history.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';

const result = (measurement: string, level = 10): ReturnType<typeof fakeResult> =>
  fakeResult({ decode: [level, level * 1.01, level * 0.99, level], measurement });

describe('the baseline in a file', () => {
  it('is none at first, then what was stored, with the history that tells the spread', async () => {
    const folder = await temporaryFolder();
    const spec = parseBaseline(`file:${join(folder, 'sub', 'baseline.json')}`, '/');
    expect(await readBaseline(spec)).toBeNull();
    for (const [m, level] of [
      ['a', 10],
      ['b', 10.4],
      ['c', 9.8],
    ] as const) {
      const r = result(m, level);
      expect(spreadOf(await readHistory(spec), r)).toBeNull();
      await updateBaseline(spec, r, entryOf(r), null, false);
    }
    await updateBaseline(spec, result('c', 9.8), entryOf(result('c', 9.8)), null, false);
    expect((await readBaseline(spec))!.measurement).toBe('c');
    const history = await readHistory(spec);
    expect(history.map((e) => e.measurement)).toEqual(['a', 'b', 'c']);
    expect(spreadOf(history, result('d'))!.sd).toBeCloseTo(0.0276, 3);
    expect(spreadOf(history, { ...result('d'), workload: { name: 'x', digest: 'e'.repeat(64) } })).toBeNull();
    expect((await readdir(join(folder, 'sub'))).sort()).toEqual(['baseline.history.jsonl', 'baseline.json']);
  });

  it('refuses what regressed, unless it is meant, and what is invalid', async () => {
    const spec = parseBaseline(`file:${join(await temporaryFolder(), 'b.json')}`, '/');
    const r = result('a');
    await expect(updateBaseline(spec, r, entryOf(r), 'regressed', false)).rejects.toMatchObject({
      code: 'baseline-refused',
      fix: expect.stringContaining('--accept-regression'),
    });
    expect(await readBaseline(spec)).toBeNull();
    await updateBaseline(spec, r, entryOf(r), 'regressed', true);
    const broken = { ...r, validity: { status: 'invalid' as const, reasons: ['counter-reset' as const] } };
    await expect(updateBaseline(spec, broken, entryOf(broken), null, true)).rejects.toMatchObject({
      code: 'baseline-refused',
    });
    await expect(updateBaseline(parseBaseline('none', '/'), r, entryOf(r), null, false)).rejects.toMatchObject({
      code: 'baseline-refused',
    });
  });

  it('names an unreadable file, and another schema version', async () => {
    const path = join(await temporaryFolder(), 'b.json');
    const spec = parseBaseline(`file:${path}`, '/');
    await writeFile(path, '{ broken');
    await expect(readBaseline(spec)).rejects.toMatchObject({
      code: 'baseline-unreadable',
      message: expect.stringContaining('no JSON'),
    });
    await writeFile(path, JSON.stringify({ ...result('a'), schemaVersion: 7 }));
    await expect(readBaseline(spec)).rejects.toMatchObject({
      code: 'baseline-unreadable',
      message: expect.stringContaining('schema version 7'),
    });
    await writeFile(path, '{"schemaVersion":1}');
    await expect(readBaseline(spec)).rejects.toMatchObject({ code: 'baseline-unreadable' });
    expect(await readFile(path, 'utf8')).toBe('{"schemaVersion":1}');
  });

  it('reads past lines that are no entries', () => {
    expect(parseHistory('x\n{}\n\n{"measurement":"a","key":"k","joulesPerTask":{}}\n')).toHaveLength(1);
  });
});

describe('how many blocks a gate needs', () => {
  it('grows with the spread and has an end', () => {
    expect(blocksNeeded(0.001, null, 0.03)).toBe(4);
    const some = blocksNeeded(0.03, null, 0.03)!;
    expect(some).toBe(10);
    expect(blocksNeeded(0.06, null, 0.03)!).toBeGreaterThan(some);
    expect(blocksNeeded(0.001, { sd: 0.1, df: 2 }, 0.03)).toBeNull();
  });
});
