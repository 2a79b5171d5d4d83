import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Journal } from '../../src/experiment/journal.ts';
import { differingParts, parseJournal, wholeBlocks, type JournalLine } from '../../src/experiment/journal-line.ts';
import { Session } from '../../src/experiment/session.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';
import { scriptedBench, scriptedSubject } from './support/scripted-session.ts';

let path: string;
beforeEach(async () => {
  path = join(await temporaryFolder(), 'journal.jsonl');
});

/** Measures so many blocks of base and head and leaves the journal behind, as a kill would; returns the results. */
async function measured(blocks: number, resume: boolean, said: string[] = [], temperature = 0) {
  const bench = scriptedBench({ onProgress: (line) => void said.push(line) });
  const subject = (name: string, place: number) =>
    scriptedSubject(bench, name, place, new ScriptedEngine((p) => `${p} Paris`), { sampling: { temperature } });
  const journal = await Journal.open(path, bench.onProgress, { resume });
  const subjects = [await subject('base', 0), await subject('head', 1)];
  const session = await Session.begin(bench, subjects, journal);
  const found = session.blocks;
  while (session.blocks < blocks) await session.runBlock();
  return { found, results: session.results(), said };
}
const text = async (): Promise<string> => await readFile(path, 'utf8');

describe('a journal', () => {
  test('gives back exactly the blocks that are whole, whose joules stay as they were', async () => {
    const first = await measured(3, false);
    const lines = (await text()).split('\n').slice(0, -1);
    expect(lines).toHaveLength(6);
    // The third block has lost its second pass, and half of a line stands there.
    await writeFile(path, `${lines.slice(0, 5).join('\n')}\n${lines[5]!.slice(0, 100)}`);
    const again = await measured(3, true);
    expect(again.found).toBe(2);
    expect((await text()).split('\n').slice(0, 4)).toEqual(lines.slice(0, 4));
    for (const [i, result] of again.results.entries()) {
      const before = first.results[i]!;
      expect(result.measurement).toBe(before.measurement);
      expect(result.blocks!.slice(0, 2)).toEqual(before.blocks!.slice(0, 2));
      const upTo2 = (r: typeof result) => r.arms.plain!.tasks.map((t) => t.repeats.filter((x) => x.block < 2));
      expect(upTo2(result)).toEqual(upTo2(before));
      expect(result.arms.plain!.tasks.map((t) => t.repeats.length)).toEqual([3, 3]);
    }
    // What was continued can be continued again.
    expect((await measured(3, true)).found).toBe(3);
  });

  test('of another subject is moved aside, and what differs is named', async () => {
    await measured(1, false);
    const before = await text();
    const { found, said } = await measured(1, true, [], 0.5);
    expect(found).toBe(0);
    expect(said).toContain(`the run in ${path} cannot be continued: base, head differ`);
    const names = await readdir(join(path, '..'));
    const aside = names.find((n) => n !== 'journal.jsonl')!;
    expect(await readFile(join(path, '..', aside), 'utf8')).toBe(before);
    expect(parseJournal(await text())).toHaveLength(2);
  });

  test('that holds passes of several runs is moved aside', async () => {
    await measured(1, false);
    const one = await text();
    await writeFile(path, one + one.replaceAll(/"measurement":"[^"]+"/g, '"measurement":"another"'));
    const { found, said } = await measured(1, true);
    expect(found).toBe(0);
    expect(said).toContain(`the run in ${path} cannot be continued: it holds passes of several runs`);
  });

  test('without a whole block begins anew under the id that it had', async () => {
    await measured(1, false);
    const lines = parseJournal(await text());
    await writeFile(path, `${JSON.stringify(lines[0])}\n`);
    const { found, results } = await measured(1, true);
    expect(found).toBe(0);
    expect(results[0]!.measurement).toBe(lines[0]!.measurement);
    expect(parseJournal(await text())).toHaveLength(2);
  });
});

describe('what a journal holds', () => {
  test('is read up to where it is cut, at every byte, and never throws', async () => {
    await measured(2, false);
    const bytes = Buffer.from(await text());
    const ends = [...bytes.entries()].flatMap(([i, b]) => (b === 0x0a ? [i + 1] : []));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length }), (cut) => {
        const lines = parseJournal(bytes.subarray(0, cut).toString('utf8'));
        expect(lines).toHaveLength(ends.filter((end) => end <= cut).length);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseJournal(`${JSON.stringify(value)}\n`)).toEqual([]);
      }),
    );
  });

  test.each([
    ['measurement', 1],
    ['digests', { head: 1 }],
    ['pass', { block: -1, subject: 'head', arm: 'plain' }],
    ['pass', { block: 0, subject: 'head', arm: 'both' }],
    ['reading', null],
    ['grossJoules', null],
    ['answers', [{}]],
  ])('a line with a wrong %s ends it: %j', async (key, value) => {
    await measured(1, false);
    const [first, second] = (await text()).split('\n') as [string, string];
    const wrong = JSON.stringify({ ...(JSON.parse(first) as object), [key]: value });
    expect(parseJournal(`${first}\n${wrong}\n${second}\n`)).toHaveLength(1);
  });

  const line = (block: number, subject: string): JournalLine => ({
    measurement: 'm',
    digests: {},
    pass: { block, subject, arm: 'plain' },
    reading: { block, arm: 'plain', seconds: 1 },
    sensor: {},
    grossJoules: 0,
    answers: [],
  });
  const cells = [
    { subject: 'base', arm: 'plain' as const },
    { subject: 'head', arm: 'plain' as const },
  ];
  const names = (lines: JournalLine[]) => wholeBlocks(lines, cells).map((b) => b.map((l) => l.pass.subject));

  test('counts by whole blocks from the first on', () => {
    expect(names([])).toEqual([]);
    expect(names([line(0, 'base')])).toEqual([]);
    expect(names([line(0, 'base'), line(0, 'head')])).toEqual([['base', 'head']]);
    expect(names([line(0, 'base'), line(0, 'base')])).toEqual([]);
    expect(names([line(0, 'base'), line(0, 'head'), line(0, 'head')])).toEqual([]);
    expect(names([line(1, 'head'), line(1, 'base')])).toEqual([]);
    expect(names([line(0, 'base'), line(0, 'head'), line(1, 'head'), line(2, 'base'), line(2, 'head')])).toHaveLength(
      1,
    );
  });

  test('differs by parts, also by one that only one side has', () => {
    expect(differingParts({ a: '1', b: '2' }, { a: '1', b: '2' })).toEqual([]);
    expect(differingParts({ a: '1', b: '2' }, { a: '1', b: '3', c: '4' })).toEqual(['b', 'c']);
    expect(differingParts({ a: '1' }, {})).toEqual(['a']);
  });
});
