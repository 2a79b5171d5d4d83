import { FIELD } from '../columns.ts';
import { bindNvml, fieldValue, FIELD_BYTES, FIELD_ID, NVML, nvmlErrorName, type Nvml } from './nvml-abi.ts';
import { nativeLoader, type NativeLibrary } from '../../common/native.ts';
import { clocksOf, type Clocks } from './nvml-clock.ts';
import { fieldsOf, PowerMode } from './nvml-mode.ts';
import { computeProcesses } from './nvml-processes.ts';
import { PowerRingBuffer } from './nvml-ring-buffer.ts';
import { Pace } from './pace.ts';
import { DriverUnavailable, type SensorDriver } from './types.ts';
import { ambiguousOrder, visibleDevices } from './visible.ts';

const LIBRARY = 'libnvidia-ml.so.1';
/** nvmlClockType_t. */
const SM_CLOCK = 1;

interface Device {
  handle: unknown;
  uuid: string;
  name: string;
  limitMw: number;
  /** Of the SM, MHz; NaN where it is not told. */
  maxClock: number;
  /** What changes slowly, as last read. */
  slow: Slow;
  /** Null where only the function tells energy. */
  energyField: number | null;
  powerByField: boolean;
  fieldsBroken: boolean;
  reads: number;
  pace: Pace;
  mode: PowerMode;
  ringBuffer: PowerRingBuffer | null;
}
interface Slow {
  temperature: number;
  clock: number;
  limit: number;
  throttle: number;
  mode: number;
  processes: number;
  pidSum: number;
}

/**
 * NVML through koffi: energy, power, clock, temperature, limit, throttle reasons and co-tenants of every visible GPU.
 */
export async function openNvml(env: NodeJS.ProcessEnv): Promise<SensorDriver> {
  const { nvml, clocks } = await load();
  const started = nvml.nvmlInit_v2!() as number;
  if (started !== NVML.success) {
    throw new DriverUnavailable(
      `NVML does not start: ${nvmlErrorName(started)}`,
      started === NVML.driverNotLoaded
        ? 'load the NVIDIA kernel driver (nvidia-smi should answer)'
        : 'check that nvidia-smi answers on this machine',
    );
  }
  const { devices, ambiguous } = openDevices(nvml, env, clocks);
  const driverVersion = text(64, (buffer) => nvml.nvmlSystemGetDriverVersion?.(buffer, 64) as number);
  const fields = Buffer.alloc(FIELD_BYTES * 3);
  const view = new DataView(fields.buffer, fields.byteOffset, fields.byteLength);
  return {
    kind: 'nvml',
    channels: devices.map((d) => ({
      name: d.uuid,
      label: d.name,
      powerLimitWatts: Number.isNaN(d.limitMw) ? null : d.limitMw / 1000,
      ...(d.maxClock > 0 ? { maxSmClockMhz: d.maxClock } : {}),
    })),
    environment: environmentOf(devices, driverVersion),
    environmentOf: (indices) =>
      environmentOf(
        indices.map((i) => devices[i]!),
        driverVersion,
      ),
    ambiguous,
    warnings: /GH200|GB200/.test(devices.map((d) => d.name).join()) ? ['module-scope'] : [],
    read: (index, row) => readDevice(nvml, devices[index]!, row, fields, view),
    readRingBuffer: (index, add) => devices[index]!.ringBuffer?.read(add),
    close: () => void nvml.nvmlShutdown?.(),
  };
}

function environmentOf(devices: Device[], driver: string | null): SensorDriver['environment'] {
  return {
    gpu: [...new Set(devices.map((d) => d.name))].join(' + '),
    gpuCount: devices.length,
    driver,
    ...(devices.every((d) => Number.isNaN(d.slow.mode)) ? {} : { powerMode: devices.map((d) => d.slow.mode).join() }),
    powerLimitWatts: devices.some((d) => Number.isNaN(d.limitMw))
      ? null
      : devices.reduce((sum, d) => sum + d.limitMw, 0) / 1000,
  };
}

