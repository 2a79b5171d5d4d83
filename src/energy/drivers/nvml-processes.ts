import { NVML, type Nvml } from './nvml-abi.ts';

/** Bytes of nvmlProcessInfo_t: PID and memory, and with `_v3` the MIG instances. */
const BYTES = { v3: 24, v1: 16 };
const MOST = 128;

/**
 * How many compute processes use the GPU and the sum of their PIDs (a swap shows there); NaN where the driver does not
 * tell.
 */
export function computeProcesses(nvml: Nvml, handle: unknown): { count: number; pidSum: number } {
  const newer = list(nvml.nvmlDeviceGetComputeRunningProcesses_v3, handle, BYTES.v3);
  return newer ?? list(nvml.nvmlDeviceGetComputeRunningProcesses, handle, BYTES.v1) ?? { count: NaN, pidSum: NaN };
}

function list(
  call: ((...args: unknown[]) => unknown) | undefined,
  handle: unknown,
  bytes: number,
): { count: number; pidSum: number } | null {
  if (call === undefined) return null;
  const buffer = Buffer.alloc(MOST * bytes);
  const count = [MOST];
  const code = call(handle, count, buffer) as number;
  // More than fit: how many there are is said all the same.
  if (code === NVML.insufficientSize) return { count: count[0]!, pidSum: NaN };
  if (code !== NVML.success) return null;
  let pidSum = 0;
  for (let i = 0; i < count[0]!; i++) pidSum += buffer.readUInt32LE(i * bytes);
  return { count: count[0]!, pidSum };
}
