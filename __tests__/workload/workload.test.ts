import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { JouleGateError } from '../../src/common/errors.ts';
import { download } from '../../src/common/download.ts';
import { sha256 } from '../../src/common/hash.ts';
import { loadWorkload, workloadDigest } from '../../src/workload/load.ts';
import { WORKLOAD_NAMES, workloadName } from '../../src/workload/names.ts';
import { parseTasks } from '../../src/workload/code/read.ts';
import { describeWith, sharedFiles } from '../support/shared.ts';
import { serve, type LocalServer } from '../support/server.ts';
import { temporaryFolder } from '../support/tmp.ts';

const line = (id: string): string =>
  JSON.stringify({
    task_id: id,
    prompt: 'def f():\n',
    entry_point: 'f',
    canonical_solution: '    return 1\n',
    test: 'def check(f): pass',
  });

describe('reading a data set', () => {
  it('hashes the bytes of each line without its end, whatever the end', () => {
    const text = `${line('a/0')}\r\n\n${line('a/1')}`;
    const tasks = parseTasks(Buffer.from(text), 'x');
    expect(tasks.map((t) => t.id)).toEqual(['a/0', 'a/1']);
    expect(tasks[0]!.sha256).toBe(sha256(line('a/0')));
    expect(parseTasks(gzipSync(text), 'x')).toEqual(tasks);
  });

  it('names the line that is wrong', () => {
    expect(() => parseTasks(Buffer.from(`${line('a/0')}\n{`), 'file.jsonl')).toThrow('file.jsonl: line 2 is no JSON');
    expect(() => parseTasks(Buffer.from('{"task_id":"x"}'), 'x')).toThrow('lacks prompt');
    expect(() => parseTasks(gzipSync('x').subarray(0, 12), 'x')).toThrow(
      expect.objectContaining({ code: 'workload-unreadable' }),
    );
  });

  it('reads what the official harness reads: a BOM, no reference solution, and what only Python writes', () => {
    const row =
      '{"task_id": "p/0", "prompt": "def f():\\n", "entry_point": "f", "test": "def check(f): pass", "weight": NaN, "id": 12345678901234567890}';
    const [task] = parseTasks(Buffer.from(`\ufeff${row}\n`), 'x');
    expect(task).toEqual({
      kind: 'code',
      id: 'p/0',
      prompt: 'def f():\n',
      entryPoint: 'f',
      test: 'def check(f): pass',
      canonicalSolution: '',
      sha256: sha256(row),
    });
    expect(() => parseTasks(Buffer.from(row.replace('"f"', '1')), 'x')).toThrow('line 1 lacks entry_point');
    expect(() => parseTasks(Buffer.from(`[${row}]`), 'x')).toThrow('line 1 is no JSON object');
  });

  it.each([
    ['practise', 'did you mean practice?'],
    ['human-eval', 'did you mean humaneval?'],
    ['humaneval_full', 'did you mean humaneval-full?'],
    ['HUMANEVAL', 'did you mean humaneval?'],
    ['mbpp', 'the names are practice'],
    ['', 'the names are'],
    ['constructor', 'the names are'],
  ])('knows no workload %j, and says the nearest', async (name, fix) => {
    expect(WORKLOAD_NAMES.map(workloadName)).toEqual(WORKLOAD_NAMES);
    expect(() => workloadName(name)).toThrow(
      expect.objectContaining({ code: 'workload-unknown', fix: expect.stringContaining(fix) }),
    );
    await expect(loadWorkload({ name: name as 'practice', path: null, tasks: null })).rejects.toMatchObject({
      code: 'workload-unknown',
    });
  });

  it('throws only its own errors', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          parseTasks(Buffer.from(bytes), 'x');
        } catch (e) {
          expect(e).toBeInstanceOf(JouleGateError);
        }
      }),
    );
  });

  it('has at least 16 practice tasks, with a digest of exactly the picked ones', async () => {
    const all = await loadWorkload({ name: 'practice', path: null, tasks: null });
    expect(all.tasks.length).toBeGreaterThanOrEqual(16);
    const two = await loadWorkload({ name: 'practice', path: null, tasks: ['practice/3', 'practice/1'] });
    expect(two.tasks.map((t) => t.id)).toEqual(['practice/1', 'practice/3']);
    expect(two.digest).toBe(workloadDigest(all.tasks.filter((t) => ['practice/1', 'practice/3'].includes(t.id))));
    await expect(loadWorkload({ name: 'practice', path: null, tasks: ['practice/99'] })).rejects.toMatchObject({
      code: 'task-unknown',
    });
  });

  it('refuses a task that differs from its pinned hash, by name', async () => {
    const file = join(await temporaryFolder(), 'x.jsonl');
    await writeFile(file, line('HumanEval/0'));
    await expect(loadWorkload({ name: 'humaneval', path: file, tasks: null })).rejects.toMatchObject({
      code: 'workload-hash-mismatch',
      message: expect.stringContaining('HumanEval/0'),
    });
    await expect(loadWorkload({ name: 'humaneval', path: `${file}.gone`, tasks: null })).rejects.toMatchObject({
      code: 'workload-unreadable',
    });
  });
});

