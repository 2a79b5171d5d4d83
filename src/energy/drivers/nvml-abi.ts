/** The part of NVML's C interface that we use (nvml.h, CUDA 12.x), as koffi reads it. */
import { bind, type NativeCall, type NativeLibrary } from '../../common/native.ts';

/** Signatures by name; every one past `REQUIRED` may be missing in a driver. */
const SIGNATURES = {
  nvmlInit_v2: 'int nvmlInit_v2()',
  nvmlShutdown: 'int nvmlShutdown()',
  nvmlDeviceGetCount_v2: 'int nvmlDeviceGetCount_v2(_Out_ uint32_t *count)',
  nvmlDeviceGetHandleByIndex_v2: 'int nvmlDeviceGetHandleByIndex_v2(uint32_t index, _Out_ void **device)',
  nvmlDeviceGetName: 'int nvmlDeviceGetName(void *device, void *name, uint32_t length)',
  nvmlDeviceGetUUID: 'int nvmlDeviceGetUUID(void *device, void *uuid, uint32_t length)',
  nvmlSystemGetDriverVersion: 'int nvmlSystemGetDriverVersion(void *version, uint32_t length)',
  nvmlDeviceGetTotalEnergyConsumption: 'int nvmlDeviceGetTotalEnergyConsumption(void *device, _Out_ uint64_t *mj)',
  nvmlDeviceGetPowerUsage: 'int nvmlDeviceGetPowerUsage(void *device, _Out_ uint32_t *mw)',
  nvmlDeviceGetFieldValues: 'int nvmlDeviceGetFieldValues(void *device, int count, void *values)',
  nvmlDeviceGetTemperature: 'int nvmlDeviceGetTemperature(void *device, int sensor, _Out_ uint32_t *temperature)',
  nvmlDeviceGetClockInfo: 'int nvmlDeviceGetClockInfo(void *device, int type, _Out_ uint32_t *mhz)',
  nvmlDeviceGetMaxClockInfo: 'int nvmlDeviceGetMaxClockInfo(void *device, int type, _Out_ uint32_t *mhz)',
  nvmlDeviceGetEnforcedPowerLimit: 'int nvmlDeviceGetEnforcedPowerLimit(void *device, _Out_ uint32_t *mw)',
  nvmlDeviceGetCurrentClocksThrottleReasons:
    'int nvmlDeviceGetCurrentClocksThrottleReasons(void *device, _Out_ uint64_t *reasons)',
  nvmlDeviceGetMigMode: 'int nvmlDeviceGetMigMode(void *device, _Out_ uint32_t *current, _Out_ uint32_t *pending)',
  nvmlDeviceGetComputeRunningProcesses_v3:
    'int nvmlDeviceGetComputeRunningProcesses_v3(void *device, _Inout_ uint32_t *count, void *infos)',
  nvmlDeviceGetComputeRunningProcesses:
    'int nvmlDeviceGetComputeRunningProcesses(void *device, _Inout_ uint32_t *count, void *infos)',
  nvmlDeviceGetSamples:
    'int nvmlDeviceGetSamples(void *device, int type, uint64_t since, _Out_ int *valueType, _Inout_ uint32_t *count, void *samples)',
  nvmlDeviceWorkloadPowerProfileGetCurrentProfiles:
    'int nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(void *device, void *profiles)',
} as const;

export type NvmlName = keyof typeof SIGNATURES;
export type Nvml = Partial<Record<NvmlName, NativeCall>>;

const REQUIRED: NvmlName[] = [
  'nvmlInit_v2',
  'nvmlDeviceGetCount_v2',
  'nvmlDeviceGetHandleByIndex_v2',
  'nvmlDeviceGetName',
];

/** Binds what the library has; a missing symbol is `undefined`, a missing required one throws. */
export function bindNvml(library: NativeLibrary): Nvml {
  const { calls, missing } = bind(library, SIGNATURES, REQUIRED);
  if (missing !== null) throw new Error(`libnvidia-ml.so.1 has no ${missing}`);
  return calls;
}

/** nvmlReturn_t: only those that change what we do; the rest are shown by number. */
export const NVML = {
  success: 0,
  notSupported: 3,
  noPermission: 4,
  insufficientSize: 7,
  driverNotLoaded: 9,
  gpuIsLost: 15,
} as const;
const NAMES: Record<number, string> = {
  1: 'UNINITIALIZED',
  2: 'INVALID_ARGUMENT',
  3: 'NOT_SUPPORTED',
  4: 'NO_PERMISSION',
  6: 'NOT_FOUND',
  7: 'INSUFFICIENT_SIZE',
  9: 'DRIVER_NOT_LOADED',
  10: 'TIMEOUT',
  12: 'LIBRARY_NOT_FOUND',
  13: 'FUNCTION_NOT_FOUND',
  15: 'GPU_IS_LOST',
  16: 'RESET_REQUIRED',
  18: 'LIB_RM_VERSION_MISMATCH',
  999: 'UNKNOWN',
};
export const nvmlErrorName = (code: number): string => `NVML_ERROR_${NAMES[code] ?? code}`;

/** nvmlFieldValue_t: fieldId, scopeId, timestamp µs, latency µs, value type, return code, value: 40 bytes. */
export const FIELD_BYTES = 40;
/**
 * Energy in mJ since driver load (191 is its later name); instantaneous and average power in mW; power smoothing
 * (Blackwell). Clocks have no field before CUDA 13.
 */
export const FIELD_ID = {
  energy: 83,
  averagePower: 185,
  instantPower: 186,
  energyLater: 191,
  smoothing: 256,
  smoothingPreset: 269,
} as const;

/** The value of field `index`, or NaN where its own return code is not success. */
export function fieldValue(view: DataView, index: number): number {
  const at = index * FIELD_BYTES;
  if (view.getUint32(at + 28, true) !== NVML.success) return NaN;
  // nvmlValueType_t: 0 double, 1 uint, 2 ulong, 3 ulonglong, 4 slonglong, 5 sint
  switch (view.getUint32(at + 24, true)) {
    case 0:
      return view.getFloat64(at + 32, true);
    case 1:
      return view.getUint32(at + 32, true);
    case 5:
      return view.getInt32(at + 32, true);
    default:
      return Number(view.getBigUint64(at + 32, true));
  }
}
