/**
 * The part of AMD SMI's C interface that we use, as koffi reads it: amdsmi.h 26.1.0, compared with 24.6.1 and 23.1.1.
 * Only calls whose arguments and layout are the same in all three: `amdsmi_get_power_info` (its struct got a new first
 * field), `amdsmi_get_gpu_metrics_info` and the process list are not among them, so power is hwmon's.
 */
import { bind, type NativeCall, type NativeLibrary } from '../../common/native.ts';

/** Signatures by name; every one past `REQUIRED` may be missing in a library. */
const SIGNATURES = {
  amdsmi_init: 'int amdsmi_init(uint64_t flags)',
  amdsmi_shut_down: 'int amdsmi_shut_down()',
  amdsmi_get_socket_handles: 'int amdsmi_get_socket_handles(_Inout_ uint32_t *count, void *sockets)',
  amdsmi_get_processor_handles:
    'int amdsmi_get_processor_handles(void *socket, _Inout_ uint32_t *count, void *processors)',
  amdsmi_get_processor_type: 'int amdsmi_get_processor_type(void *processor, _Out_ int *type)',
  amdsmi_get_gpu_device_bdf: 'int amdsmi_get_gpu_device_bdf(void *processor, _Out_ uint64_t *bdf)',
  amdsmi_get_gpu_asic_info: 'int amdsmi_get_gpu_asic_info(void *processor, void *info)',
  amdsmi_get_energy_count:
    'int amdsmi_get_energy_count(void *processor, _Out_ uint64_t *accumulator, _Out_ float *resolution, _Out_ uint64_t *timestamp)',
  amdsmi_get_temp_metric:
    'int amdsmi_get_temp_metric(void *processor, int sensor, int metric, _Out_ int64_t *temperature)',
  amdsmi_get_clock_info: 'int amdsmi_get_clock_info(void *processor, int type, void *info)',
  amdsmi_get_power_cap_info: 'int amdsmi_get_power_cap_info(void *processor, uint32_t sensor, void *info)',
} as const;

type SmiName = keyof typeof SIGNATURES;
export type Smi = Partial<Record<SmiName, NativeCall>>;

const REQUIRED: SmiName[] = [
  'amdsmi_init',
  'amdsmi_get_socket_handles',
  'amdsmi_get_processor_handles',
  'amdsmi_get_gpu_device_bdf',
];

/** Binds what the library has, and tells the first required symbol that it lacks. */
export const bindSmi = (library: NativeLibrary): { calls: Smi; missing: string | null } =>
  bind(library, SIGNATURES, REQUIRED);

export const SMI = {
  success: 0,
  /** amdsmi_init_flags_t. */
  initGpus: 2,
  /** processor_type_t. */
  typeGpu: 1,
  /** amdsmi_temperature_type_t and amdsmi_temperature_metric_t; edge is what hwmon's temp1 is. */
  temperatureEdge: 0,
  temperatureHotspot: 1,
  temperatureCurrent: 0,
  /** amdsmi_clk_type_t. */
  clockGfx: 0,
} as const;

/**
 * Room for any version of a struct, of which only the first field is read: a clock in MHz, a power cap in µW, a name.
 */
export const STRUCT_BYTES = 4096;

/** amdsmi_bdf_t as sysfs writes it: function in 3 bits, device in 5, bus in 8, the rest domain. */
export function bdfText(bdf: bigint): string {
  const hex = (value: bigint, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(bdf >> 16n, 4)}:${hex((bdf >> 8n) & 0xffn, 2)}:${hex((bdf >> 3n) & 0x1fn, 2)}.${bdf & 7n}`;
}
