import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JouleGateError } from '../../src/common/errors.ts';
import { checkConfig } from '../../src/config/load.ts';
import { EstimateMeter } from '../../src/energy/meters/estimate.ts';
import { openEngines, type Wanted } from '../../src/experiment/engines.ts';
import { Session } from '../../src/experiment/session.ts';
import { openSubject } from '../../src/experiment/subject.ts';
import type { Engine } from '../../src/model/engine.ts';
import { LlamaEngine, type LlamaOptions } from '../../src/model/llama/engine.ts';
import { locateModel, type ModelFile } from '../../src/model/locate.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import type { CodeTask } from '../../src/workload/types.ts';
import { practiceCopy } from '../support/practice-copy.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';
import { scriptedBench, textTask } from './support/scripted-session.ts';

const file = (name: string): ModelFile => ({
  name,
  path: `/nowhere/${name}`,
  trusted: true,
  sha256: name,
  bytes: 1e6,
  files: [{ name, sha256: name, bytes: 1e6 }],
});
const want = (name: string, engine: object = {}): Wanted => ({
  config: checkConfig({ model: { builtin: 'practice' }, engine }, 'test', '/'),
  file: file(name),
});

/** A machine with so much memory: what does not fit fails, or gets fewer layers onto its GPU. */
class Machine {
  readonly loads: string[] = [];
  readonly #open = new Set<string>();

  constructor(
    readonly room: number,
    readonly behaviour: { fails: boolean; layersAlone?: number } = { fails: true },
  ) {}

