import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { cudaDevices, uuidText } from '../../src/model/devices-cuda.ts';
import { engineDevices } from '../../src/model/devices.ts';
import { vulkanDevices } from '../../src/model/devices-vulkan.ts';

const lavapipe = ['lvp_icd.json', 'lvp_icd.x86_64.json'].some((f) => existsSync(`/usr/share/vulkan/icd.d/${f}`));
if (!lavapipe) console.warn('skipped "Vulkan tells": no lavapipe (apt-get install mesa-vulkan-drivers)');

const llama = (gpu: 'cuda' | 'vulkan' | 'metal' | false, names: string[]) => ({ gpu, getGpuDeviceNames: async () => names }) as unknown as Parameters<typeof engineDevices>[0];

(lavapipe ? describe : describe.skip)('Vulkan tells', () => {
  it('lavapipe by index as a CPU, and nothing by an index or a name that is not there', async () => {
    const [device] = (await vulkanDevices('0', []))!;
    expect(device).toMatchObject({ kind: 'cpu', uuid: null, name: expect.stringMatching(/llvmpipe/) });
    expect(await vulkanDevices('7', [])).toEqual([]);
    expect(await vulkanDevices(undefined, ['no such card'])).toEqual([]);
    expect(await vulkanDevices(undefined, [device!.name])).toEqual([device]);
    expect(await engineDevices(llama('vulkan', [device!.name]), { gpuLayers: 3 })).toEqual([device]);
  });
});

it('an engine without a GPU, or with no layer on it, runs on the CPU', async () => {
  expect(await engineDevices(llama(false, []), { gpuLayers: 0 })).toEqual([]);
  expect(await engineDevices(llama('cuda', ['NVIDIA H100']), { gpuLayers: 0 })).toEqual([]);
});

it('where the backend cannot be asked, names are all there is', async () => {
  if ((await cudaDevices()) !== null) return console.warn('skipped "names are all there is": this machine has CUDA');
  expect(await engineDevices(llama('cuda', ['NVIDIA H100']), { gpuLayers: 9 })).toEqual([{ name: 'NVIDIA H100', uuid: null, pci: null, kind: 'unknown' }]);
  expect(await engineDevices(llama('metal', ['Apple M2']), { gpuLayers: 9 })).toMatchObject([{ kind: 'integrated' }]);
  expect(await engineDevices(llama('vulkan', ['llvmpipe (LLVM 15.0.6, 256 bits)', 'other']), { gpuLayers: 9 })).toMatchObject([{ kind: 'cpu' }, { kind: 'unknown' }]);
});

it('a UUID is written as NVML writes it', () => {
  expect(uuidText(Uint8Array.from({ length: 16 }, (_, i) => i * 17))).toBe('GPU-00112233-4455-6677-8899-aabbccddeeff');
});
