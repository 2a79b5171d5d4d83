import { expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/load.ts';
import { openEngines, type Wanted } from '../../src/experiment/engines.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';

const want = (name: string): Wanted => ({
  config: checkConfig({ model: { builtin: 'practice' } }, 'test', '/'),
  file: { name, path: `/nowhere/${name}`, trusted: true, sha256: name, bytes: 1, files: [] },
});

/**
 * The second model gets fewer of its layers than it has, beside the first and alone: so both are loaded once more, by
 * loads 4 and 5. @param fails which load does
 */
async function crampedMachine(fails: number): Promise<{ open: string[]; loads: string[]; error: unknown }> {
  const open = new Set<ScriptedEngine>();
  const names = new Map<ScriptedEngine, string>();
  const loads: string[] = [];
  const load = async ({ file }: { file: { name: string } }): Promise<ScriptedEngine> => {
    loads.push(file.name);
    if (loads.length === fails) throw new Error(`no memory for ${file.name}`);
    const engine = new ScriptedEngine(() => '');
    Object.assign(engine, {
      info: { ...engine.info, backend: 'cuda', layers: 10, gpuLayers: 3 },
      close: async () => void open.delete(engine),
    });
    open.add(engine);
    names.set(engine, file.name);
    return engine;
  };
  const error: unknown = await openEngines([want('a'), want('b')], () => undefined, load).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { open: [...open].map((engine) => names.get(engine)!), loads, error };
}

test('models that are loaded all again after a look at cramped memory are both open', async () => {
  expect(await crampedMachine(0)).toEqual({ open: ['a', 'b'], loads: ['a', 'b', 'b', 'a', 'b'], error: null });
});

test.each([4, 5])('where load %d of that fails, no engine is left open', async (fails) => {
  const { open, loads, error } = await crampedMachine(fails);
  expect(loads).toHaveLength(fails);
  expect(error).toMatchObject({ message: `no memory for ${fails === 4 ? 'a' : 'b'}` });
  expect(open).toEqual([]);
});
