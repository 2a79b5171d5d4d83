import { beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cli, inProcess } from '../support/run.ts';
import { serve } from '../support/server.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { zipOf } from '../support/zip-writer.ts';

/** A row in LongBench's format; the code is ours. */
const row = (id: string, answers: string[], dataset = 'lcc') => ({
  input: '',
  context: 'def twice(x):\n',
  answers,
  length: 2,
  dataset,
  language: 'python',
  all_classes: null,
  _id: id,
});

describe('joulegate grade, of LongBench predictions', () => {
  let folder: string;
  const lines = async (name: string, rows: readonly unknown[]): Promise<void> =>
    await writeFile(join(folder, name), rows.map((r) => `${typeof r === 'string' ? r : JSON.stringify(r)}\n`).join(''));
  const grade = async (...more: string[]) =>
    await cli(['grade', 'pred.jsonl', '--problems', 'lcc.jsonl', ...more], folder);
  const results = async (): Promise<string[]> =>
    (await readFile(join(folder, 'pred.jsonl_results.jsonl'), 'utf8')).trimEnd().split('\n');
  beforeEach(async () => {
    folder = await temporaryFolder();
    await lines('lcc.jsonl', [
      row('a', ['    return 2 * x']),
      row('b', ['bcde', 'zzzz']),
      row('c', ['never asked']),
      row('d', ['ab'], 'repobench-p'),
    ]);
  });

  test("each line gets its score, in input order, and all else of it stays; the mean is the data set's own", async () => {
    await lines('pred.jsonl', [
      { _id: 'b', pred: '\n\nabcd\nmore' },
      '{"_id": "a", "pred": "# so\\n    return 2 * x", "score": 9, "x": 1.50}',
      { _id: 'b', pred: '' },
      { _id: 'd', pred: 'ab' },
    ]);
    const done = await grade();
    expect({ status: done.status, stderr: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, stderr: '' });
    expect(await results()).toEqual([
      '{"_id":"b","pred":"\\n\\nabcd\\nmore", "score": 0.75}',
      '{"_id": "a", "pred": "# so\\n    return 2 * x", "score": 1, "x": 1.50}',
      '{"_id":"b","pred":"", "score": 0}',
      '{"_id":"d","pred":"ab", "score": 1}',
    ]);
    expect(done.stdout).toContain('4 predictions scored; 1 of the tasks without one');
    // 100 · (0.75 + 1 + 0) ÷ 3
    expect(done.stdout).toContain('lcc: 58.33');
    expect(done.stdout).toContain('repobench-p: 100.00');
    expect(JSON.parse((await grade('--json')).stdout)).toEqual({
      samples: 4,
      missingTasks: 1,
      means: { lcc: 58.33, 'repobench-p': 100 },
    });
  });

  test.each([
    ['a task that is not there', [{ _id: 'zz', pred: 'x' }], 'task-unknown'],
    ['a line without pred', [{ _id: 'a', completion: 'x' }], 'samples-format'],
    ['a line that is no JSON', ['{'], 'samples-format'],
  ])('%s is refused by name, and nothing is written', async (_, rows, code) => {
    await lines('pred.jsonl', [{ _id: 'a', pred: 'x' }, ...rows]);
    const done = await grade();
    expect(done.status).toBe(2);
    expect(done.stderr).toContain(code);
    expect(existsSync(join(folder, 'pred.jsonl_results.jsonl'))).toBe(false);
  });

  describe("with LongBench's own archive", () => {
    const archive = (): Buffer =>
      zipOf(
        { name: 'data/lcc.jsonl', content: Buffer.from(`${JSON.stringify(row('a', ['    return 2 * x']))}\n`) },
        {
          name: 'data/repobench-p.jsonl',
          content: Buffer.from(`${JSON.stringify(row('d', ['ab'], 'repobench-p'))}\n`),
        },
      );
    const MEANS = { lcc: 100, 'repobench-p': 50 };
    beforeEach(async () => {
      await lines('pred.jsonl', [
        { _id: 'a', pred: '    return 2 * x' },
        { _id: 'd', pred: 'ac' },
      ]);
    });

    test('given as the problems', async () => {
      await writeFile(join(folder, 'data.zip'), archive());
      const done = await inProcess(['grade', 'pred.jsonl', '--problems', 'data.zip', '--json'], folder);
      expect(done.status).toBe(0);
      expect(JSON.parse(done.stdout)).toEqual({ samples: 2, missingTasks: 0, means: MEANS });
    });

    test('or named as the workload, and downloaded', async () => {
      const server = await serve((_q, r) => r.end(archive()));
      process.env['JOULEGATE_CACHE'] = join(folder, 'cache');
      process.env['JOULEGATE_LONGBENCH_URL'] = `${server.url}/data.zip`;
      try {
        const done = await inProcess(['grade', 'pred.jsonl', '--workload', 'longbench-cu', '--json'], folder);
        expect({ status: done.status, summary: JSON.parse(done.stdout) as unknown }).toEqual({
          status: 0,
          summary: { samples: 2, missingTasks: 0, means: MEANS },
        });
        expect(server.requests).toHaveLength(1);
      } finally {
        delete process.env['JOULEGATE_CACHE'];
        delete process.env['JOULEGATE_LONGBENCH_URL'];
        await server.close();
      }
    });

    test('a workload whose samples nobody grades here is refused by name', async () => {
      const done = await inProcess(['grade', 'pred.jsonl', '--workload', 'custom'], folder);
      expect(done.status).toBe(2);
      expect(done.stderr).toContain('workload-unknown');
    });
  });

  test.each([
    ['another data set of LongBench', [row('a', ['x'], 'narrativeqa')]],
    ['a row twice', [row('a', ['x']), row('a', ['x'])]],
    ['answers that are none', [row('a', ['x']), { ...row('b', []), answers: 'x' }]],
  ])('problems with %s are refused', async (_, rows) => {
    await lines('lcc.jsonl', rows);
    await lines('pred.jsonl', [{ _id: 'a', pred: 'x' }]);
    const done = await grade();
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('workload-unreadable');
  });
});
