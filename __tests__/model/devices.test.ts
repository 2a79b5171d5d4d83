import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cudaDevices, uuidText } from '../../src/model/llama/devices-cuda.ts';
import { engineDevices } from '../../src/model/llama/devices.ts';
import { vulkanDevices } from '../../src/model/llama/devices-vulkan.ts';
import { temporaryFolder } from '../support/tmp.ts';

const lavapipe = ['lvp_icd.json', 'lvp_icd.x86_64.json'].some((f) => existsSync(`/usr/share/vulkan/icd.d/${f}`));
if (!lavapipe) console.warn('skipped "Vulkan tells": no lavapipe (apt-get install mesa-vulkan-drivers)');

const llama = (gpu: 'cuda' | 'vulkan' | 'metal' | false, names: string[]) =>
  ({ gpu, getGpuDeviceNames: async () => names }) as unknown as Parameters<typeof engineDevices>[0];

(lavapipe ? describe : describe.skip)('Vulkan tells', () => {
  it('lavapipe by index as a CPU, and nothing by an index or a name that is not there', async () => {
    const [device] = (await vulkanDevices('0', []))!;
    expect(device).toMatchObject({ kind: 'cpu', uuid: null, name: expect.stringMatching(/llvmpipe/) });
    for (const none of ['7', '', 'x', '-1']) expect(await vulkanDevices(none, [])).toEqual([]);
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
  expect(await engineDevices(llama('cuda', ['NVIDIA H100']), { gpuLayers: 9 })).toEqual([
    { name: 'NVIDIA H100', uuid: null, pci: null, kind: 'unknown' },
  ]);
  expect(await engineDevices(llama('metal', ['Apple M2']), { gpuLayers: 9 })).toMatchObject([{ kind: 'integrated' }]);
  expect(
    await engineDevices(llama('vulkan', ['llvmpipe (LLVM 15.0.6, 256 bits)', 'other']), { gpuLayers: 9 }),
  ).toMatchObject([{ kind: 'cpu' }, { kind: 'unknown' }]);
});

it('a UUID is written as NVML writes it', () => {
  expect(uuidText(Uint8Array.from({ length: 16 }, (_, i) => i * 17))).toBe('GPU-00112233-4455-6677-8899-aabbccddeeff');
});

const noCompiler = spawnSync('cc', ['--version']).status === 0 ? null : 'no C compiler';
if (noCompiler) console.warn(`skipped "CUDA tells": ${noCompiler}`);

(noCompiler ? describe.skip : describe)('CUDA tells (a fake driver)', () => {
  const SOURCE = `#include <string.h>
int cuInit(unsigned f) { return f; } int cuDeviceGetCount(int *n) { *n = 2; return STATUS; } int cuDeviceGet(int *d, int i) { *d = 10 + i; return 0; }
int cuDeviceGetName(char *s, int n, int d) { strncpy(s, d == 10 ? "NVIDIA H100" : "NVIDIA T400", n); return 0; }
int cuDeviceGetUuid(unsigned char *u, int d) { for (int i = 0; i < 16; i++) u[i] = d; return 0; }
#ifdef PCI
int cuDeviceGetPCIBusId(char *s, int n, int d) { strncpy(s, d == 10 ? "0000:8A:00.0" : "0000:03:00.0", n); return 0; }
#endif
`;
  const build = async (...defines: string[]): Promise<string> => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'cuda.c'), SOURCE);
    const built = spawnSync(
      'cc',
      ['-shared', '-fPIC', '-o', join(folder, 'libcuda.so'), ...defines, join(folder, 'cuda.c')],
      { encoding: 'utf8' },
    );
    if (built.status !== 0) throw new Error(built.stderr);
    return join(folder, 'libcuda.so');
  };

  it('name, UUID and PCI address of each device, in its order', async () => {
    expect(await cudaDevices(['/no/such/library', await build('-DSTATUS=0', '-DPCI')])).toEqual([
      { name: 'NVIDIA H100', uuid: 'GPU-0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a', pci: '0000:8a:00.0', kind: 'discrete' },
      { name: 'NVIDIA T400', uuid: 'GPU-0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b', pci: '0000:03:00.0', kind: 'discrete' },
    ]);
  });

  it('what a driver lacks is null, and one that fails is none', async () => {
    expect((await cudaDevices([await build('-DSTATUS=0')]))![0]).toMatchObject({
      pci: null,
      uuid: expect.stringMatching(/^GPU-/),
    });
    expect(await cudaDevices([await build('-DSTATUS=100')])).toBeNull();
    expect(await cudaDevices(['/no/such/library'])).toBeNull();
  });
});
