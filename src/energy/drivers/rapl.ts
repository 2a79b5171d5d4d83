import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { F } from '../series.ts';
import { listFolder, readText } from './sysfs.ts';
import { DriverUnavailable, type SensorDriver } from './types.ts';

interface Zone { name: string; fd: number; rangeUj: number; last: number; total: number }

/**
 * Intel and AMD RAPL through Linux's powercap: package and DRAM zones, summed into the channel `host`.
 * `energy_uj` counts microjoules and wraps at `max_energy_range_uj` (Documentation/power/powercap/powercap.rst);
 * it must be read more often than it wraps, which at 5 ms it is. A zone inside a package (core, uncore) is part
 * of it and not added; `psys` counts the packages again and is left out.
 */
export function openRapl(sysfs: string): SensorDriver {
  const root = join(sysfs, 'class', 'powercap');
  const zones: Zone[] = [];
  for (const folder of zoneFolders(root)) {
    const name = readText(join(folder, 'name'));
    if (name === null || !/^(package|dram)/.test(name)) continue;
    zones.push(openZone(folder, name));
  }
  if (zones.length === 0) {
    throw new DriverUnavailable(`no RAPL package zone under ${root}`, 'load the kernel module intel_rapl_common (bare metal only: most virtual machines have no RAPL), or use the meter estimate');
  }
  const buffer = Buffer.alloc(32);
  return {
    kind: 'rapl',
    channels: [{ name: 'host', label: zones.map((z) => z.name).join(' + '), powerLimitWatts: null }],
    environment: { raplZones: zones.map((z) => z.name).join(' ') },
    warnings: [],
    read(_index, row) {
      let total = 0;
      for (const zone of zones) {
        const n = readSync(zone.fd, buffer, 0, 32, 0);
        const now = Number.parseInt(buffer.toString('latin1', 0, n), 10);
        total += Number.isNaN(now) ? NaN : unwrap(zone, now);
      }
      row[F.energy_mj] = total / 1000;
    },
    close: () => zones.forEach((z) => closeSync(z.fd)),
  };
}

/** Adds what the counter advanced since the last reading (µJ), over a wrap where it fell; returns the running total. */
export function unwrap(zone: { rangeUj: number; last: number; total: number }, now: number): number {
  const step = now - zone.last;
  zone.total += step >= 0 ? step : step + zone.rangeUj;
  zone.last = now;
  return zone.total;
}

function zoneFolders(root: string): string[] {
  // Sub-zones stand beside their parents in /sys/class/powercap, as links.
  return listFolder(root).filter((n) => /^(intel|amd)-rapl:\d+(:\d+)?$/.test(n)).sort().map((n) => join(root, n));
}

function openZone(folder: string, name: string): Zone {
  const file = join(folder, 'energy_uj');
  try {
    const fd = openSync(file, 'r');
    const rangeUj = Number(readText(join(folder, 'max_energy_range_uj')) ?? 2 ** 32);
    const last = Number(readFileSync(file, 'latin1'));
    return { name, fd, rangeUj, last, total: last };
  } catch (cause) {
    throw new DriverUnavailable(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`, 'sudo chmod -R a+r /sys/class/powercap/*/energy_uj (or a udev rule, so that it outlasts a reboot)', { cause });
  }
}
