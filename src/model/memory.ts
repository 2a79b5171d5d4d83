import { totalmem } from 'node:os';
import { llamaOn } from './llama/native.ts';

/** The memory that a model would be loaded into. */
export interface Memory {
  /** `host` where llama.cpp finds no GPU here. */
  of: 'gpu' | 'host';
  name: string;
  bytes: number;
}

/** Asks llama.cpp for its GPU's memory, else the host's. @throws JouleGateError `engine-failed`, `runtime-missing` */
export async function modelMemory(): Promise<Memory> {
  const llama = await llamaOn('auto');
  if (llama.gpu === false) return { of: 'host', name: 'host memory', bytes: totalmem() };
  const { total } = await llama.getVramState();
  return { of: 'gpu', name: (await llama.getGpuDeviceNames()).join(', '), bytes: total };
}
