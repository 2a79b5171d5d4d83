import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDriver } from '../../src/energy/drivers/open.ts';
import { openRapl } from '../../src/energy/drivers/rapl.ts';
import { POSSIBLE_WATTS, unwrap } from '../../src/energy/drivers/unwrap.ts';
import { agree, livingChannels, lookAtCounters } from '../../src/energy/drivers/watch.ts';
import { FIELD, RECORD_LENGTH } from '../../src/energy/columns.ts';

/** A range as RAPL has it, and polls of 5 ms. */
const RANGE = 262_143_328_850;
const POLL = 0.005;

describe('unwrap', () => {
  const power = fc.double({ min: 0, max: POSSIBLE_WATTS, noNaN: true });

  test('any course of possible power comes out whole, over any number of wraps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: RANGE - 1 }),
        fc.integer({ min: 20_000_000, max: RANGE }),
        fc.array(power, { minLength: 1, maxLength: 60 }),
        (start, range, watts) => {
          const counter = { rangeUj: range, last: start % range, total: start % range };
          let truth = start % range;
          for (const w of watts) {
            truth += Math.floor(w * POLL * 1e6);
            expect(unwrap(counter, truth % range, POLL)).toBe(truth);
          }
        },
      ),
    );
  });

  test('a fall that no possible power explains is a fall, wherever the counter stood', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: RANGE - 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (last, share) => {
        const now = Math.floor(share * (last - 1));
        const over = now - last + RANGE;
        const counter = { rangeUj: RANGE, last, total: last };
        const total = unwrap(counter, now, POLL);
        if (over > POSSIBLE_WATTS * POLL * 1e6) expect(total).toBe(now);
        else expect(total).toBe(last + over);
      }),
    );
  });

  test('both sides of the bound: the advance of 2,000 W over a wrap counts, one microjoule more is a reset', () => {
    const most = POSSIBLE_WATTS * POLL * 1e6;
    const at = (advance: number) => unwrap({ rangeUj: RANGE, last: RANGE - 1000, total: 0 }, advance - 1000, POLL);
    expect(at(most)).toBe(most);
    expect(at(most + 1)).toBeLessThan(0);
  });

  test('3 J back is no wrap; after a reset the counter counts on', () => {
    const counter = { rangeUj: RANGE, last: 10_000_000, total: 10_000_000 };
    expect(unwrap(counter, 7_000_000, POLL)).toBe(7_000_000);
    expect(unwrap(counter, 7_500_000, POLL)).toBe(7_500_000);
  });
});

describe('counters that agree', () => {
  const course = (n: number, step = 61) => Array.from({ length: n }, (_, k) => 1e6 + step * k * ((k % 3) + 1));

  test('the same values to the digit are one counter, but for reads in between an update', () => {
    const a = course(40);
    expect(agree(a, [...a])).toBe(true);
    const behind = a.map((x, k) => (k % 5 === 0 && k > 0 ? a[k - 1]! : x));
    expect(agree(a, behind)).toBe(true);
  });

  test('equal power is not the same counter, nor is one that stands still, nor too few movements', () => {
    const a = course(40);
    expect(
      agree(
        a,
        a.map((x) => x + 7),
      ),
    ).toBe(false);
    expect(agree(Array(40).fill(5), Array(40).fill(5))).toBe(false);
    const few = (moves: number) => Array.from({ length: 40 }, (_, k) => Math.min(k, moves));
    expect(agree(few(7), few(7))).toBe(false);
    expect(agree(few(8), few(8))).toBe(true);
  });

  test('of counters that run, copies name the first, and the dead is told', () => {
    let t = 0;
    const first = () => (t += 13);
    const looked = lookAtCounters([first, () => t, () => 42, () => 3 * t]);
    expect(looked).toEqual([
      { moved: true, copyOf: null },
      { moved: true, copyOf: 0 },
      { moved: false, copyOf: null },
      { moved: true, copyOf: null },
    ]);
  });
});

describe('a channel lives', () => {
  const alive = (read: (row: Float64Array, n: number) => void) => {
    let n = 0;
    return livingChannels({ channels: [0], read: (_i, row) => read(row, n++) })[0];
  };
  test.each<[string, boolean, (row: Float64Array, n: number) => void]>([
    ['where its counter moves', true, (row, n) => (row[FIELD.energy_mj] = 100 + n)],
    ['where power is told, though it stays', true, (row) => (row[FIELD.instant_mw] = 20_000)],
    ['where average power is told', true, (row) => (row[FIELD.average_mw] = 1)],
    ['not where the counter stands', false, (row) => (row[FIELD.energy_mj] = 5e6)],
    ['not at 0 W', false, (row) => (row[FIELD.instant_mw] = 0)],
    ['not where nothing is told', false, () => undefined],
    ['not where the counter only falls', false, (row, n) => (row[FIELD.energy_mj] = 1e6 - n)],
  ])('%s', (_name, lives, read) => expect(alive(read)).toBe(lives));
});

