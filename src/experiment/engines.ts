import { JouleGateError } from '../common/errors.ts';
import type { SubjectConfig } from '../config/types.ts';
import type { Engine } from '../model/engine.ts';
import { LlamaEngine, type LlamaOptions } from '../model/llama/engine.ts';
import { openServer, type ServerSource } from '../model/server/open.ts';
import { TurnEngine, Turns } from '../model/turns.ts';
import { isServed, type ServedModel, type SubjectModel } from './subject-model.ts';

/** What a subject wants to run on. */
export interface Wanted {
  config: Pick<SubjectConfig, 'engine' | 'context'>;
  file: SubjectModel;
}

type Load = (options: LlamaOptions) => Promise<Engine>;
type Open = (source: ServerSource) => Promise<Engine>;

/** One model to load; several subjects may share it. */
interface Model {
  name: string;
  load(threads: number | null): Promise<Engine>;
}

/** By content: base's copy of a model is the same model. */
const keyOf = ({ config, file }: Wanted): string => {
  if (isServed(file)) return JSON.stringify(file.source);
  const { threads, gpuLayers, flashAttention, kvType, batch, gpu } = config.engine;
  return JSON.stringify([file.sha256, config.context, threads, gpuLayers, flashAttention, kvType, batch, gpu]);
};

/** A server's model: it is loaded already. */
function servedModel({ name, source }: ServedModel, open: Open, onProgress: (line: string) => void): Model {
  return {
    name,
    load: async () => {
      const engine = await open(source);
      const { info, edges } = engine;
      onProgress(
        `${name} is served by ${info.server} at ${new URL(source.url).host}, context ${info.contextSize}; ${EDGES[edges]}`,
      );
      return engine;
    },
  };
}

const EDGES: Record<Engine['edges'], string> = {
  device: "edges are the device's own",
  server: 'edges are told by the server',
  client: 'edges are seen by the client, so queueing and the way count as prefill',
};

/** Each distinct model. A value that the first had probed (threads) is the others' too. */
function modelsOf(
  wanted: readonly Wanted[],
  load: Load,
  open: Open,
  onProgress: (line: string) => void,
): Map<string, Model> {
  let probed: number | null = null;
  return new Map(
    wanted.map((want): [string, Model] => {
      const { config, file } = want;
      if (isServed(file)) return [keyOf(want), servedModel(file, open, onProgress)];
      const { threads, gpuLayers, flashAttention, kvType, batch, gpu } = config.engine;
      const options = { file, context: config.context, gpuLayers, flashAttention, kvType, batch, gpu };
      let said = false;
      let rounded = false;
      const named = async (known: number | null): Promise<Engine> => {
        if (!said) onProgress(`loading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`);
        said = true;
        const engine = await load({ ...options, threads: threads ?? known ?? probed });
        probed ??= engine.info.threads;
        const { contextSize } = engine.info;
        if (!rounded && config.context !== null && contextSize !== config.context)
          onProgress(`context ${config.context} became ${contextSize}: llama.cpp rounds it`);
        rounded = true;
        return engine;
      };
      return [keyOf(want), { name: file.name, load: named }];
    }),
  );
}

/** Layers that are left to the CPU although nobody said how many: memory was short. */
const isCramped = ({ info }: Engine, { config }: Wanted): boolean =>
  info.gpuLayers !== null &&
  info.backend !== 'cpu' &&
  (config.engine.gpuLayers === null || config.engine.gpuLayers === 'auto') &&
  info.gpuLayers < info.layers;

/**
 * All models at once; `null` where one of them cannot be loaded, or gets fewer of its layers onto the GPU, while the
 * others are there.
 */
async function together(models: ReadonlyMap<string, Model>, wanted: readonly Wanted[]): Promise<Engine[] | null> {
  const open: Engine[] = [];
  const none = async (): Promise<null> => {
    for (const engine of open) await engine.close();
    return null;
  };
  for (const [key, model] of models) {
    let engine: Engine;
    try {
      engine = await model.load(null);
    } catch (error) {
      await none();
      // Alone it fails for a reason of its own.
      if (open.length === 0) throw error;
      return null;
    }
    open.push(engine);
    if (
      open.length === 1 ||
      !isCramped(
        engine,
        wanted.find((w) => keyOf(w) === key)!,
      )
    )
      continue;
    await none();
    const alone = await model.load(null);
    const more = (alone.info.gpuLayers ?? 0) > (engine.info.gpuLayers ?? 0);
    await alone.close();
    if (more) return null;
    open.length = 0;
    try {
      for (const again of models.values()) open.push(await again.load(null));
    } catch (error) {
      // Nobody else knows of those that were loaded before it.
      await none();
      throw error;
    }
    return open;
  }
  return open;
}

/**
 * Loads each distinct model once. Where they do not fit into memory together they take turns, which is said; their
 * engines then have `takesTurns`. @returns an engine for each that is wanted, in order. @throws as `load`
 */
export async function openEngines(
  wanted: readonly Wanted[],
  onProgress: (line: string) => void,
  load: Load = (options) => LlamaEngine.load(options),
  open: Open = openServer,
): Promise<{ engines: Engine[]; close(): Promise<void> }> {
  const models = modelsOf(wanted, load, open, onProgress);
  let opened = await together(models, wanted);
  if (opened === null) {
    const names = [...models.values()].map((m) => m.name);
    onProgress(`${names.join(' and ')} do not fit into memory together: each is loaded for its pass, in turn`);
    const turns = new Turns();
    opened = [];
    for (const model of models.values()) opened.push(await TurnEngine.make((threads) => model.load(threads), turns));
  }
  const engines = opened;
  const byKey = new Map([...models.keys()].map((key, i) => [key, engines[i]!]));
  return {
    engines: wanted.map((want) => byKey.get(keyOf(want))!),
    close: async () => {
      for (const engine of engines) await engine.close().catch(() => undefined);
    },
  };
}

/**
 * One meter reads for all subjects: their engines must run on the same devices. Returns the first. @throws
 * JouleGateError `engine-failed`
 */
export function requireSameDevices(engines: readonly Engine[]): Engine {
  const names = (e: Engine): string =>
    e.devices === null
      ? `what the server ${e.info.server} computes on`
      : e.devices
          .map((d) => `${d.name} ${d.uuid ?? d.pci ?? ''}`.trim())
          .sort()
          .join(', ') || 'the CPU';
  const first = engines[0]!;
  const other = engines.find((e) => names(e) !== names(first));
  if (other === undefined) return first;
  throw new JouleGateError(
    'engine-failed',
    `base and head run on different devices: ${names(first)} and ${names(other)}`,
    'give both the same engine.gpu and engine.gpu-layers: one meter reads for both',
  );
}
