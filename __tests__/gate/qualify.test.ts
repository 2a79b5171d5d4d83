import { beforeAll, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import type { Qualification } from '../../src/common/generated/qualification.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { inProcess } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

const CONFIG = `model: { builtin: practice }
${TEXTS}
meter: estimate
arms: [plain]
baseline: none
budget: { blocks: 6 }
engine: { gpu: none, threads: 1 }
`;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'joulegate.yml'), CONFIG);
  await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
});

const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(folder, file), 'utf8'));

it('too short a time for it is refused, by the number of blocks that would do', async () => {
  const { status, stderr } = await inProcess(['qualify', '--blocks', '2'], folder);
  expect(status).toBe(2);
  expect(stderr).toContain('too-few-blocks');
  // What was measured is there for --resume.
  expect(await readdir(folder)).toEqual(['joulegate-qualification.json.journal.jsonl', 'joulegate.yml', 'texts.jsonl']);
  expect((await inProcess(['qualify', '--seconds', 'soon'], folder)).status).toBe(2);
  expect((await inProcess(['qualify', '--blocks', '0'], folder)).status).toBe(2);
});

it('tests the gate on blocks of the subject against itself, and the next gate tells of it', async () => {
  const { status, stdout, stderr } = await inProcess(['qualify', '--blocks', '7', '--resume'], folder);
  expect({ status, err: status === 0 ? '' : stderr }).toEqual({ status: 0, err: '' });
  const found = (await read('joulegate-qualification.json')) as Qualification;
  expect(schemaErrors('qualification', found)).toEqual([]);
  expect(found).toMatchObject({ blocks: 7, meter: { kind: 'estimate', estimated: true }, thresholds: { plain: 0.03 } });
  expect(found.scenarios.map((s) => [s.name, s.change])).toEqual([
    ['nothing', 0],
    ['joules', 0.02],
    ['joules', 0.05],
    ['joules', 0.1],
    ['output-tokens', 0.1],
  ]);
  expect(found.smallestVisibleChange!.blocks).toBe(6);
  expect(stdout).toContain('(estimated');
  expect(stdout).toMatch(/nothing changed: regressed in .* of 1000 gates/);
  expect(await readdir(folder)).toEqual(['joulegate-qualification.json', 'joulegate.yml', 'texts.jsonl']);

  expect((await inProcess(['gate', '--out-dir', 'out'], folder)).status).toBe(0);
  const comparison = (await read('out/comparison.json')) as Comparison;
  expect(comparison.qualification).toMatchObject({
    createdAt: found.createdAt,
    sameEnvironment: true,
    falseAlarms: found.scenarios[0]!.regressed,
  });
  expect(await readFile(join(folder, 'out/comment.md'), 'utf8')).toContain(
    'This gate was tested less than a day before',
  );
});

it('a file of that name that is none is not told of', async () => {
  await writeFile(join(folder, 'joulegate-qualification.json'), '{"createdAt": "<script>"}');
  expect((await inProcess(['gate', '--out-dir', 'out'], folder)).status).toBe(0);
  expect(((await read('out/comparison.json')) as Comparison).qualification).toBeUndefined();
});
