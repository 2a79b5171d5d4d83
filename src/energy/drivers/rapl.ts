import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD } from '../columns.ts';
import { listFolder, readText } from './sysfs.ts';
import { DriverUnavailable, type SensorDriver } from './types.ts';
import { unwrap, type Wrapping } from './unwrap.ts';
import { lookAtCounters } from './watch.ts';

export { unwrap };

interface Zone extends Wrapping {
  name: string;
  fd: number;
  seenNs: number;
}

const buffer = Buffer.alloc(32);

/**
 * Intel and AMD RAPL through Linux's powercap: package and DRAM zones, summed into the channel `host`.
 * `energy_uj` counts microjoules and wraps at `max_energy_range_uj` (Documentation/power/powercap/powercap.rst);
 * it must be read more often than it wraps, which at 5 ms it is. A zone inside a package (core, uncore) is part
 * of it and not added; `psys` counts the packages again and is left out. `settle` leaves out zones that stand still
 * beside others that move, and those that show another's counter (one package under the names of two dies).
 */
export function openRapl(sysfs: string): SensorDriver {
  const root = join(sysfs, 'class', 'powercap');
  const all: Zone[] = [];
  for (const folder of zoneFolders(root)) {
    const name = readText(join(folder, 'name'));
    if (name === null || !/^(package|dram)/.test(name)) continue;
    all.push(openZone(folder, name));
  }
  if (all.length === 0) {
    throw new DriverUnavailable(
      `no RAPL package zone under ${root}`,
      'load the kernel module intel_rapl_common (bare metal only: most virtual machines have no RAPL), or use the meter estimate',
    );
  }
  let zones = all;
  const names = () => zones.map((z) => z.name);
  const leftOut: string[] = [];
  return {
    kind: 'rapl',
    get channels() {
      return [{ name: 'host', label: names().join(' + '), powerLimitWatts: null }];
    },
    get environment() {
      return { raplZones: names().join(' ') };
    },
    warnings: [],
    leftOut,
    settle() {
      const looked = lookAtCounters(all.map((zone) => () => readZone(zone)));
      if (!looked.some((l) => l.moved)) return;
      zones = all.filter((zone, i) => {
        const { moved, copyOf } = looked[i]!;
        if (moved && copyOf === null) return true;
        leftOut.push(
          `${zone.name} (${copyOf === null ? 'its counter stands still' : `the same counter as ${all[copyOf]!.name}`})`,
        );
        return false;
      });
    },
    read(_index, row) {
      let total = 0;
      for (const zone of zones) {
        const now = readZone(zone);
        const nowNs = Number(process.hrtime.bigint());
        total += Number.isNaN(now) ? NaN : unwrap(zone, now, (nowNs - zone.seenNs) / 1e9);
        if (!Number.isNaN(now)) zone.seenNs = nowNs;
      }
      row[FIELD.energy_mj] = total / 1000;
    },
    close: () => all.forEach((z) => closeSync(z.fd)),
  };
}

/** Microjoules; NaN where the zone does not answer now (a processor that was taken offline). */
function readZone({ fd }: Zone): number {
  try {
    return Number.parseInt(buffer.toString('latin1', 0, readSync(fd, buffer, 0, 32, 0)), 10);
  } catch {
    return NaN;
  }
}

function zoneFolders(root: string): string[] {
  // Sub-zones stand beside their parents in /sys/class/powercap, as links.
  return listFolder(root)
    .filter((n) => /^(intel|amd)-rapl:\d+(:\d+)?$/.test(n))
    .sort()
    .map((n) => join(root, n));
}

function openZone(folder: string, name: string): Zone {
  const file = join(folder, 'energy_uj');
  try {
    const fd = openSync(file, 'r');
    const rangeUj = Number(readText(join(folder, 'max_energy_range_uj')) ?? 2 ** 32);
    const last = Number.parseInt(readFileSync(file, 'latin1'), 10);
    return { name, fd, rangeUj, last, total: last, seenNs: Number(process.hrtime.bigint()) };
  } catch (cause) {
    throw new DriverUnavailable(
      `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`,
      'sudo chmod -R a+r /sys/class/powercap/*/energy_uj (or a udev rule, so that it outlasts a reboot)',
      { cause, present: true },
    );
  }
}
