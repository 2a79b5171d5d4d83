import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gradeFile, type Grader } from '../../src/sandbox/index.ts';
import { gradedLine, parseSample, passAtK } from '../../src/common/samples.ts';
import { addTask } from './support/tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-samples-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stands for the fresh processes, which grader.test.ts and the hostile programs try. */
const grader: Grader = {
  pythonVersion: '3.13',
  timeoutSeconds: 3,
  workers: 1,
  grade: async (programs) =>
    programs.map(({ source }) => {
      const passed = source.includes('a + b');
      return { passed, result: passed ? 'passed' : 'failed: no', cpuSeconds: 0, wallSeconds: 0 };
    }),
  close: async () => {},
};
const problems = [addTask, { ...addTask, id: 'own/other' }];
const outPath = join(folder, 'out.jsonl');
const grade = (content: string | Buffer) => {
  const samplesPath = join(folder, 'samples.jsonl');
  writeFileSync(samplesPath, content);
  return gradeFile({ samplesPath, outPath, problems, grader });
};

const lines = [
  '{"task_id": "own/add", "completion": "a + b", "seed": 12345678901234567890}',
  '',
  '{"completion":"x\\u2028y","task_id":"own/add"}  ',
  '{"task_id": "own/add", "completion": "a + b", "seed": 12345678901234567890}',
];
const wanted =
  '{"task_id": "own/add", "completion": "a + b", "seed": 12345678901234567890, "result": "passed", "passed": true}\n{"completion":"x\\u2028y","task_id":"own/add", "result": "failed: no", "passed": false}\n';

test.each([
  ['plain', lines.join('\n')],
  ['gzip', gzipSync(lines.join('\r\n') + '\n')],
])('grades %s files in order, duplicates and all, and keeps what it does not know', async (_, content) => {
  expect(await grade(content)).toEqual({ samples: 3, passed: 2, missingTasks: 1, passAtK: { 'pass@1': 2 / 3 } });
  expect(readFileSync(outPath, 'utf8')).toBe(`${wanted}${wanted.slice(0, wanted.indexOf('\n') + 1)}`);
});

test('an empty file has an empty result', async () => {
  expect(await grade('')).toEqual({ samples: 0, passed: 0, missingTasks: 2, passAtK: {} });
  expect(readFileSync(outPath, 'utf8')).toBe('');
});

test.each([
  ['not json', 'samples-format'],
  ['[1]', 'samples-format'],
  ['{"task_id": "own/add"}', 'samples-format'],
  ['{"task_id": 1, "completion": ""}', 'samples-format'],
  ['{"task_id": "own/none", "completion": ""}', 'task-unknown'],
  [Buffer.from([0x7b, 0xff, 0x7d]), 'samples-format'],
  [Buffer.concat([gzipSync(lines[0] ?? '').subarray(0, 30)]), 'file-unreadable'],
])('refuses %j before anything is run, and leaves nothing behind', async (content, code) => {
  rmSync(outPath, { force: true });
  const text = typeof content === 'string' ? `${lines[0]}\n${content}\n` : content;
  await expect(grade(text)).rejects.toMatchObject({ code });
  expect(readdirSync(folder)).toEqual(['samples.jsonl']);
});

test('a missing file and an unwritable place are named', async () => {
  const missing = { samplesPath: join(folder, 'none.jsonl'), outPath, problems, grader };
  await expect(gradeFile(missing)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('none.jsonl'),
  });
  writeFileSync(join(folder, 'samples.jsonl'), lines[0] ?? '');
  await expect(
    gradeFile({
      ...missing,
      samplesPath: join(folder, 'samples.jsonl'),
      outPath: join(folder, 'samples.jsonl', 'out.jsonl'),
    }),
  ).rejects.toMatchObject({ code: 'file-unreadable' });
});

test('a graded line parses to the sample with the verdict', () => {
  const extra = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(extra, fc.string({ unit: 'binary' }), fc.boolean(), (more, completion, passed) => {
      const row = { ...more, task_id: 't', completion };
      const line = gradedLine(parseSample(JSON.stringify(row), 1, 'x'), { result: 'r', passed });
      expect(line).not.toContain('\n');
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify({ ...row, result: 'r', passed })));
    }),
  );
});

test('what is not ours stays byte for byte, whatever Python wrote there', () => {
  const raw = fc.constantFrom(
    'NaN',
    '-Infinity',
    '1.0',
    '12345678901234567890',
    '1e400',
    '"\\ud800\\/"',
    '{"a": NaN, "a": 2}',
    '[ 1 ,2]',
    'null',
    '"result"',
  );
  const others = fc.array(fc.tuple(fc.constantFrom('seed', 'x', '', 'é', '__proto__'), raw), { maxLength: 5 });
  const verdict = fc.constantFrom('before', 'none', 'twice');
  fc.assert(
    fc.property(others, others, verdict, fc.boolean(), (front, behind, earlier, passed) => {
      const text = (members: string[][]): string[] => members.map(([k, v]) => `${JSON.stringify(k)} :${v}`);
      const mine = (r: string, p: string): string[] =>
        earlier === 'none'
          ? []
          : [`"result":${r}`, ...(earlier === 'twice' ? [`"result":${r}`] : []), `"passed": ${p}`];
      const line = (r: string, p: string): string =>
        `{${[...text(front), ...mine(r, p), '"task_id": "own/add"', ...text(behind), '"completion": "\\u0061"'].join(', ')}}`;
      const before = line('"failed: x"', 'NaN');
      const after = gradedLine(parseSample(before, 1, 'x'), { result: 'r', passed });
      expect(after).toBe(
        earlier === 'none'
          ? `${before.slice(0, -1)}, "result": "r", "passed": ${passed}}`
          : line('"r"', String(passed)),
      );
      // Graded again, nothing moves.
      expect(gradedLine(parseSample(after, 1, 'x'), { result: 'r', passed })).toBe(after);
    }),
  );
});

test('pass@k as the harness estimates it', () => {
  expect(passAtK([{ samples: 10, passed: 3 }], 1)).toBeCloseTo(0.3);
  expect(passAtK([{ samples: 10, passed: 3 }], 10)).toBe(1);
  expect(
    passAtK(
      [
        { samples: 4, passed: 2 },
        { samples: 4, passed: 0 },
      ],
      2,
    ),
  ).toBeCloseTo((1 - 1 / 6) / 2);
  expect(passAtK([{ samples: 4, passed: 2 }], 10)).toBeNull();
});