  load = async ({ file: { name } }: LlamaOptions): Promise<Engine> => {
    this.loads.push(name);
    const fits = this.#open.size < this.room;
    if (!fits && this.behaviour.fails) throw new JouleGateError('engine-failed', `no memory for ${name}`, 'less');
    this.#open.add(name);
    const engine = new ScriptedEngine((p) => `${name} says ${p}`);
    const layers = this.behaviour.layersAlone ?? 10;
    Object.assign(engine, {
      info: { ...engine.info, backend: 'cuda', layers: 10, gpuLayers: fits ? layers : Math.min(layers, 3) },
      close: async () => void this.#open.delete(name),
    });
    return engine;
  };
  get open(): string[] {
    return [...this.#open];
  }
}
const opened = async (machine: Machine, wanted: Wanted[]) => {
  const said: string[] = [];
  const { engines, close } = await openEngines(wanted, (line) => said.push(line), machine.load);
  return { engines, close, said, turns: engines.map((e) => e.takesTurns === true) };
};

describe('models of base and head', () => {
  test('that fit are both there; an equal one is loaded once', async () => {
    const machine = new Machine(2);
    const { engines, close, turns, said } = await opened(machine, [want('a'), want('b'), want('a')]);
    expect(turns).toEqual([false, false, false]);
    expect(engines[0]).toBe(engines[2]);
    expect(machine.loads).toEqual(['a', 'b']);
    expect(said).toEqual(['loading a (1.0 MB)', 'loading b (1.0 MB)']);
    await close();
    expect(machine.open).toEqual([]);
  });

  test('that fail to load beside each other take turns, which is said', async () => {
    const machine = new Machine(1);
    const { close, turns, said } = await opened(machine, [want('a'), want('b')]);
    expect(turns).toEqual([true, true]);
    expect(said.at(-1)).toBe('a and b do not fit into memory together: each is loaded for its pass, in turn');
    expect(machine.open.length).toBeLessThanOrEqual(1);
    await close();
    expect(machine.open).toEqual([]);
  });

  test('one that fails alone is refused for its own reason, and nothing is left open', async () => {
    const machine = new Machine(0);
    await expect(opened(machine, [want('a'), want('b')])).rejects.toMatchObject({ code: 'engine-failed' });
    expect(machine.open).toEqual([]);
    const second = new Machine(1);
    const failing = async (options: LlamaOptions): Promise<Engine> => {
      if (options.file.name === 'b') throw new JouleGateError('model-unreadable', 'b is broken', 'fetch it again');
      return await second.load(options);
    };
    await expect(openEngines([want('a'), want('b')], () => undefined, failing)).rejects.toMatchObject({
      code: 'model-unreadable',
    });
  });

  test('of which the second gets fewer layers beside the first take turns; not where alone it gets no more', async () => {
    const short = new Machine(1, { fails: false });
    expect((await opened(short, [want('a'), want('b')])).turns).toEqual([true, true]);
    const large = new Machine(1, { fails: false, layersAlone: 3 });
    const both = await opened(large, [want('a'), want('b')]);
    expect(both.turns).toEqual([false, false]);
    expect(large.open.sort()).toEqual(['a', 'b']);
    expect(both.engines.map((e) => e.info.gpuLayers)).toEqual([3, 3]);
  });

  test('whose layers are configured are taken at their word', async () => {
    const machine = new Machine(1, { fails: false });
    const layers = { 'gpu-layers': 3 };
    expect((await opened(machine, [want('a', layers), want('b', layers)])).turns).toEqual([false, false]);
    expect(machine.loads).toEqual(['a', 'b']);
  });
});

/** What is loaded while a record is open. */
class WatchedMeter extends EstimateMeter {
  recording = false;
  override async startBlock(): Promise<void> {
    this.recording = true;
    await super.startBlock();
  }
  override async finishBlock(): ReturnType<EstimateMeter['finishBlock']> {
    this.recording = false;
    return await super.finishBlock();
  }
}

test('two real models that take turns: loaded outside of every record, once a block and more, with equal answers', async () => {
  const copy = join(await temporaryFolder(), 'copy.gguf');
  await writeFile(copy, practiceCopy());
  // A task that the model knows by heart: other numbers of equal weights change no token of it.
  const [{ prompt }] = (await loadWorkload({ name: 'practice', path: null, tasks: ['practice/0'] })).tasks as [
    CodeTask,
  ];
  const config = (model: object) =>
    checkConfig(
      {
        model,
        prompt: { file: join(packageRoot, 'assets/practice/prompts/terse.txt') },
        engine: { gpu: 'none', threads: 1 },
      },
      'test',
      '/',
    );
  const configs = [config({ path: copy }), config({ builtin: 'practice' })];
  const meter = new WatchedMeter({ kind: 'estimate' });
  const bench = scriptedBench({
    meter,
    workload: { name: 'one', digest: 'd', tasks: [textTask('t/0', prompt, 'x')] },
  });
  let open = 0;
  const loads: string[] = [];
  const load = async (options: LlamaOptions): Promise<Engine> => {
    if (open > 0) throw new JouleGateError('engine-failed', 'no memory', 'less');
    expect(meter.recording).toBe(false);
    loads.push(options.file.name);
    const engine = await LlamaEngine.load(options);
    open++;
    const close = engine.close.bind(engine);
    engine.close = async () => {
      open--;
      await close();
    };
    return engine;
  };
  const files = await Promise.all(configs.map((c) => locateModel(c.model)));
  const wanted = configs.map((c, i) => ({ config: c, file: files[i]! }));
  const { engines, close } = await openEngines(wanted, () => undefined, load);
  try {
    const subjects = [];
    for (const [i, c] of configs.entries()) {
      const sampled = { ...c, sampling: { ...c.sampling, maxTokens: 12 } };
      subjects.push(
        await openSubject({ name: i === 0 ? 'base' : 'head', config: sampled }, i, files[i]!, engines[i]!, bench.judge),
      );
      subjects.at(-1)!.prompt.tokenize(prompt, 't/0');
    }
    const session = await Session.begin(bench, subjects, null);
    await session.warmUp();
    loads.length = 0;
    for (let block = 0; block < 4; block++) await session.runBlock();
    // Head is there from the warm-up; then base head | head base | base head | head base.
    expect(loads.map((name) => (name === 'copy.gguf' ? 'base' : 'head'))).toEqual([
      'base',
      'head',
      'base',
      'head',
      'base',
    ]);
    const [base, head] = session.results();
    expect([base!.alternation, head!.alternation]).toEqual(['pass', 'pass']);
    const texts = (r: typeof head) => r!.arms.plain!.tasks[0]!.repeats.map((x) => x.text);
    expect(texts(base)).toHaveLength(4);
    expect(texts(head)).toEqual(texts(base));
    for (const r of base!.arms.plain!.tasks[0]!.repeats) expect(r.phases.decode.netJoules).toBeGreaterThan(0);
  } finally {
    await close();
  }
  expect(open).toBe(0);
});