describe('opening a driver', () => {
  let sysfs: string;
  beforeEach(() => {
    sysfs = mkdtempSync(join(tmpdir(), 'joulegate-open-'));
  });
  afterEach(() => rmSync(sysfs, { recursive: true }));

  function card(n: number, files: Record<string, number>): void {
    const at = join(sysfs, 'class', 'drm', `card${n}`, 'device');
    mkdirSync(join(at, 'hwmon', 'hwmon0'), { recursive: true });
    writeFileSync(join(at, 'unique_id'), `id${n}\n`);
    writeFileSync(join(at, 'product_name'), `MI${n}\n`);
    writeFileSync(join(at, 'hwmon', 'hwmon0', 'name'), 'amdgpu\n');
    for (const [name, value] of Object.entries(files)) writeFileSync(join(at, 'hwmon', 'hwmon0', name), `${value}\n`);
  }

  test('a dead card is left out by name, and counts in nothing; the other goes on', async () => {
    card(0, { energy1_input: 77 });
    card(1, { power1_average: 30_000_000, power1_cap: 300_000_000 });
    const driver = await openDriver('amd', { JOULEGATE_SYSFS: sysfs });
    expect(driver.channels).toEqual([{ name: 'AMD-id1', label: 'AMD MI1', powerLimitWatts: 300 }]);
    expect(driver.environment).toMatchObject({ gpu: 'AMD MI1', gpuCount: 1, powerLimitWatts: 300 });
    expect(driver.leftOut).toEqual([expect.stringContaining('AMD MI0 AMD-id0')]);
    const row = new Float64Array(RECORD_LENGTH);
    driver.read(0, row);
    expect(row[FIELD.average_mw]).toBe(30_000);
    driver.close();
  });

  test('where all are dead, the meter is there and does not work: auto says so', async () => {
    card(0, { energy1_input: 77, power1_average: 0 });
    await expect(openDriver('amd', { JOULEGATE_SYSFS: sysfs })).rejects.toMatchObject({
      present: true,
      message: expect.stringContaining('AMD MI0: the sensor is there'),
      fix: expect.stringContaining('estimate'),
    });
    await expect(openDriver('rapl', { JOULEGATE_SYSFS: sysfs })).rejects.toMatchObject({ present: false });
  });

  test('only the devices asked for are read, and a name that is not there is refused', async () => {
    for (const n of [0, 1, 2]) card(n, { power1_average: 1_000_000 * (n + 1) });
    const driver = await openDriver('amd', { JOULEGATE_SYSFS: sysfs }, ['AMD-id2', 'host']);
    expect([driver.channels.map((c) => c.name), driver.environment.gpuCount]).toEqual([['AMD-id2'], 1]);
    const row = new Float64Array(RECORD_LENGTH);
    driver.read(0, row);
    expect(row[FIELD.average_mw]).toBe(3000);
    driver.close();
    await expect(openDriver('amd', { JOULEGATE_SYSFS: sysfs }, ['AMD-no'])).rejects.toThrow(
      'none of the devices asked for',
    );
  });

  test("an index of Vulkan cannot be told by AMD's meter: ambiguous with several cards, not with one", async () => {
    card(0, { power1_average: 1 * 1e6 });
    card(1, { power1_average: 2 * 1e6 });
    const env = { JOULEGATE_SYSFS: sysfs, GGML_VK_VISIBLE_DEVICES: '1' };
    const both = await openDriver('amd', env);
    expect(both.ambiguous).toContain('GGML_VK_VISIBLE_DEVICES=1');
    both.close();
    const one = await openDriver('amd', { ...env, HIP_VISIBLE_DEVICES: '1' });
    expect(one.ambiguous).toBeNull();
    one.close();
  });
});

describe('RAPL zones', () => {
  let sysfs: string;
  beforeEach(() => {
    sysfs = mkdtempSync(join(tmpdir(), 'joulegate-zones-'));
  });
  afterEach(() => rmSync(sysfs, { recursive: true }));

  /** Zones whose counters move while the driver looks: each read of the first moves them all. */
  function zones(
    names: string[],
    value: (name: string, k: number) => number,
  ): { driver: ReturnType<typeof openRapl>; stop: () => void } {
    const write = (k: number) =>
      names.forEach((name, i) => {
        const at = join(sysfs, 'class', 'powercap', `intel-rapl:${i}`);
        mkdirSync(at, { recursive: true });
        writeFileSync(join(at, 'name'), `${name}\n`);
        writeFileSync(join(at, 'max_energy_range_uj'), `${RANGE}\n`);
        writeFileSync(join(at, 'energy_uj'), `${value(name, k)}\n`);
      });
    write(0);
    const driver = openRapl(sysfs);
    // The look blocks this thread: the counters move in a read's own time.
    let k = 0;
    const wait = Atomics.wait;
    Atomics.wait = ((...args: Parameters<typeof Atomics.wait>) => {
      write(++k);
      return wait(...args);
    }) as typeof Atomics.wait;
    return {
      driver,
      stop: () => {
        Atomics.wait = wait;
        driver.close();
      },
    };
  }

  test('one counter under two die names counts once, and is named; two packages of their own both count', () => {
    for (const [same, expected] of [
      [true, 'package-0-die-0'],
      [false, 'package-0-die-0 package-0-die-1'],
    ] as const) {
      const { driver, stop } = zones(
        ['package-0-die-0', 'package-0-die-1'],
        (name, k) => 1_000_000 + 50_000 * k + (same || name.endsWith('0') ? 0 : 17 * k + 5),
      );
      try {
        driver.settle!();
        expect(driver.environment.raplZones).toBe(expected);
        expect(driver.leftOut).toEqual(same ? ['package-0-die-1 (the same counter as package-0-die-0)'] : []);
        const row = new Float64Array(RECORD_LENGTH);
        driver.read(0, row);
        if (same) expect(row[FIELD.energy_mj]! / 1000).toBeLessThan(5);
      } finally {
        stop();
      }
    }
  });

  test('a dead zone beside a living one is left out by name; where none moves nothing is', () => {
    for (const dead of [true, false]) {
      const { driver, stop } = zones(['package-0', 'dram'], (name, k) => (name === 'dram' || !dead ? 7 : 1000 * k));
      try {
        driver.settle!();
        expect(driver.channels[0]!.label).toBe(dead ? 'package-0' : 'package-0 + dram');
        expect(driver.leftOut).toEqual(dead ? ['dram (its counter stands still)'] : []);
      } finally {
        stop();
      }
    }
  });
});
