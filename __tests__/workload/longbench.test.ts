import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256 } from '../../src/common/hash.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import { jsonl, sourceRows } from '../support/longbench.ts';
import { serve, type LocalServer } from '../support/server.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { zipOf } from '../support/zip-writer.ts';

const ROWS = { lcc: sourceRows('lcc', 14), repobench: sourceRows('repobench-p', 13) };
const archive = (lcc = jsonl(ROWS.lcc)): Buffer =>
  zipOf(
    { name: 'data/', content: Buffer.alloc(0) },
    { name: 'data/narrativeqa.jsonl', content: Buffer.from('{}\n') },
    { name: 'data/lcc.jsonl', content: Buffer.from(lcc) },
    { name: 'data/repobench-p.jsonl', content: Buffer.from(jsonl(ROWS.repobench)) },
  );
const cu = { name: 'longbench-cu' as const, path: null, tasks: null };

describe("LongBench's code tasks from a file", () => {
  let folder: string;
  beforeEach(async () => void (folder = await temporaryFolder()));
  const load = async (data: string | Buffer, more: object = {}) => {
    const path = join(folder, 'given');
    await writeFile(path, data);
    return await loadWorkload({ ...cu, path, ...more });
  };

  test("a JSONL file is asked whole, in LongBench's own words; texts, scored by their first line of code", async () => {
    const [lcc, repobench] = [ROWS.lcc[0]!, ROWS.repobench[0]!];
    const rows = jsonl([lcc, repobench]);
    const workload = await load(rows);
    expect(workload).toMatchObject({ name: 'longbench-cu', score: 'code-similarity', cutsPrompts: true });
    expect(workload.tasks).toEqual([
      expect.objectContaining({
        kind: 'text',
        id: 'lcc-0',
        prompt: `Please complete the code given below. \n${lcc.context}Next line of code:\n`,
        references: lcc.answers,
        sha256: sha256(JSON.stringify(lcc)),
      }),
      expect.objectContaining({
        prompt: `Please complete the code given below. \n${repobench.context}${repobench.input}Next line of code:\n`,
      }),
    ]);
    // A chat model gets the task's text and nothing of ours around it.
    expect(workload.form!.chat).toEqual({ template: '{prompt}', answerPrefix: '' });
    expect((await load(gzipSync(rows))).digest).toBe(workload.digest);
    expect((await load(rows, { name: 'longbench-cu-long' })).digest).toBe(workload.digest);
    expect((await load(jsonl([repobench, lcc]))).digest).not.toBe(workload.digest);
  });

  test("of LongBench's archive a name stands for the first 12 of both, and officially for all; ids pick from all", async () => {
    const said: string[] = [];
    const some = await load(archive(), { onProgress: (line: string) => said.push(line) });
    expect(some.tasks.map((t) => t.id)).toEqual(
      ['lcc', 'repobench-p'].flatMap((set) => Array.from({ length: 12 }, (_, n) => `${set}-${n}`)),
    );
    expect(said).toEqual(["longbench-cu: 24 of 27 tasks of LongBench's code"]);
    expect((await load(archive(), { official: true })).tasks).toHaveLength(27);
    const picked = await load(archive(), { tasks: ['repobench-p-12', 'lcc-13'] });
    expect(picked.tasks.map((t) => t.id)).toEqual(['lcc-13', 'repobench-p-12']);
    await expect(load(archive(), { tasks: ['lcc-14'] })).rejects.toMatchObject({ code: 'task-unknown' });
  });

  test.each([
    [
      'an archive without one of the files',
      zipOf({ name: 'lcc.jsonl', content: Buffer.from(jsonl(ROWS.lcc)) }),
      'it holds no repobench-p.jsonl',
    ],
    ['a damaged archive', archive().subarray(0, 400), ''],
    ['an archive whose row is none', archive('{}\n'), 'line 1 of lcc.jsonl of'],
    ['an empty file', '', 'no task in it'],
    ['HumanEval', '{"task_id":"a","prompt":"b","entry_point":"c","test":"d"}\n', 'line 1 of'],
    ['a row of another data set', jsonl([{ ...ROWS.lcc[0], dataset: 'narrativeqa' }]), 'is of data set "narrativeqa"'],
    ['an id twice', jsonl([ROWS.lcc[0], ROWS.lcc[0]]), 'of an earlier task'],
  ])('%s is refused by name', async (_, data, message) => {
    await expect(load(data)).rejects.toMatchObject({
      code: 'workload-unreadable',
      message: expect.stringContaining(message),
    });
  });

  test('a file that is not there is refused by name', async () => {
    await expect(loadWorkload({ ...cu, path: join(folder, 'gone') })).rejects.toMatchObject({
      code: 'workload-unreadable',
      fix: 'check workload.path',
    });
  });
});

