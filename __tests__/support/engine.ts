import { LlamaEngine, type LlamaOptions } from '../../src/model/llama/engine.ts';
import { locateModel } from '../../src/model/locate.ts';

export const PRACTICE = { name: null, path: null, uri: null, builtin: 'practice' as const, sha256: null };

/** llama.cpp on one thread of the CPU, everything else by default. */
const OPTIONS: Omit<LlamaOptions, 'file'> = {
  context: null,
  threads: 1,
  gpuLayers: null,
  flashAttention: null,
  kvType: null,
  batch: null,
  gpu: 'none',
};

/** The embedded model, or the one at `path`, loaded; trusted, so that no process of its own opens it first. */
export async function loadEngine(path: string | null = null): Promise<LlamaEngine> {
  const file = await locateModel(path === null ? PRACTICE : { ...PRACTICE, builtin: null, path });
  return await LlamaEngine.load({ file: { ...file, trusted: true }, ...OPTIONS });
}
