import { FIELD_BYTES, FIELD_ID, fieldValue, NVML, type Nvml } from './nvml-abi.ts';

/**
 * nvmlWorkloadPowerProfileCurrentProfiles_v1_t: version, then three masks of 255 bits in 8 words; the third is what is
 * enforced.
 */
const PROFILES = { bytes: 100, version: 100 | (1 << 24), enforced: 4 + 2 * 32 };

/**
 * Power smoothing and workload power profile (Blackwell) of a device, as one number that changes when they do: bit 0 is
 * smoothing, the next eight its preset, the rest the enforced profiles.
 */
export class PowerMode {
  readonly #nvml: Nvml;
  readonly #handle: unknown;
  #smoothing = NaN;
  #preset = NaN;
  #profiles = NaN;

  constructor(nvml: Nvml, handle: unknown) {
    this.#nvml = nvml;
    this.#handle = handle;
  }

  /**
   * The number now; NaN where the driver tells neither. What it once told and now does not is taken as it was: no
   * answer is no change.
   */
  read(): number {
    const [smoothing, preset] = fieldsOf(this.#nvml, this.#handle, [FIELD_ID.smoothing, FIELD_ID.smoothingPreset]) as [
      number,
      number,
    ];
    this.#smoothing = orElse(smoothing, this.#smoothing);
    this.#preset = orElse(preset, this.#preset);
    this.#profiles = orElse(enforcedProfiles(this.#nvml, this.#handle), this.#profiles);
    if (Number.isNaN(this.#smoothing) && Number.isNaN(this.#profiles)) return NaN;
    return (
      (this.#smoothing === 1 ? 1 : 0) + 2 * Math.min(255, orElse(this.#preset, 0)) + 512 * orElse(this.#profiles, 0)
    );
  }
}

const orElse = (value: number, otherwise: number): number => (Number.isNaN(value) ? otherwise : value);

/** The first 32 of the 255 bits; NVML names 16 profiles so far. NaN where the driver has none. */
function enforcedProfiles(nvml: Nvml, handle: unknown): number {
  const profiles = Buffer.alloc(PROFILES.bytes);
  profiles.writeUInt32LE(PROFILES.version, 0);
  return nvml.nvmlDeviceWorkloadPowerProfileGetCurrentProfiles?.(handle, profiles) === NVML.success
    ? profiles.readUInt32LE(PROFILES.enforced)
    : NaN;
}

/** Values of some fields by one call; NaN each where it is not given. */
export function fieldsOf(nvml: Nvml, handle: unknown, ids: number[]): number[] {
  const fields = Buffer.alloc(FIELD_BYTES * ids.length);
  ids.forEach((id, i) => fields.writeUInt32LE(id, i * FIELD_BYTES));
  if (nvml.nvmlDeviceGetFieldValues?.(handle, ids.length, fields) !== NVML.success) return ids.map(() => NaN);
  const view = new DataView(fields.buffer, fields.byteOffset, fields.byteLength);
  return ids.map((_, i) => fieldValue(view, i));
}
