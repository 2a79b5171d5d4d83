import { join } from 'node:path';
import { listFolder, readText, SysfsNumber } from './sysfs.ts';

/** A card's amdgpu hwmon; a file that the kernel does not have is null. */
export interface HwmonCard {
  id: string;
  name: string;
  /** PCI address, `0000:03:00.0`; null where sysfs does not tell. */
  bdf: string | null;
  energyUj: SysfsNumber | null;
  instantUw: SysfsNumber | null;
  averageUw: SysfsNumber | null;
  temperatureMc: SysfsNumber | null;
  clockHz: SysfsNumber | null;
  limitUw: SysfsNumber | null;
}

/** Every card with an amdgpu hwmon (Documentation/gpu/amdgpu/thermal.rst), whatever it offers. */
export function hwmonCards(sysfs: string): HwmonCard[] {
  const drm = join(sysfs, 'class', 'drm');
  return listFolder(drm)
    .filter((n) => /^card\d+$/.test(n))
    .flatMap((n) => openCard(join(drm, n, 'device')) ?? []);
}

function openCard(device: string): HwmonCard | null {
  for (const name of listFolder(join(device, 'hwmon'))) {
    const hwmon = join(device, 'hwmon', name);
    if (readText(join(hwmon, 'name')) !== 'amdgpu') continue;
    const open = (file: string) => SysfsNumber.open(join(hwmon, file));
    return {
      id: readText(join(device, 'unique_id')) ?? name,
      name: readText(join(device, 'product_name')) ?? readText(join(device, 'device')) ?? 'GPU',
      bdf: /^PCI_SLOT_NAME=(\S+)$/m.exec(readText(join(device, 'uevent')) ?? '')?.[1]?.toLowerCase() ?? null,
      energyUj: open('energy1_input'),
      instantUw: open('power1_input'),
      averageUw: open('power1_average'),
      temperatureMc: open('temp1_input'),
      clockHz: open('freq1_input'),
      limitUw: open('power1_cap'),
    };
  }
  return null;
}

export function closeCard(c: HwmonCard): void {
  for (const file of [c.energyUj, c.instantUw, c.averageUw, c.temperatureMc, c.clockHz, c.limitUw]) file?.close();
}
