import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAmd } from '../../src/energy/drivers/amd.ts';
import { openAmdSmi, type AmdSmi } from '../../src/energy/drivers/amd-smi.ts';
import type { SensorDriver } from '../../src/energy/drivers/types.ts';
import { openMeter } from '../../src/energy/index.ts';
import { FIELD, RECORD_LENGTH } from '../../src/energy/columns.ts';
import { noCompiler } from './support/fake-gpu.ts';

if (noCompiler !== null) console.log(noCompiler);

/** Microjoules of a tick of the fake's accumulator, and mJ of the step of one read. */
const TICK = Math.fround(15.259);
const STEP = (1000 * TICK) / 1000;

(noCompiler === null ? describe : describe.skip)('AMD SMI, a fake library beside a fake /sys', () => {
  let folder: string;
  let driver: SensorDriver | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'joulegate-amd-'));
  });
  afterEach(() => {
    driver?.close();
    driver = null;
    rmSync(folder, { recursive: true });
  });

  let libraries = 0;
  function build(...defines: string[]): string {
    const file = join(folder, String(libraries++), 'libamd_smi.so');
    mkdirSync(dirname(file));
    const source = fileURLToPath(new URL('./fake-amd-smi/fake-amd-smi.c', import.meta.url));
    const built = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', file, ...defines.map((d) => `-D${d}`), source], {
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(built.stderr);
    return file;
  }
  const smi = async (...defines: string[]) => (await openAmdSmi([build(...defines)])) as AmdSmi;

  /** A card at the fake's first address, whose hwmon has these files. */
  function card(hwmon: Record<string, string | number>): void {
    const device = 'sys/class/drm/card0/device';
    const files = {
      [`${device}/unique_id`]: 'abc',
      [`${device}/uevent`]: 'DRIVER=amdgpu\nPCI_SLOT_NAME=0000:03:00.0',
      [`${device}/hwmon/hwmon3/name`]: 'amdgpu',
    };
    for (const [name, value] of [
      ...Object.entries(files),
      ...Object.entries(hwmon).map(([k, v]) => [`${device}/hwmon/hwmon3/${k}`, v] as const),
    ]) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), `${value}\n`);
    }
  }
  const open = (source: AmdSmi | string) => (driver = openAmd(join(folder, 'sys'), source));
  function read(reads = 1): Float64Array {
    const row = new Float64Array(RECORD_LENGTH);
    for (let i = 0; i < reads; i++) driver!.read(0, row.fill(NaN));
    return row;
  }

  test("where hwmon counts no energy, AMD SMI does; each other value is hwmon's where it is there", async () => {
    card({ power1_average: 42_000_000, temp1_input: 51_000 });
    expect(open(await smi()).channels).toEqual([{ name: 'AMD-abc', label: 'AMD GPU', powerLimitWatts: 300 }]);
    const first = read();
    const later = read(20);
    expect(later[FIELD.energy_mj]! - first[FIELD.energy_mj]!).toBeCloseTo(20 * STEP, 6);
    expect([
      later[FIELD.average_mw],
      later[FIELD.instant_mw],
      later[FIELD.temperature_c],
      later[FIELD.sm_clock_mhz],
      later[FIELD.power_limit_mw],
    ]).toEqual([42_000, NaN, 51, 1700, 300_000]);
  });

  test("hwmon's own counter is used where it moves, however late within its head start", async () => {
    card({ energy1_input: 5_000_000 });
    open(await smi());
    expect(read(50)[FIELD.energy_mj]).toBeNaN();
    card({ energy1_input: 5_250_000 });
    expect(read()[FIELD.energy_mj]).toBe(5250);
    expect(read(200)[FIELD.energy_mj]).toBe(5250);
  });

  test("where hwmon's counter stands still, AMD SMI's is taken, for good", async () => {
    card({ energy1_input: 5_000_000 });
    open(await smi());
    expect(read(100)[FIELD.energy_mj]).toBeNaN();
    const taken = read()[FIELD.energy_mj]!;
    card({ energy1_input: 5_250_000 });
    expect(read()[FIELD.energy_mj]! - taken).toBeCloseTo(STEP, 6);
  });

  test('a counter of AMD SMI that stands still is not shown', async () => {
    card({ power1_average: 42_000_000 });
    open(await smi('STEP=0'));
    const row = read(300);
    expect([row[FIELD.energy_mj], row[FIELD.average_mw], row[FIELD.temperature_c]]).toEqual([NaN, 42_000, 47]);
  });

  test.each<[string, string[], number[]]>([
    ['a symbol that is missing', ['NO_TEMPERATURE'], [NaN, 1700, 300_000]],
    ['no sensor at the edge', ['NO_EDGE'], [48, 1700, 300_000]],
    ['a clock and a cap that it does not know', ['UNKNOWN'], [47, NaN, NaN]],
  ])('%s leaves only its own value out', async (_name, defines, expected) => {
    card({});
    open(await smi(...defines));
    const row = read(20);
    expect(row[FIELD.energy_mj]).toBeGreaterThan(0);
    expect([row[FIELD.temperature_c], row[FIELD.sm_clock_mhz], row[FIELD.power_limit_mw]]).toEqual(expected);
  });

  test('an error status for energy leaves power; with neither, the driver says so', async () => {
    card({ power1_input: 30_000_000 });
    open(await smi('ENERGY_STATUS=2'));
    const row = read(200);
    expect([row[FIELD.energy_mj], row[FIELD.instant_mw], row[FIELD.sm_clock_mhz]]).toEqual([NaN, 30_000, 1700]);
    driver!.close();
    rmSync(join(folder, 'sys'), { recursive: true });
    card({});
    const other = await smi('ENERGY_STATUS=2');
    expect(() => open(other)).toThrow('no energy from AMD SMI');
    driver = null;
  });

  test.each([
    ['INIT_STATUS=34', 'AMD SMI does not start: status 34'],
    ['NO_BDF', 'libamd_smi.so has no amdsmi_get_gpu_device_bdf'],
  ])('a library with %s is left out, by name', async (define, reason) => {
    const found = await openAmdSmi([build(define)]);
    expect(found).toBe(reason);
    expect(() => openAmd(join(folder, 'sys'), found)).toThrow(`(${reason})`);
  });

  test('no library at all', async () => {
    expect(await openAmdSmi([join(folder, 'none.so')])).toBe('libamd_smi.so cannot be loaded');
  });

  test('cards that only AMD SMI shows, CPUs left out, partitions of a card counted once', async () => {
    card({ power1_input: 30_000_000 });
    expect(open(await smi('GPUS=3', 'PARTITIONS=2')).channels.map((c) => `${c.name} ${c.label}`)).toEqual([
      'AMD-abc AMD GPU',
      'AMD-0000:04:00.0 AMD Fake MI210',
      'AMD-0000:05:00.0 AMD Fake MI210',
    ]);
  });

  test("through the sampler process: joules by AMD SMI's counter", async () => {
    card({});
    const library = build('WATTS=200');
    const saved = process.env;
    process.env = {
      ...saved,
      LD_LIBRARY_PATH: dirname(library),
      JOULEGATE_SYSFS: join(folder, 'sys'),
      JOULEGATE_LOCK_DIR: join(folder, 'locks'),
    };
    try {
      const meter = await openMeter({ kind: 'amd' });
      try {
        expect(Math.abs((await meter.measureIdle(1))! / 200 - 1)).toBeLessThan(0.02);
      } finally {
        await meter.close();
      }
    } finally {
      process.env = saved;
    }
  });
});
