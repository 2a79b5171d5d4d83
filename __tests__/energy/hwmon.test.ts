import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openAmd } from '../../src/energy/drivers/amd.ts';
import { openJetson } from '../../src/energy/drivers/jetson.ts';
import { FIELD, RECORD_LENGTH } from '../../src/energy/columns.ts';
import type { SensorDriver } from '../../src/energy/drivers/types.ts';

let sysfs: string;
beforeEach(() => {
  sysfs = mkdtempSync(join(tmpdir(), 'joulegate-hwmon-'));
});
afterEach(() => rmSync(sysfs, { recursive: true }));

function put(folder: string, files: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(files)) {
    const file = join(sysfs, folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${value}\n`);
  }
}

function read(driver: SensorDriver): Float64Array {
  const row = new Float64Array(RECORD_LENGTH).fill(NaN);
  driver.read(0, row);
  return row;
}

test('amdgpu: units, and a counter that stands still is not shown', () => {
  const hwmon = 'class/drm/card0/device/hwmon/hwmon3';
  put(hwmon, {
    name: 'amdgpu',
    energy1_input: 5_000_000,
    power1_average: 42_000_000,
    temp1_input: 51_000,
    freq1_input: 2_000_000_000,
    power1_cap: 300_000_000,
  });
  put('class/drm/card0/device', { unique_id: 'abc', product_name: 'MI210' });
  const driver = openAmd(sysfs, 'libamd_smi.so cannot be loaded');
  expect(driver.channels).toEqual([{ name: 'AMD-abc', label: 'AMD MI210', powerLimitWatts: 300 }]);
  const still = read(driver);
  expect([
    still[FIELD.energy_mj],
    still[FIELD.average_mw],
    still[FIELD.instant_mw],
    still[FIELD.temperature_c],
    still[FIELD.sm_clock_mhz],
    still[FIELD.power_limit_mw],
  ]).toEqual([NaN, 42_000, NaN, 51, 2000, 300_000]);
  put(hwmon, { energy1_input: 5_250_000 });
  expect(read(driver)[FIELD.energy_mj]).toBe(5250);
  driver.close();
});

test("Jetson: the board's input rail, or the sum of the rails", () => {
  const rail = (i: number, label: string, mv: number, ma: number) => ({
    [`in${i}_label`]: label,
    [`in${i}_input`]: mv,
    [`curr${i}_input`]: ma,
  });
  put('bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon1', {
    ...rail(1, 'VDD_GPU_SOC', 5000, 400),
    ...rail(2, 'VDD_CPU_CV', 5000, 100),
  });
  const parts = openJetson(sysfs);
  expect(read(parts)[FIELD.instant_mw]).toBe(2500);
  parts.close();
  put('bus/i2c/drivers/ina3221/1-0040/hwmon/hwmon1', rail(3, 'VDD_IN', 5000, 1000));
  const board = openJetson(sysfs);
  expect(read(board)[FIELD.instant_mw]).toBe(5000);
  expect(board.warnings).toEqual(['module-scope']);
  board.close();
});

test('a machine without them says so', () => {
  expect(() => openAmd(sysfs, 'libamd_smi.so cannot be loaded')).toThrow('no amdgpu');
  expect(() => openJetson(sysfs)).toThrow('no INA3221');
});