describe('downloading', () => {
  let server: LocalServer | null = null;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await server?.close();
    server = null;
    delete process.env['JOULEGATE_CACHE'];
    delete process.env['JOULEGATE_HUMANEVAL_URL'];
  });
  const options = {
    sha256: sha256('data'),
    mismatch: 'workload-hash-mismatch' as const,
    offlineFix: 'name it in workload.path',
  };

  it('keeps a file whose hash is right', async () => {
    server = await serve((_q, r) => r.end('data'));
    expect(await download(`${server.url}/x`, join(folder, 'a'), options)).toBe(options.sha256);
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('data');
  });

  it('leaves nothing behind where the hash is wrong, the status bad, or the connection broken', async () => {
    server = await serve((q, r) => {
      if (q.url === '/404') r.writeHead(404).end();
      else if (q.url === '/broken') {
        r.writeHead(200, { 'content-length': '100' });
        r.write('da');
        setTimeout(() => r.destroy(), 20);
      } else r.end('other');
    });
    await expect(download(`${server.url}/x`, join(folder, 'b'), options)).rejects.toMatchObject({
      code: 'workload-hash-mismatch',
    });
    await expect(download(`${server.url}/404`, join(folder, 'b'), options)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('404'),
    });
    await expect(download(`${server.url}/broken`, join(folder, 'b'), options)).rejects.toMatchObject({
      code: 'download-failed',
      exitStatus: 5,
    });
    expect((await readdir(folder)).filter((f) => f.startsWith('b'))).toEqual([]);
  });

  it('says what to do with no network', async () => {
    await expect(download('http://127.0.0.1:9/x', join(folder, 'c'), options)).rejects.toMatchObject({
      code: 'download-failed',
      fix: 'name it in workload.path',
    });
  });

  it('does not take another data set for HumanEval', async () => {
    server = await serve((_q, r) => r.end('not it'));
    process.env['JOULEGATE_CACHE'] = join(folder, 'cache');
    process.env['JOULEGATE_HUMANEVAL_URL'] = `${server.url}/HumanEval.jsonl.gz`;
    await expect(loadWorkload({ name: 'humaneval', path: null, tasks: null })).rejects.toMatchObject({
      code: 'workload-hash-mismatch',
    });
    expect(existsSync(join(folder, 'cache', 'HumanEval.jsonl.gz'))).toBe(false);
  });

  describeWith(sharedFiles.humanEval, 'the real HumanEval', () => {
    it('is downloaded once, checked and cached; the subset is 24 tasks, humaneval-full all', async () => {
      const data = await readFile(sharedFiles.humanEval);
      server = await serve((_q, r) => r.end(data));
      process.env['JOULEGATE_CACHE'] = join(folder, 'cache2');
      process.env['JOULEGATE_HUMANEVAL_URL'] = `${server.url}/HumanEval.jsonl.gz`;
      const subset = await loadWorkload({ name: 'humaneval', path: null, tasks: null });
      const full = await loadWorkload({ name: 'humaneval-full', path: null, tasks: null });
      expect(subset.tasks).toHaveLength(24);
      expect(full.tasks).toHaveLength(164);
      expect(server.requests).toHaveLength(1);
      const picked = await loadWorkload({ name: 'humaneval', path: sharedFiles.humanEval, tasks: ['HumanEval/23'] });
      expect(picked.tasks).toHaveLength(1);
      const lines = gunzipSync(data).toString().split('\n');
      expect(picked.tasks[0]!.sha256).toBe(sha256(lines[23]!));
    });
  });
});
