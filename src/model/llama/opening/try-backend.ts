import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JouleGateError } from '../../../common/errors.ts';
import { writeWhole } from '../../../common/output.ts';
import { getRuntimePath, resolveNative } from '../../../common/runtime.ts';
import { locateModel } from '../../locate.ts';
import type { Gpu } from '../native.ts';
import { deathWords, markOf, run, type OpeningLimits } from './child.ts';

/** The first start on a card compiles its kernels; drivers map as much address space as the card has memory. */
const LIMITS: OpeningLimits = { seconds: 300, kilobytes: 2 ** 40 };

/**
 * Runs a token of the embedded model on a GPU backend for the first time, in a process of its own: where a driver is
 * older than the CUDA that llama.cpp was built with, it aborts the process that it runs in (an H200 with driver 580
 * did, docs/gpu.md). What ended well is not tried again with the same llama.cpp and driver. Throws `engine-failed`.
 */
export async function tryBackend(gpu: Gpu, limits: OpeningLimits = LIMITS): Promise<void> {
  const native = resolveNative('node-llama-cpp');
  if (gpu === 'none' || !hasGpuBuild(native)) return;
  const mark = await markOf(native, gpu, driverVersion());
  if (mark.known) return;
  const { path, bytes } = await locateModel({ name: null, path: null, uri: null, builtin: 'practice', sha256: null });
  const { answer, how, stderr } = await run({ path, bytes, runtimePath: getRuntimePath(), gpu }, limits);
  if (answer?.opened) {
    await writeWhole(mark.file, '').catch(() => undefined);
    return;
  }
  // No GPU there, or no such backend: the real start says so.
  if (answer?.opened === null) return;
  const words = answer?.words ?? deathWords(stderr);
  throw new JouleGateError(
    'engine-failed',
    `llama.cpp ${answer ? 'cannot run' : how} on the GPU (${gpu})${words === '' ? '' : `: ${words}`}`,
    'update the driver to the CUDA that node-llama-cpp is built for, or take its Vulkan build (npm ci --prefix dist/runtime/vulkan in place of cuda), or set engine.gpu: none',
  );
}

/** Whether a package of llama.cpp for a GPU lies beside node-llama-cpp. */
function hasGpuBuild(native: string): boolean {
  try {
    const builds = join(dirname(native), '..', '..', '@node-llama-cpp');
    return readdirSync(builds).some((name) => /-(cuda|vulkan)$/.test(name));
  } catch {
    return false;
  }
}

/** NVIDIA's kernel module tells its version here; other drivers are known by llama.cpp's own file alone. */
function driverVersion(): string {
  try {
    return readFileSync('/proc/driver/nvidia/version', 'utf8');
  } catch {
    return '';
  }
}