async function load(): Promise<{ nvml: Nvml; clocks: Clocks }> {
  const open = await nativeLoader();
  let library;
  try {
    library = open(LIBRARY);
  } catch (cause) {
    throw new DriverUnavailable(
      `${LIBRARY} cannot be loaded`,
      'install the NVIDIA driver; in a container start it with --gpus all',
      { cause },
    );
  }
  let libc: NativeLibrary | null = null;
  try {
    libc = open('libc.so.6');
  } catch {
    // Another C library: one clock less to compare the ring buffer's with.
  }
  return { nvml: bindNvml(library), clocks: clocksOf(libc) };
}

function openDevices(
  nvml: Nvml,
  env: NodeJS.ProcessEnv,
  clocks: Clocks,
): { devices: Device[]; ambiguous: string | null } {
  const count = out(nvml.nvmlDeviceGetCount_v2);
  const all = Array.from({ length: Number.isNaN(count) ? 0 : count }, (_, i) => openDevice(nvml, i, clocks));
  const usable = all.map((d) => d?.uuid ?? '');
  let chosen: number[];
  try {
    chosen = visibleDevices(env.CUDA_VISIBLE_DEVICES, usable);
  } catch (cause) {
    throw new DriverUnavailable((cause as Error).message, 'measure on a whole GPU: name it by its GPU- UUID', {
      cause,
      present: true,
    });
  }
  const devices = chosen.flatMap((i) => all[i] ?? []);
  if (devices.length === 0)
    throw new DriverUnavailable(
      `NVML shows ${all.length} GPU${all.length === 1 ? '' : 's'}, of which CUDA_VISIBLE_DEVICES leaves none`,
      'unset CUDA_VISIBLE_DEVICES, or name a GPU that exists',
      { present: true },
    );
  for (const d of devices) refuseMig(nvml, d);
  return { devices, ambiguous: ambiguousOrder(env, all.length) };
}

function openDevice(nvml: Nvml, index: number, clocks: Clocks): Device | null {
  const box: unknown[] = [null];
  if ((nvml.nvmlDeviceGetHandleByIndex_v2!(index, box) as number) !== NVML.success) return null;
  const handle = box[0];
  const uuid = text(96, (b) => nvml.nvmlDeviceGetUUID?.(handle, b, 96) as number) ?? `GPU-index-${index}`;
  const name = text(96, (b) => nvml.nvmlDeviceGetName!(handle, b, 96) as number) ?? `GPU ${index}`;
  const limitMw = out(nvml.nvmlDeviceGetEnforcedPowerLimit, handle);
  const [energy, instant, average, later] = fieldsOf(nvml, handle, [
    FIELD_ID.energy,
    FIELD_ID.instantPower,
    FIELD_ID.averagePower,
    FIELD_ID.energyLater,
  ]) as [number, number, number, number];
  const mode = new PowerMode(nvml, handle);
  return {
    handle,
    uuid,
    name,
    limitMw,
    maxClock: out(nvml.nvmlDeviceGetMaxClockInfo, handle, SM_CLOCK),
    mode,
    slow: {
      temperature: NaN,
      clock: NaN,
      limit: limitMw,
      throttle: NaN,
      mode: mode.read(),
      ...processesOf(nvml, handle),
    },
    energyField: energy > 0 ? FIELD_ID.energy : later > 0 ? FIELD_ID.energyLater : null,
    powerByField: instant > 0 || average > 0,
    fieldsBroken: nvml.nvmlDeviceGetFieldValues === undefined,
    reads: 0,
    pace: new Pace(),
    ringBuffer: PowerRingBuffer.open(nvml, handle, clocks),
  };
}

function processesOf(nvml: Nvml, handle: unknown): { processes: number; pidSum: number } {
  const { count, pidSum } = computeProcesses(nvml, handle);
  return { processes: count, pidSum };
}

function refuseMig(nvml: Nvml, device: Device): void {
  const current = [0];
  if (nvml.nvmlDeviceGetMigMode === undefined) return;
  if ((nvml.nvmlDeviceGetMigMode(device.handle, current, [0]) as number) === NVML.success && current[0] === 1) {
    throw new DriverUnavailable(
      `${device.name} runs in MIG mode: its counter is the whole card's, whoever uses it`,
      'measure on a GPU without MIG',
      { present: true },
    );
  }
}

