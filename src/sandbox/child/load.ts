import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Bridge } from './bridge.ts';
import type { StartOptions } from '../protocol.ts';
import { closeDoors } from './doors.ts';
import type { Pyodide, PyodideConfig, PyodideModule } from './pyodide-module.ts';
import { ADD_WHEEL, PRELUDE, SEAL } from './python-source.ts';

export interface Loaded {
  module: PyodideModule;
  pythonVersion: string;
  /** The memory image for later processes; only where none was given. */
  snapshot: Uint8Array | null;
}

/** Loads CPython, from the image where one is given, and seals it. */
export async function loadPython(options: StartOptions): Promise<Loaded> {
  const bridge = new Bridge();
  const { loadPyodide } = (await import(pathToFileURL(`${options.pyodide}pyodide.mjs`).href)) as {
    loadPyodide: (config: PyodideConfig) => Promise<Pyodide>;
  };
  const config: PyodideConfig = {
    indexURL: options.pyodide,
    packageBaseUrl: options.pyodide,
    jsglobals: {},
    // PYTHONINSPECT would keep the interpreter alive after sys.exit in places where we want it to end.
    env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0' },
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  };
  if (options.snapshot === null) config._makeSnapshot = true;
  else config._loadSnapshot = readFileSync(options.snapshot);
  const pyodide = await loadPyodide(config);
  if (options.snapshot === null) pyodide.runPython(PRELUDE);
  if (options.wheel !== null) addWheel(pyodide, options.wheel);
  const snapshot = options.snapshot === null ? pyodide.makeMemorySnapshot() : null;
  seal(pyodide._module);
  bridge.close();
  return { module: pyodide._module, pythonVersion: versionOf(pyodide._module), snapshot };
}

/** Unpacks a wheel, and imports what later could not be: native code is loaded only before the seal. */
function addWheel(pyodide: Pyodide, path: string): void {
  const { FS } = pyodide._module;
  FS.writeFile('/tmp/added.whl', readFileSync(path));
  pyodide.runPython(ADD_WHEEL);
}

/** `Py_Version`, without running any Python. */
function versionOf(m: PyodideModule): string {
  const word = m.HEAPU32[m._Py_Version >> 2] ?? 0;
  return [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255].join('.');
}

function seal(m: PyodideModule): void {
  const source = m.stringToNewUTF8(SEAL);
  const failed = m._PyRun_SimpleString(source);
  m._free(source);
  if (failed !== 0) throw new Error('the interpreter could not be sealed');
  closeDoors(m);
}
