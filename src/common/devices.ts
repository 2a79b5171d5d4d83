/** A device that an engine computes on, beside the CPU. What is not known is null. */
export interface EngineDevice {
  name: string;
  /** As NVML writes it: `GPU-` and 32 hexadecimal digits in five groups. */
  uuid: string | null;
  /** PCI address, `0000:03:00.0`. */
  pci: string | null;
  /** `cpu` is a software renderer that shows itself as a GPU (lavapipe). */
  kind: 'discrete' | 'integrated' | 'cpu' | 'unknown';
}
