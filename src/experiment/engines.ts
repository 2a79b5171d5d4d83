import { JouleGateError } from '../common/errors.ts';
import type { Config } from '../config/types.ts';
import type { Engine } from '../model/engine.ts';
import { LlamaEngine } from '../model/llama/engine.ts';
import type { ModelFile } from '../model/locate.ts';

/** Loads each distinct model once; a value that base had probed (threads) is head's too. */
export class Engines {
  readonly #open = new Map<string, Promise<Engine>>();
  #threads: number | null = null;

  async get(
    config: Pick<Config, 'engine' | 'context'>,
    file: ModelFile,
    onProgress: (line: string) => void,
  ): Promise<Engine> {
    const { threads, gpuLayers, flashAttention, kvType, batch, gpu } = config.engine;
    const options = { file, context: config.context, gpuLayers, flashAttention, kvType, batch, gpu };
    // By content: base's copy of a model is the same model.
    const key = JSON.stringify({ ...options, file: file.sha256, threads });
    let engine = this.#open.get(key);
    if (!engine) {
      onProgress(`loading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`);
      this.#open.set(key, (engine = LlamaEngine.load({ ...options, threads: threads ?? this.#threads })));
    }
    const { info } = await engine;
    this.#threads ??= info.threads;
    if (config.context !== null && info.contextSize !== config.context)
      onProgress(`context ${config.context} became ${info.contextSize}: llama.cpp rounds it`);
    return await engine;
  }

  async close(): Promise<void> {
    for (const engine of this.#open.values()) await engine.then((e) => e.close()).catch(() => undefined);
  }
}

/**
 * One meter reads for all subjects: their engines must run on the same devices. Returns the first. @throws
 * JouleGateError `engine-failed`
 */
export function requireSameDevices(engines: readonly Engine[]): Engine {
  const names = (e: Engine): string =>
    e.devices
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
