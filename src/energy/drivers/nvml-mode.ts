import { FIELD_BYTES, FIELD_ID, fieldValue, NVML, type Nvml } from './nvml-abi.ts';

/** nvmlWorkloadPowerProfileCurrentProfiles_v1_t: version, then three masks of 255 bits in 8 words; the third is what is enforced. */
const PROFILES = { bytes: 100, version: 100 | (1 << 24), enforced: 4 + 2 * 32 };

/**
 * Power smoothing and workload power profile (Blackwell), as one number that changes when they do: bit 0 is
 * smoothing, the next eight its preset, the rest the enforced profiles. NaN where the driver has neither.
 */
export function powerMode(nvml: Nvml, handle: unknown): number {
  const smoothing = fieldsOf(nvml, handle, [FIELD_ID.smoothing, FIELD_ID.smoothingPreset]);
  const profiles = Buffer.alloc(PROFILES.bytes);
  profiles.writeUInt32LE(PROFILES.version, 0);
  const told = nvml.nvmlDeviceWorkloadPowerProfileGetCurrentProfiles?.(handle, profiles) === NVML.success;
  if (Number.isNaN(smoothing[0]!) && !told) return NaN;
  const preset = Number.isNaN(smoothing[1]!) ? 0 : Math.min(255, smoothing[1]!);
  return (smoothing[0] === 1 ? 1 : 0) + 2 * preset + 512 * (told ? profiles.readUInt32LE(PROFILES.enforced) : 0);
}

/** Values of some fields by one call; NaN each where it is not given. */
export function fieldsOf(nvml: Nvml, handle: unknown, ids: number[]): number[] {
  const fields = Buffer.alloc(FIELD_BYTES * ids.length);
  ids.forEach((id, i) => fields.writeUInt32LE(id, i * FIELD_BYTES));
  if (nvml.nvmlDeviceGetFieldValues?.(handle, ids.length, fields) !== NVML.success) return ids.map(() => NaN);
  const view = new DataView(fields.buffer, fields.byteOffset, fields.byteLength);
  return ids.map((_, i) => fieldValue(view, i));
}