describe("LongBench's data, downloaded", () => {
  let server: LocalServer;
  let cache: string;
  let data: Buffer;
  beforeEach(async () => {
    cache = await temporaryFolder();
    data = archive();
    server = await serve((_q, r) => r.end(data));
    process.env['JOULEGATE_CACHE'] = cache;
    process.env['JOULEGATE_LONGBENCH_URL'] = `${server.url}/data.zip`;
  });
  afterEach(async () => {
    await server.close();
    delete process.env['JOULEGATE_CACHE'];
    delete process.env['JOULEGATE_LONGBENCH_URL'];
  });
  const lock = (): string => join(cache, 'longbench.lock.json');
  const zip = (): string => join(cache, 'longbench-data.zip');

  test('is fetched once; its SHA-256 is recorded on first use', async () => {
    const said: string[] = [];
    const first = await loadWorkload({ ...cu, onProgress: (line) => void said.push(line) });
    expect(first.tasks).toHaveLength(24);
    expect(JSON.parse(await readFile(lock(), 'utf8'))).toEqual({
      url: `${server.url}/data.zip`,
      sha256: sha256(data),
    });
    expect(said.join('\n')).toContain(`recorded the SHA-256 of LongBench's data in ${lock()}: ${sha256(data)}`);
    expect((await loadWorkload({ ...cu, name: 'longbench-cu-long' })).digest).toBe(first.digest);
    expect(server.requests).toHaveLength(1);
  });

  test('is held to that: other bytes at the address are refused, and leave nothing', async () => {
    const before = await loadWorkload(cu);
    data = archive(jsonl(ROWS.lcc.slice(1)));
    await rm(zip());
    await expect(loadWorkload(cu)).rejects.toMatchObject({
      code: 'workload-hash-mismatch',
      message: expect.stringContaining(sha256(data)),
    });
    expect(existsSync(zip())).toBe(false);
    // The same bytes again are taken, and a copy that was changed on disk is not.
    data = archive();
    expect((await loadWorkload(cu)).digest).toBe(before.digest);
    await writeFile(zip(), archive(jsonl(ROWS.lcc.slice(1))));
    expect((await loadWorkload(cu)).digest).toBe(before.digest);
    expect(server.requests).toHaveLength(4);
  });

  test('a lock file that says nothing holds nothing, and is refused', async () => {
    await writeFile(lock(), '{"sha256": "abc"}');
    await expect(loadWorkload(cu)).rejects.toMatchObject({
      code: 'workload-hash-mismatch',
      message: expect.stringContaining(lock()),
    });
    expect(server.requests).toEqual([]);
  });

  test('without a network it says what to do', async () => {
    process.env['JOULEGATE_LONGBENCH_URL'] = 'http://127.0.0.1:9/data.zip';
    await expect(loadWorkload(cu)).rejects.toMatchObject({
      code: 'download-failed',
      fix: expect.stringContaining('workload.path'),
    });
    expect(existsSync(lock())).toBe(false);
  });
});
