import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { requireSameDevices } from '../../src/experiment/engines.ts';
import type { EngineDevice } from '../../src/common/devices.ts';
import type { Engine } from '../../src/model/engine.ts';
import { FakeGpu, noCompiler } from '../energy/support/fake-gpu.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cli } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';

if (noCompiler !== null) console.log(noCompiler);

(noCompiler === null ? describe : describe.skip)('an engine on the CPU of a machine with an idle GPU', () => {
  let gpu: FakeGpu;
  let folder: string;
  beforeEach(async () => {
    gpu = new FakeGpu({ cadence: 20, idle: 25 });
    folder = await temporaryFolder();
  });
  afterEach(() => gpu.remove());

  const run = async (meter: string, engine: string) => {
    await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
    await writeFile(
      join(folder, 'c.yml'),
      `model: { builtin: practice }\n${TEXTS}\nrepeats: 1\narms: [plain]\nsampling: { max-tokens: 8 }\nmeter: ${meter}\nengine: ${engine}\n`,
    );
    return await cli(['run', '--config', 'c.yml', '--out', 'r.json'], folder, {
      LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH,
      FAKE_NVML: process.env.FAKE_NVML,
      JOULEGATE_LOCK_DIR: process.env.JOULEGATE_LOCK_DIR,
      JOULEGATE_SYSFS: process.env.JOULEGATE_SYSFS,
    });
  };

  // With gpu none it is known beforehand; with auto only once llama.cpp has looked (a plain npm ci brings no GPU
  // build).
  it.each(['{ gpu: none, threads: 1 }', '{ threads: 1 }'])(
    'is metered by the host under auto, and it is said: engine %s',
    async (engine) => {
      const { status, stderr } = await run('auto', engine);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      expect(stderr).toContain('the engine runs on the CPU, the meter nvml reads Fake GPU');
      const result = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8')) as RunResult;
      expect(result.meter).toMatchObject({ kind: 'estimate', estimated: true });
    },
  );

  it.each(['{ gpu: none, threads: 1 }', '{ threads: 1 }'])(
    'is refused by name under an explicit GPU meter, before the first token: engine %s',
    async (engine) => {
      const { status, stderr } = await run('nvml', engine);
      expect(status).toBe(2);
      expect(stderr).toMatch(/meter-unavailable: the engine runs on the CPU, the meter nvml reads Fake GPU GPU-/);
      expect(stderr).not.toMatch(/^block/m);
      expect(existsSync(join(folder, 'r.json'))).toBe(false);
    },
  );
});

describe('engines beside each other', () => {
  const on = (...devices: readonly EngineDevice[]): Engine => Object.assign(new ScriptedEngine(() => ''), { devices });
  const card = (uuid: string): EngineDevice => ({ name: 'Card', uuid, pci: null, kind: 'discrete' });

  it('share one meter only where they run on the same devices, in whatever order', () => {
    const first = on(card('GPU-1'), card('GPU-2'));
    expect(requireSameDevices([first])).toBe(first);
    expect(requireSameDevices([first, on(card('GPU-2'), card('GPU-1'))])).toBe(first);
    expect(() => requireSameDevices([first, on(card('GPU-1'))])).toThrow(
      'base and head run on different devices: Card GPU-1, Card GPU-2 and Card GPU-1',
    );
    expect(() => requireSameDevices([on(), on(card('GPU-1'))])).toThrow('different devices: the CPU and Card GPU-1');
  });
});
