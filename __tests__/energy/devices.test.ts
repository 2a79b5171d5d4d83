import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EngineDevice } from '../../src/common/devices.ts';
import { matchDevices, requireMatch } from '../../src/energy/devices.ts';
import { openAmd } from '../../src/energy/drivers/amd.ts';
import { visibleAmd } from '../../src/energy/drivers/visible-amd.ts';
import { ambiguousOrder } from '../../src/energy/drivers/visible.ts';

const UUID = ['GPU-11111111-2222-3333-4444-555555555555', 'GPU-66666666-2222-3333-4444-555555555555'] as const;
const cards = [
  { name: UUID[0], label: 'NVIDIA A100', pci: null },
  { name: UUID[1], label: 'NVIDIA A100', pci: null },
];
const amd = [
  { name: 'AMD-a', label: 'AMD MI210', pci: '0000:03:00.0' },
  { name: 'AMD-b', label: 'AMD MI210', pci: '0000:83:00.0' },
];
const device = (over: Partial<EngineDevice>): EngineDevice => ({
  name: 'NVIDIA A100',
  uuid: null,
  pci: null,
  kind: 'discrete',
  ...over,
});
const lavapipe = device({ name: 'llvmpipe (LLVM 15)', kind: 'cpu' });

describe('the meter reads what the engine runs on', () => {
  test.each<[string, Parameters<typeof matchDevices>, string[] | string]>([
    ['a foreign program: all', ['nvml', cards, undefined], [...UUID]],
    [
      'one of two cards, by UUID in any case',
      ['nvml', cards, [device({ uuid: UUID[1].toUpperCase().replace('GPU', 'GPU') })]],
      [UUID[1]],
    ],
    ['a card that is not read', ['nvml', cards.slice(0, 1), [device({ uuid: UUID[1] })]], 'NVIDIA A100 GPU-66666666'],
    ['the CPU beside a GPU meter', ['nvml', cards, []], 'the engine runs on the CPU'],
    ['a software renderer is the CPU', ['nvml', cards, [lavapipe]], 'the engine runs on the CPU'],
    [
      'by PCI address, whatever the function and the width of the domain',
      ['amd', amd, [device({ name: 'x', pci: '00000000:83:00.1' })]],
      ['AMD-b'],
    ],
    ['another PCI address', ['amd', amd, [device({ pci: '0000:84:00.0' })]], 'at 0000:84:00.0'],
    ['names alone, all cards of that name in use', ['nvml', cards, [device({}), device({})]], [...UUID]],
    ['names alone, one of two equal cards', ['nvml', cards, [device({})]], 'the meter nvml reads'],
    ['names alone, with and without the vendor', ['nvml', cards.slice(0, 1), [device({ name: 'A100' })]], [UUID[0]]],
    ['the CPU under RAPL', ['rapl', [{ name: 'host', label: 'package-0' }], []], ['host']],
    [
      'a GPU inside the package under RAPL',
      ['rapl', [{ name: 'host', label: 'package-0' }], [device({ kind: 'integrated' })]],
      ['host'],
    ],
    ['a card under RAPL', ['rapl', [{ name: 'host', label: 'package-0' }], [device({})]], 'sees nothing'],
    ['a GPU of any kind under estimate', ['estimate', [], [device({ kind: 'integrated' })]], 'counts CPU time'],
    ['the CPU under estimate', ['estimate', [], [lavapipe]], []],
    ["a Jetson's module", ['jetson', [{ name: 'jetson', label: 'VDD_IN' }], [device({ name: 'Orin' })]], ['jetson']],
  ])('%s', (_name, args, expected) => {
    const match = matchDevices(...args);
    if (typeof expected === 'string') {
      expect(match.refusal).toContain(expected);
      expect(() => requireMatch(...args)).toThrow(
        expect.objectContaining({ code: 'meter-unavailable', fix: expect.stringMatching(/meter/) }),
      );
    } else expect(match).toEqual({ names: expected, refusal: null });
  });
});

