import { join } from 'node:path';
import { FIELD } from '../columns.ts';
import { listFolder, readText, SysfsNumber } from './sysfs.ts';
import { DriverUnavailable, type SensorDriver } from './types.ts';

interface Rail {
  name: string;
  millivolts: SysfsNumber;
  milliamperes: SysfsNumber;
}

/** Rails that hold others: where one is there, the others must not be added to it. */
const WHOLE_BOARD = /^(VDD_IN|POM_5V_IN|VIN_SYS_5V0)$/;

/**
 * Jetson boards through the INA3221 on their supply rails (Documentation/hwmon/ina3221.rst): `in*_input` in mV times
 * `curr*_input` in mA. The board's input rail is taken where it is metered, else the sum of the rails. It is
 * the whole module's power, host and GPU together, and is flagged `module-scope`.
 */
export function openJetson(sysfs: string): SensorDriver {
  const root = join(sysfs, 'bus', 'i2c', 'drivers', 'ina3221');
  const rails = listFolder(root).flatMap((chip) =>
    listFolder(join(root, chip, 'hwmon')).flatMap((h) => railsOf(join(root, chip, 'hwmon', h))),
  );
  if (rails.length === 0)
    throw new DriverUnavailable(
      `no INA3221 power rail under ${root}`,
      'use a Jetson board with its L4T kernel; in a container mount /sys read-only',
    );
  const board = rails.filter((r) => WHOLE_BOARD.test(r.name));
  const used = board.length > 0 ? board.slice(0, 1) : rails;
  const label = used.map((r) => r.name).join(' + ');
  return {
    kind: 'jetson',
    channels: [{ name: 'jetson', label, powerLimitWatts: null }],
    environment: {
      gpu: readText(join(sysfs, 'firmware', 'devicetree', 'base', 'model'))?.replaceAll('\0', '') ?? 'Jetson',
      gpuCount: 1,
      rails: label,
    },
    warnings: ['module-scope'],
    read(_index, row) {
      row[FIELD.instant_mw] = used.reduce((sum, r) => sum + (r.millivolts.read() * r.milliamperes.read()) / 1000, 0);
    },
    close: () => rails.forEach((r) => [r.millivolts, r.milliamperes].forEach((f) => f.close())),
  };
}

function railsOf(hwmon: string): Rail[] {
  return [1, 2, 3].flatMap((i) => {
    const name = readText(join(hwmon, `in${i}_label`));
    const millivolts = SysfsNumber.open(join(hwmon, `in${i}_input`));
    const milliamperes = SysfsNumber.open(join(hwmon, `curr${i}_input`));
    return name === null || millivolts === null || milliamperes === null ? [] : [{ name, millivolts, milliamperes }];
  });
}
