import type { EngineDevice } from '../../common/devices.ts';
import { bind, nativeAddress, nativeLoader, type NativeCall } from '../../common/native.ts';
import { uuidText } from './devices-cuda.ts';

const SIGNATURES = {
  vkCreateInstance: 'int vkCreateInstance(void *info, void *allocator, _Out_ void **instance)',
  vkDestroyInstance: 'void vkDestroyInstance(void *instance, void *allocator)',
  vkEnumeratePhysicalDevices: 'int vkEnumeratePhysicalDevices(void *instance, _Inout_ uint32_t *count, void *devices)',
  vkGetPhysicalDeviceProperties2: 'void vkGetPhysicalDeviceProperties2(void *device, void *properties)',
} as const;
const LIBRARIES = ['libvulkan.so.1', 'vulkan-1.dll'];
/** VkStructureType of what is passed (vulkan_core.h 1.1; VK_EXT_pci_bus_info). */
const TYPE = { applicationInfo: 0, instanceInfo: 1, properties2: 1000059001, ids: 1000071004, pci: 1000212000 };
const API_1_1 = (1 << 22) | (1 << 12);
/** VkPhysicalDeviceType. */
const KINDS = ['unknown', 'integrated', 'discrete', 'unknown', 'cpu'] as const;
const NVIDIA = 0x10de;

interface Seen extends EngineDevice {
  vendor: number;
}

/**
 * The devices that llama.cpp's Vulkan backend takes: those that `visible` (GGML_VK_VISIBLE_DEVICES) lists by index,
 * else those with the names it told. Null where Vulkan cannot be asked. A card that two drivers show counts once.
 */
export async function vulkanDevices(
  visible: string | undefined,
  names: readonly string[],
): Promise<EngineDevice[] | null> {
  const all = await enumerate();
  if (all === null) return null;
  const chosen =
    visible === undefined
      ? all.filter((d) => names.includes(d.name))
      : visible.split(',').flatMap((i) => (/^\s*\d+\s*$/.test(i) ? (all[Number(i)] ?? []) : []));
  const once = chosen.filter((d, i) => d.uuid === null || chosen.findIndex((o) => o.uuid === d.uuid) === i);
  // Only NVIDIA's drivers give Vulkan the UUID that its management library tells too.
  return once.map(({ vendor, ...d }) => ({ ...d, uuid: vendor === NVIDIA ? d.uuid : null }));
}

async function enumerate(): Promise<Seen[] | null> {
  const open = await nativeLoader().catch(() => null);
  for (const name of LIBRARIES) {
    try {
      const { calls: vk, missing } = bind(open!(name), SIGNATURES, [
        'vkCreateInstance',
        'vkDestroyInstance',
        'vkEnumeratePhysicalDevices',
        'vkGetPhysicalDeviceProperties2',
      ]);
      if (missing === null) return await withInstance(vk as Record<keyof typeof SIGNATURES, NativeCall>);
    } catch {
      // Not under this name.
    }
  }
  return null;
}

async function withInstance(vk: Record<keyof typeof SIGNATURES, NativeCall>): Promise<Seen[] | null> {
  const address = await nativeAddress();
  const application = Buffer.alloc(48);
  application.writeInt32LE(TYPE.applicationInfo, 0);
  application.writeUInt32LE(API_1_1, 44);
  const info = Buffer.alloc(64);
  info.writeInt32LE(TYPE.instanceInfo, 0);
  info.writeBigUInt64LE(address(application), 24);
  const instance: unknown[] = [null];
  if (vk.vkCreateInstance(info, null, instance) !== 0) return null;
  try {
    const count = [0];
    if (vk.vkEnumeratePhysicalDevices(instance[0], count, null) !== 0) return null;
    const handles = Buffer.alloc(8 * Math.max(1, count[0]!));
    // 5 is VK_INCOMPLETE: one came meanwhile.
    if (![0, 5].includes(vk.vkEnumeratePhysicalDevices(instance[0], count, handles) as number)) return null;
    return Array.from({ length: count[0]! }, (_, i) => propertiesOf(vk, handles.readBigUInt64LE(8 * i), address));
  } finally {
    vk.vkDestroyInstance(instance[0], null);
  }
}

function propertiesOf(
  vk: Record<keyof typeof SIGNATURES, NativeCall>,
  device: bigint,
  address: (buffer: Buffer) => bigint,
): Seen {
  // Room beyond the structs' sizes costs nothing; a driver without the extension leaves the PCI address all ones.
  const pci = Buffer.alloc(64, 0xff);
  pci.writeInt32LE(TYPE.pci, 0);
  pci.writeBigUInt64LE(0n, 8);
  const ids = Buffer.alloc(128);
  ids.writeInt32LE(TYPE.ids, 0);
  ids.writeBigUInt64LE(address(pci), 8);
  const properties = Buffer.alloc(2048);
  properties.writeInt32LE(TYPE.properties2, 0);
  properties.writeBigUInt64LE(address(ids), 8);
  vk.vkGetPhysicalDeviceProperties2(device, properties);
  // VkPhysicalDeviceProperties from byte 16: API, driver, vendor, device, type, name.
  const name = properties.toString('utf8', 36, properties.indexOf(0, 36));
  const [domain, bus, slot, fn] = [16, 20, 24, 28].map((at) => pci.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  const hex = (x: number, digits: number) => x.toString(16).padStart(digits, '0');
  return {
    name,
    vendor: properties.readUInt32LE(24),
    kind: KINDS[properties.readUInt32LE(32)] ?? 'unknown',
    uuid: uuidText(ids.subarray(16, 32)),
    pci: domain === 0xffffffff ? null : `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`,
  };
}
