import { bdfText, bindSmi, SMI, STRUCT_BYTES, type Smi } from './amd-smi-abi.ts';
import { nativeLoader, type NativeLibrary } from '../../common/native.ts';

const LIBRARIES = [
  'libamd_smi.so',
  'libamd_smi.so.26',
  'libamd_smi.so.25',
  'libamd_smi.so.24',
  '/opt/rocm/lib/libamd_smi.so',
];
/** A temperature beyond this is in thousandths: the header once said so. */
const MILLIDEGREES = 1000;

/** One GPU as AMD SMI shows it. Each value stands on its own: NaN where its call is missing or answers an error. */
export interface SmiCard {
  /** PCI address, `0000:03:00.0`. */
  bdf: string;
  /** Null where it is not told. */
  name: string | null;
  /** Microjoules since the driver was loaded. */
  energyUj(): number;
  temperatureC(): number;
  clockMhz(): number;
  limitMw(): number;
}

export interface AmdSmi {
  cards: SmiCard[];
  close(): void;
}

/**
 * Opens AMD SMI; where that does not work, the reason as text. Its library is searched as the linker does, and under
 * /opt/rocm.
 */
export async function openAmdSmi(libraries: readonly string[] = LIBRARIES): Promise<AmdSmi | string> {
  const library = await firstLibrary(libraries);
  if (library === null) return 'libamd_smi.so cannot be loaded';
  const { calls: smi, missing } = bindSmi(library);
  if (missing !== null) return `libamd_smi.so has no ${missing}`;
  const started = smi.amdsmi_init!(SMI.initGpus) as number;
  if (started !== SMI.success) return `AMD SMI does not start: status ${started}`;
  return {
    cards: gpus(smi).flatMap((handle) => cardOf(smi, handle) ?? []),
    close: () => void smi.amdsmi_shut_down?.(),
  };
}

async function firstLibrary(libraries: readonly string[]): Promise<NativeLibrary | null> {
  let open: Awaited<ReturnType<typeof nativeLoader>>;
  try {
    open = await nativeLoader();
  } catch {
    return null;
  }
  for (const name of libraries) {
    try {
      return open(name);
    } catch {
      // The next may be there.
    }
  }
  return null;
}

/** Handles of all GPUs of all sockets. */
function gpus(smi: Smi): bigint[] {
  const processors = handles((count, into) => smi.amdsmi_get_socket_handles!(count, into)).flatMap((socket) =>
    handles((count, into) => smi.amdsmi_get_processor_handles!(socket, count, into)),
  );
  return processors.filter((p) => {
    const type = [SMI.typeGpu as number];
    return smi.amdsmi_get_processor_type?.(p, type) !== SMI.success || type[0] === SMI.typeGpu;
  });
}

/** A list of handles by the library's two calls: how many, then which. */
function handles(call: (count: number[], into: Buffer | null) => unknown): bigint[] {
  const count = [0];
  if (call(count, null) !== SMI.success || count[0]! <= 0) return [];
  const buffer = Buffer.alloc(8 * count[0]!);
  if (call(count, buffer) !== SMI.success) return [];
  return Array.from({ length: count[0]! }, (_, i) => buffer.readBigUInt64LE(8 * i));
}

function cardOf(smi: Smi, handle: bigint): SmiCard | null {
  const bdf = [0];
  if (smi.amdsmi_get_gpu_device_bdf!(handle, bdf) !== SMI.success) return null;
  const info = Buffer.alloc(STRUCT_BYTES);
  const filled = (code: unknown) => code === SMI.success;
  return {
    bdf: bdfText(BigInt(bdf[0]!)),
    name: filled(smi.amdsmi_get_gpu_asic_info?.(handle, info.fill(0)))
      ? info.toString('utf8', 0, info.indexOf(0)) || null
      : null,
    energyUj() {
      const [accumulator, resolution] = [[0], [0]];
      return filled(smi.amdsmi_get_energy_count?.(handle, accumulator, resolution, [0]))
        ? Number(accumulator[0]) * resolution[0]!
        : NaN;
    },
    temperatureC() {
      // An MI300 has no edge sensor.
      for (const sensor of [SMI.temperatureEdge, SMI.temperatureHotspot]) {
        const value = [0];
        if (!filled(smi.amdsmi_get_temp_metric?.(handle, sensor, SMI.temperatureCurrent, value))) continue;
        const degrees = Number(value[0]);
        return degrees > MILLIDEGREES ? degrees / 1000 : degrees;
      }
      return NaN;
    },
    clockMhz: () =>
      filled(smi.amdsmi_get_clock_info?.(handle, SMI.clockGfx, info.fill(0)))
        ? unlessUnknown(info.readUInt32LE(0), 0xffffffff)
        : NaN,
    limitMw: () =>
      filled(smi.amdsmi_get_power_cap_info?.(handle, 0, info.fill(0)))
        ? unlessUnknown(Number(info.readBigUInt64LE(0)), 2 ** 64) / 1000
        : NaN,
  };
}

/** The library fills what it does not know with ones; a 0 is no clock and no limit. */
const unlessUnknown = (value: number, ones: number): number => (value === ones || value === 0 ? NaN : value);
