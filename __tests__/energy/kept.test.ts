import { expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptBlocks, keptFolder } from '../../src/energy/meters/kept.ts';
import { emptySeries } from '../../src/energy/series.ts';

const series = () => {
  const s = emptySeries('GPU-1', 1, 0);
  s.t[0] = 1;
  return [s];
};

test('samples of blocks that cannot be kept are a warning each, and lose no run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joulegate-kept-test-'));
  try {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'ok', 'block-1.edges.jsonl'), { recursive: true });
    for (const [where, warnings] of [
      ['file/under', [true, true]],
      ['ok', [false, true]],
    ] as const) {
      const said: string[] = [];
      const kept = new KeptBlocks({
        kind: 'nvml',
        keepSamples: join(folder, where),
        onProgress: (line) => said.push(line),
      });
      for (const warns of warnings) {
        said.length = 0;
        await kept.write(series(), [], { meter: 'nvml' }, false);
        expect(said.some((line) => line.startsWith('warning: the raw samples of block'))).toBe(warns);
      }
    }
    expect(readFileSync(join(folder, 'ok', 'block-0.samples.jsonl'), 'utf8')).toContain('"channel":"GPU-1"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('without a name only an invalid block is kept, in a folder of this user alone', async () => {
  const said: string[] = [];
  const kept = new KeptBlocks({ kind: 'nvml', onProgress: (line) => said.push(line) });
  await kept.write(series(), [], { meter: 'nvml' }, false);
  expect(said).toEqual([]);
  await kept.write(series(), [], { meter: 'nvml' }, true);
  const file = /kept in (\S+\.samples\.jsonl)/.exec(said[0]!)![1]!;
  expect(existsSync(file)).toBe(true);
  rmSync(join(file, '..'), { recursive: true });
  const [a, b] = [keptFolder(), keptFolder()];
  expect(a).not.toBe(b);
  for (const f of [a, b]) rmSync(f, { recursive: true });
});
