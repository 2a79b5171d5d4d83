import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JouleGateError } from './errors.ts';
import { packageRoot } from './paths.ts';

/** The packages that no bundle can hold. */
export type NativePackage = 'node-llama-cpp' | 'koffi' | 'pyodide';

let runtimePath: string | null = null;

/** Sets the folder whose `node_modules` holds the native packages (`runtime-path`); `null` takes our own. */
export function setRuntimePath(path: string | null): void {
  runtimePath = path;
}

export function getRuntimePath(): string | null {
  return runtimePath;
}

/** Where a GPU machine's own packages are, if `npm ci --prefix dist/runtime/cuda` (README) was run. */
function gpuRuntime(): string | null {
  return (
    ['cuda', 'vulkan']
      .map((f) => join(packageRoot, 'dist', 'runtime', f))
      .find((d) => existsSync(join(d, 'node_modules'))) ?? null
  );
}

/** The absolute path of a native package's entry file. */
export function resolveNative(name: NativePackage): string {
  const folder = runtimePath ?? gpuRuntime();
  const from = folder === null ? import.meta.url : pathToFileURL(join(folder, 'package.json')).href;
  try {
    return createRequire(from).resolve(name);
  } catch (cause) {
    throw new JouleGateError(
      'runtime-missing',
      `the package ${name} is not installed${runtimePath === null ? '' : ` under ${runtimePath}`}`,
      'run "npm ci" in the JouleGate folder, or give a folder whose node_modules holds it by the input runtime-path (JOULEGATE_RUNTIME_PATH)',
      { cause },
    );
  }
}
