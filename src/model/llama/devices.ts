import type { Llama, LlamaModel } from 'node-llama-cpp';
import type { EngineDevice } from '../../common/devices.ts';
import { cudaDevices } from './devices-cuda.ts';
import { vulkanDevices } from './devices-vulkan.ts';

/**
 * The devices that a loaded model computes on; none where all of it stays on the CPU. llama.cpp tells names alone:
 * which cards they are is asked of CUDA and Vulkan themselves, in this process, under the variables that llama.cpp
 * sees.
 */
export async function engineDevices(
  llama: Pick<Llama, 'gpu' | 'getGpuDeviceNames'>,
  model: Pick<LlamaModel, 'gpuLayers'>,
): Promise<EngineDevice[]> {
  if (llama.gpu === false || model.gpuLayers === 0) return [];
  const names = await llama.getGpuDeviceNames();
  const known =
    llama.gpu === 'cuda'
      ? await cudaDevices()
      : llama.gpu === 'vulkan'
        ? await vulkanDevices(process.env.GGML_VK_VISIBLE_DEVICES, names)
        : null;
  return known !== null &&
    sameNames(
      known.map((d) => d.name),
      names,
    )
    ? known
    : names.map(byName);
}

/** What a name alone tells. */
function byName(name: string): EngineDevice {
  const kind = /llvmpipe|lavapipe|swiftshader/i.test(name) ? 'cpu' : /^apple /i.test(name) ? 'integrated' : 'unknown';
  return { name, uuid: null, pci: null, kind };
}

const sameNames = (a: string[], b: string[]): boolean =>
  a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n');
