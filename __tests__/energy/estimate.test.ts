import { expect, test } from '@jest/globals';
import { openMeter } from '../../src/energy/index.ts';

function burn(ms: number): void {
  const start = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(start);
    if (user + system > ms * 1000) return;
  }
}

test('phases are CPU time × watts and add up to what the process burnt', async () => {
  const meter = await openMeter({ kind: 'estimate', watts: 20 });
  const before = process.cpuUsage();
  await meter.startBlock();
  meter.mark('begin', 'prefill', 'a');
  burn(60);
  meter.mark('end', 'prefill', 'a');
  meter.mark('begin', 'decode', 'a');
  burn(120);
  meter.mark('end', 'decode', 'a');
  const block = await meter.finishBlock();
  const { user, system } = process.cpuUsage(before);
  const { prefill, decode, check } = block.requests.get('a')!;
  expect(prefill.grossJoules! + decode.grossJoules!).toBeLessThanOrEqual((20 * (user + system)) / 1e6);
  expect(prefill.grossJoules!).toBeGreaterThanOrEqual(20 * 0.06);
  expect(decode.netJoules).toBe(decode.grossJoules);
  expect(check).toMatchObject({ grossJoules: 0, seconds: 0 });
  expect(prefill.standardError!).toBeGreaterThan(0);
  expect(meter.info).toMatchObject({ kind: 'estimate', estimated: true, hostKind: 'estimate' });
  expect(block.sensor.cpuClockResolutionUs).toBeGreaterThan(0);
  await meter.close();
});

test('overlapping phases share the CPU time, and a check is the seconds passed in', async () => {
  const meter = await openMeter({ kind: 'estimate', watts: 10 });
  const before = process.cpuUsage();
  await meter.startBlock();
  meter.mark('begin', 'decode', 'a');
  meter.mark('begin', 'decode', 'b');
  burn(40);
  meter.mark('begin', 'check', 'a');
  meter.mark('end', 'check', 'a', { cpuSeconds: 0.25 });
  meter.mark('end', 'decode', 'b');
  meter.mark('end', 'decode', 'a');
  const { requests } = await meter.finishBlock();
  const { user, system } = process.cpuUsage(before);
  const sum = requests.get('a')!.decode.grossJoules! + requests.get('b')!.decode.grossJoules!;
  expect(sum).toBeLessThanOrEqual((10 * (user + system)) / 1e6);
  expect(sum).toBeGreaterThanOrEqual(0.4);
  expect(requests.get('a')!.check.grossJoules).toBeCloseTo(2.5, 12);
});

test('a phase that never ends makes the block invalid, by name', async () => {
  const meter = await openMeter({ kind: 'estimate' });
  await meter.startBlock();
  meter.mark('begin', 'prefill', 'a');
  expect((await meter.finishBlock()).validity).toEqual({ status: 'invalid', reasons: ['edges-unpaired'] });
});
