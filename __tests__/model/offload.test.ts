import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cli } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** `npm ci --prefix` of a copy of dist/runtime/vulkan; .ci/run makes it. */
const runtime = '/tmp/joulegate-vulkan';
const lavapipe = ['lvp_icd.json', 'lvp_icd.x86_64.json'].some((f) => existsSync(join('/usr/share/vulkan/icd.d', f)));
const missing = !lavapipe
  ? 'no lavapipe (apt-get install mesa-vulkan-drivers)'
  : !existsSync(join(runtime, 'node_modules'))
    ? `no ${runtime} (npm ci --prefix of a copy of dist/runtime/vulkan)`
    : null;
if (missing) console.warn(`skipped "layers on a GPU": ${missing}`);

(missing ? describe.skip : describe)("layers on a GPU (Vulkan on Mesa's lavapipe, found by runtime-path)", () => {
  it('runs them all there, and answers as the CPU does', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
    const config = (engine: string): string =>
      `model: { builtin: practice }\n${TEXTS}\nrepeats: 1\narms: [plain]\nmeter: estimate\nsampling: { max-tokens: 12 }\nengine: ${engine}\n`;
    const run = async (name: string, engine: string): Promise<RunResult> => {
      await writeFile(join(folder, `${name}.yml`), config(engine));
      const done = await cli(['run', '--config', `${name}.yml`, '--out', `${name}.json`], folder, {
        JOULEGATE_RUNTIME_PATH: runtime,
        GGML_VK_VISIBLE_DEVICES: '0',
      });
      expect({ status: done.status, err: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, err: '' });
      return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as RunResult;
    };
    const gpu = await run('gpu', '{ gpu: vulkan, gpu-layers: max, threads: 1 }');
    const cpu = await run('cpu', '{ gpu: none, threads: 1 }');
    expect(gpu.environment['backend']).toBe('vulkan');
    expect(gpu.subject.engine!['gpuLayers']).toBeGreaterThan(0);
    expect(cpu.environment['backend']).toBe('cpu');
    expect(gpu.arms.plain!.tasks[0]!.repeats[0]!.text).toBe(cpu.arms.plain!.tasks[0]!.repeats[0]!.text);
  });
});
