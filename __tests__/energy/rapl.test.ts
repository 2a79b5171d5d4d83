import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRapl, unwrap } from '../../src/energy/drivers/rapl.ts';
import { DriverUnavailable } from '../../src/energy/drivers/types.ts';
import { FIELD, RECORD_LENGTH } from '../../src/energy/columns.ts';
import { listMeters, openMeter } from '../../src/energy/index.ts';

let sysfs: string;
const saved = { ...process.env };

function zone(folder: string, name: string, energy: number, range = 2 ** 32): string {
  const at = join(sysfs, 'class', 'powercap', folder);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'name'), `${name}\n`);
  writeFileSync(join(at, 'max_energy_range_uj'), `${range}\n`);
  writeFileSync(join(at, 'energy_uj'), `${energy}\n`);
  return join(at, 'energy_uj');
}

beforeEach(() => {
  sysfs = mkdtempSync(join(tmpdir(), 'joulegate-sysfs-'));
  process.env.JOULEGATE_SYSFS = sysfs;
  process.env.JOULEGATE_LOCK_DIR = join(sysfs, 'locks');
});
afterEach(() => {
  process.env = { ...saved };
  rmSync(sysfs, { recursive: true });
});

test('package and DRAM zones are summed, cores and psys are not', () => {
  const energy = zone('intel-rapl:0', 'package-0', 1_000_000);
  zone('intel-rapl:0:0', 'core', 7_000_000);
  zone('intel-rapl:0:1', 'dram', 500_000);
  zone('intel-rapl:1', 'psys', 9_000_000);
  const driver = openRapl(sysfs);
  const row = new Float64Array(RECORD_LENGTH);
  writeFileSync(energy, '1250000\n');
  driver.read(0, row);
  expect(row[FIELD.energy_mj]).toBe(1750);
  driver.close();
});

test('the counter goes on over any number of wraps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 50 }), (steps) => {
      const state = { rangeUj: 1000, last: 0, total: 0 };
      let sum = 0;
      for (const step of steps) expect(unwrap(state, (sum += step) % 1000)).toBe(sum);
    }),
  );
});

test('no zone is a reason with a fix', () => {
  expect(() => openRapl(sysfs)).toThrow(DriverUnavailable);
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)('a counter that may not be read names the chmod', () => {
  chmodSync(zone('intel-rapl:0', 'package-0', 1), 0o000);
  expect(() => openRapl(sysfs)).toThrow(expect.objectContaining({ fix: expect.stringContaining('chmod') }));
});
if (asRoot) console.log('skipped: as root every file can be read, so the permission error cannot be shown');

test('auto takes rapl through the sampler process, and joules arrive', async () => {
  const energy = zone('intel-rapl:0', 'package-0', 0);
  let watts = 50;
  let joules = 0;
  let at = process.hrtime.bigint();
  const fd = openSync(energy, 'r+');
  // In place and of one width: a reader never sees half a number, as in sysfs.
  const write = () => {
    const now = process.hrtime.bigint();
    joules += (Number(now - at) / 1e9) * watts;
    at = now;
    writeSync(fd, String(Math.round(joules * 1e6)).padStart(16, '0'), 0);
  };
  const timer = setInterval(write, 1);
  try {
    expect((await listMeters()).find((m) => m.kind === 'rapl')).toMatchObject({ available: true });
    const meter = await openMeter({ kind: 'auto' });
    expect(meter.info).toMatchObject({ kind: 'rapl', estimated: false, hostKind: 'rapl' });
    await meter.measureIdle(0.3);
    await meter.startBlock();
    for (let i = 0; i < 4; i++) {
      write();
      watts = 150;
      meter.mark('begin', 'decode', 'a');
      await sleep(250);
      write();
      watts = 50;
      meter.mark('end', 'decode', 'a');
      await sleep(120);
    }
    const block = await meter.finishBlock();
    const { decode } = block.requests.get('a')!;
    // A timer of 1 ms writes the counter: whatever it is late by, the counter holds the true joules.
    expect(decode.grossJoules! / (150 * decode.seconds)).toBeGreaterThan(0.9);
    expect(decode.grossJoules! / (150 * decode.seconds)).toBeLessThan(1.1);
    expect(decode.netJoules! / (100 * decode.seconds)).toBeGreaterThan(0.85);
    expect(decode.netJoules! / (100 * decode.seconds)).toBeLessThan(1.15);
    await meter.close();
  } finally {
    clearInterval(timer);
    closeSync(fd);
  }
});