function readDevice(nvml: Nvml, device: Device, row: Float64Array, fields: Buffer, view: DataView): void {
  const now = Number(process.hrtime.bigint());
  if (device.pace.due(now)) {
    readEnergyAndPower(nvml, device, row, fields, view);
    device.pace.answered(
      [FIELD.energy_mj, FIELD.instant_mw, FIELD.average_mw].map((f) => !Number.isNaN(row[f]!)),
      now,
    );
  }
  readSlow(nvml, device);
  const { slow } = device;
  row[FIELD.sm_clock_mhz] = slow.clock;
  row[FIELD.temperature_c] = slow.temperature;
  row[FIELD.throttle] = slow.throttle;
  row[FIELD.power_limit_mw] = slow.limit;
  row[FIELD.power_mode] = slow.mode;
  row[FIELD.processes] = slow.processes;
  row[FIELD.pid_sum] = slow.pidSum;
  row[FIELD.missed] = device.pace.missed;
}

/** What changes slowly is read in turn, so that one poll never makes more than three calls. */
function readSlow(nvml: Nvml, device: Device): void {
  const read = device.reads++;
  const { slow } = device;
  const turn = read % 16;
  if (turn % 4 === 0) slow.clock = out(nvml.nvmlDeviceGetClockInfo, device.handle, SM_CLOCK);
  else if (turn === 1) slow.temperature = out(nvml.nvmlDeviceGetTemperature, device.handle, 0);
  else if (turn === 2) slow.throttle = out(nvml.nvmlDeviceGetCurrentClocksThrottleReasons, device.handle);
  else if (read % 128 === 3) slow.limit = out(nvml.nvmlDeviceGetEnforcedPowerLimit, device.handle);
  else if (read % 128 === 7) Object.assign(slow, processesOf(nvml, device.handle));
  else if (read % 128 === 11) slow.mode = device.mode.read();
}

function readEnergyAndPower(nvml: Nvml, device: Device, row: Float64Array, fields: Buffer, view: DataView): void {
  if (!device.fieldsBroken) {
    fields.fill(0);
    view.setUint32(0, device.energyField ?? FIELD_ID.energy, true);
    view.setUint32(FIELD_BYTES, FIELD_ID.instantPower, true);
    view.setUint32(2 * FIELD_BYTES, FIELD_ID.averagePower, true);
    const code = nvml.nvmlDeviceGetFieldValues!(device.handle, 3, fields) as number;
    if (code === NVML.gpuIsLost) throw new Error(`${device.name}: NVML_ERROR_GPU_IS_LOST`);
    if (code === NVML.success) {
      row[FIELD.energy_mj] = positive(fieldValue(view, 0));
      row[FIELD.instant_mw] = positive(fieldValue(view, 1));
      row[FIELD.average_mw] = positive(fieldValue(view, 2));
    } else device.fieldsBroken = true;
  }
  if (device.energyField === null)
    row[FIELD.energy_mj] = positive(out(nvml.nvmlDeviceGetTotalEnergyConsumption, device.handle));
  if (!device.powerByField) row[FIELD.average_mw] = positive(out(nvml.nvmlDeviceGetPowerUsage, device.handle));
}

/** A zero where a GPU draws power is a driver that did not answer, not a reading. */
const positive = (value: number): number => (value > 0 ? value : NaN);

/**
 * Calls a function whose last argument is an out parameter; NaN where it is missing or fails, an error where the GPU is
 * lost.
 */
function out(call: ((...args: unknown[]) => unknown) | undefined, ...args: unknown[]): number {
  if (call === undefined) return NaN;
  const box = [0];
  const code = call(...args, box) as number;
  if (code === NVML.gpuIsLost) throw new Error('NVML_ERROR_GPU_IS_LOST');
  return code === NVML.success ? Number(box[0]) : NaN;
}

function text(length: number, call: (buffer: Buffer) => number | undefined): string | null {
  const buffer = Buffer.alloc(length);
  if (call(buffer) !== NVML.success) return null;
  const end = buffer.indexOf(0);
  return buffer.toString('utf8', 0, end < 0 ? length : end);
}