test.each<[NodeJS.ProcessEnv, number, boolean]>([
  [{}, 2, false],
  [{ CUDA_VISIBLE_DEVICES: '1' }, 2, true],
  [{ CUDA_VISIBLE_DEVICES: '1' }, 1, false],
  [{ CUDA_VISIBLE_DEVICES: '1,0' }, 2, false],
  [{ CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }, 2, false],
  [{ CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'FASTEST_FIRST' }, 2, true],
  [{ CUDA_VISIBLE_DEVICES: UUID[0] }, 2, false],
  [{ CUDA_VISIBLE_DEVICES: '' }, 2, false],
])('an index of CUDA cannot be told from outside: %j with %d cards: %s', (env, count, ambiguous) => {
  expect(ambiguousOrder(env, count) !== null).toBe(ambiguous);
});

describe("AMD's visible devices", () => {
  let sysfs: string;
  beforeEach(() => {
    sysfs = mkdtempSync(join(tmpdir(), 'joulegate-amd-'));
  });
  afterEach(() => rmSync(sysfs, { recursive: true }));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(sysfs, path)), { recursive: true });
    writeFileSync(join(sysfs, path), `${text}\n`);
  };
  const three = [
    { bdf: '0000:83:00.0', id: 'c3' },
    { bdf: '0000:03:00.0', id: 'a1' },
    { bdf: '0000:43:00.0', id: 'b2' },
  ];

  test.each<[NodeJS.ProcessEnv, number[]]>([
    [{}, [1, 2, 0]],
    [{ HIP_VISIBLE_DEVICES: '0' }, [1]],
    [{ ROCR_VISIBLE_DEVICES: '2,1' }, [0, 2]],
    [{ ROCR_VISIBLE_DEVICES: '2,1', HIP_VISIBLE_DEVICES: '1' }, [2]],
    [{ ROCR_VISIBLE_DEVICES: 'GPU-C3' }, [0]],
    [{ CUDA_VISIBLE_DEVICES: '1' }, [2]],
    [{ CUDA_VISIBLE_DEVICES: '1', HIP_VISIBLE_DEVICES: '0' }, [1]],
    [{ CUDA_VISIBLE_DEVICES: UUID[0] }, [1, 2, 0]],
    [{ HIP_VISIBLE_DEVICES: '0,9,1' }, [1]],
    [{ HIP_VISIBLE_DEVICES: '-1' }, []],
  ])('%j leaves %j', (env, expected) => expect(visibleAmd(env, sysfs, three)).toEqual(expected));

  test("indices count as the kernel's topology does, where there is one", () => {
    const node = (n: number, bus: number, simd = 100) =>
      put(`class/kfd/kfd/topology/nodes/${n}/properties`, `simd_count ${simd}\nlocation_id ${bus << 8}\ndomain 0`);
    node(0, 0, 0);
    node(1, 0x83);
    node(2, 0x03);
    node(10, 0x43);
    expect(visibleAmd({ HIP_VISIBLE_DEVICES: '0,2' }, sysfs, three)).toEqual([0, 2]);
  });

  test('the driver reads the card that is left, and says where none is', () => {
    three.forEach(({ bdf, id }, i) => {
      put(`class/drm/card${i}/device/unique_id`, id);
      put(`class/drm/card${i}/device/uevent`, `PCI_SLOT_NAME=${bdf}`);
      put(`class/drm/card${i}/device/hwmon/hwmon${i}/name`, 'amdgpu');
      put(`class/drm/card${i}/device/hwmon/hwmon${i}/power1_average`, '50000000');
    });
    const driver = openAmd(sysfs, 'no SMI', { HIP_VISIBLE_DEVICES: '1' });
    expect(driver.channels.map((c) => c.name)).toEqual(['AMD-b2']);
    expect(driver.addressOf!(0)).toBe('0000:43:00.0');
    driver.close();
    expect(() => openAmd(sysfs, 'no SMI', { HIP_VISIBLE_DEVICES: '7' })).toThrow('leave no card');
  });
});
