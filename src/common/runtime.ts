import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { JouleGateError } from './errors.ts';

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

/** The absolute path of a native package's entry file. */
export function resolveNative(name: NativePackage): string {
  const from = runtimePath === null ? import.meta.url : pathToFileURL(join(runtimePath, 'package.json')).href;
  try {
    // Packages with only an "import" condition refuse require.resolve; their package.json does not always export itself.
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
