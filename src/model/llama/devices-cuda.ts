import type { EngineDevice } from '../../common/devices.ts';
import { bind, nativeLoader } from '../../common/native.ts';

/** CUDA's driver interface (cuda.h 12), as koffi reads it. It honours CUDA_VISIBLE_DEVICES and makes no context. */
const SIGNATURES = {
  cuInit: 'int cuInit(uint32_t flags)',
  cuDeviceGetCount: 'int cuDeviceGetCount(_Out_ int *count)',
  cuDeviceGet: 'int cuDeviceGet(_Out_ int *device, int ordinal)',
  cuDeviceGetName: 'int cuDeviceGetName(void *name, int length, int device)',
  cuDeviceGetUuid: 'int cuDeviceGetUuid(void *uuid, int device)',
  cuDeviceGetPCIBusId: 'int cuDeviceGetPCIBusId(void *id, int length, int device)',
} as const;
const LIBRARIES = ['libcuda.so.1', 'nvcuda.dll'];

/** The devices that CUDA shows this process; null where its driver cannot be asked. */
export async function cudaDevices(libraries: readonly string[] = LIBRARIES): Promise<EngineDevice[] | null> {
  const open = await nativeLoader().catch(() => null);
  for (const name of libraries) {
    try {
      const { calls: cuda, missing } = bind<keyof typeof SIGNATURES>(open!(name), SIGNATURES, [
        'cuInit',
        'cuDeviceGetCount',
        'cuDeviceGet',
        'cuDeviceGetName',
      ]);
      const count = [0];
      if (missing !== null || cuda.cuInit!(0) !== 0 || cuda.cuDeviceGetCount!(count) !== 0) continue;
      return Array.from({ length: count[0]! }, (_, ordinal) => {
        const device = [0];
        cuda.cuDeviceGet!(device, ordinal);
        const read = (length: number, call: (buffer: Buffer) => unknown) => {
          const buffer = Buffer.alloc(length);
          return call(buffer) === 0 ? buffer : null;
        };
        const uuid = read(16, (b) => cuda.cuDeviceGetUuid?.(b, device[0]));
        const pci = read(32, (b) => cuda.cuDeviceGetPCIBusId?.(b, 32, device[0]));
        return {
          name: text(read(256, (b) => cuda.cuDeviceGetName!(b, 256, device[0]))) ?? `CUDA device ${ordinal}`,
          uuid: uuid === null ? null : uuidText(uuid),
          pci: text(pci)?.toLowerCase() ?? null,
          kind: 'discrete' as const,
        };
      });
    } catch {
      // Not under this name.
    }
  }
  return null;
}

const text = (buffer: Buffer | null): string | null =>
  buffer === null ? null : buffer.toString('utf8', 0, buffer.indexOf(0));

/** 16 bytes as NVML writes a GPU's UUID. */
export function uuidText(bytes: Uint8Array): string {
  return `GPU-${Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
