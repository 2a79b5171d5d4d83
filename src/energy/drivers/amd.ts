import { join } from 'node:path';
import { F } from '../series.ts';
import { listFolder, readText, SysfsNumber } from './sysfs.ts';
import { DriverUnavailable, type ChannelInfo, type SensorDriver } from './types.ts';

interface Card { channel: ChannelInfo; energy: SysfsNumber | null; instant: SysfsNumber | null; average: SysfsNumber | null; temperature: SysfsNumber | null; clock: SysfsNumber | null; limit: SysfsNumber | null; firstEnergy: number; moved: boolean }

/**
 * AMD GPUs through amdgpu's hwmon (Documentation/gpu/amdgpu/thermal.rst): `energy1_input` in µJ where the kernel has
 * it, `power1_input` (instant) and `power1_average` in µW, `freq1_input` in Hz, `temp1_input` in m°C. A counter that
 * never moves is not shown, since on some boards it exists and stands still.
 */
export function openAmd(sysfs: string): SensorDriver {
  const cards = listFolder(join(sysfs, 'class', 'drm')).filter((n) => /^card\d+$/.test(n)).flatMap((n) => openCard(join(sysfs, 'class', 'drm', n, 'device')) ?? []);
  if (cards.length === 0) throw new DriverUnavailable('no amdgpu hwmon with energy or power under /sys/class/drm', 'load the amdgpu kernel driver; in a container mount /sys read-only');
  return {
    kind: 'amd',
    channels: cards.map((c) => c.channel),
    environment: { gpu: [...new Set(cards.map((c) => c.channel.label))].join(' + '), gpuCount: cards.length, powerLimitWatts: cards.some((c) => c.channel.powerLimitWatts === null) ? null : cards.reduce((s, c) => s + c.channel.powerLimitWatts!, 0) },
    warnings: [],
    read(index, row) {
      const card = cards[index]!;
      const energy = card.energy?.read() ?? NaN;
      card.moved ||= energy > card.firstEnergy;
      if (card.moved) row[F.energy_mj] = energy / 1000;
      row[F.instant_mw] = (card.instant?.read() ?? NaN) / 1000;
      row[F.average_mw] = (card.average?.read() ?? NaN) / 1000;
      row[F.temperature_c] = (card.temperature?.read() ?? NaN) / 1000;
      row[F.sm_clock_mhz] = (card.clock?.read() ?? NaN) / 1e6;
      row[F.power_limit_mw] = (card.limit?.read() ?? NaN) / 1000;
    },
    close: () => cards.forEach((c) => [c.energy, c.instant, c.average, c.temperature, c.clock, c.limit].forEach((f) => f?.close())),
  };
}

function openCard(device: string): Card | null {
  for (const name of listFolder(join(device, 'hwmon'))) {
    const hwmon = join(device, 'hwmon', name);
    if (readText(join(hwmon, 'name')) !== 'amdgpu') continue;
    const open = (file: string) => SysfsNumber.open(join(hwmon, file));
    const card = { energy: open('energy1_input'), instant: open('power1_input'), average: open('power1_average'), temperature: open('temp1_input'), clock: open('freq1_input'), limit: open('power1_cap') };
    if (card.energy === null && card.instant === null && card.average === null) continue;
    const id = readText(join(device, 'unique_id')) ?? name;
    const limit = card.limit?.read() ?? NaN;
    const channel = { name: `AMD-${id}`, label: `AMD ${readText(join(device, 'product_name')) ?? readText(join(device, 'device')) ?? 'GPU'}`, powerLimitWatts: Number.isNaN(limit) ? null : limit / 1e6 };
    return { channel, ...card, firstEnergy: card.energy?.read() ?? NaN, moved: false };
  }
  return null;
}
