import type { PyodideModule } from './pyodide-module.ts';

/** Offsets in CPython's structures on a 32-bit machine. */
const METHOD_OF_FUNCTION = 8;
const CODE_OF_METHOD = 4;

type Native = (...values: number[]) => number;

/**
 * Puts `make(original)` in the place of a built-in function for whoever holds it, under whatever name: its code's
 * number is changed in CPython's own static table of methods, which a second copy of the module would share.
 * @param signature as in emscripten's addFunction: the result, then the parameters
 */
export function replaceMethod(
  m: PyodideModule,
  module: string,
  name: string,
  signature: string,
  make: (original: Native) => Native,
): void {
  const owner = withText(m, module, (p) => m._PyImport_ImportModule(p));
  const found = owner === 0 ? 0 : withText(m, name, (p) => m._PyObject_GetAttrString(owner, p));
  if (found === 0) throw new Error(`${module}.${name} is not there`);
  replaceCode(m, (m.HEAPU32[(found + METHOD_OF_FUNCTION) >> 2] ?? 0) + CODE_OF_METHOD, signature, make);
}

/** The same for the number of a function at any place in memory; gives the new one. */
export function replaceCode(
  m: PyodideModule,
  place: number,
  signature: string,
  make: (original: Native) => Native,
): number {
  const original = m.wasmTable.get(m.HEAPU32[place >> 2] ?? 0) as Native;
  const made = m.addFunction(make(original), signature);
  m.HEAPU32[place >> 2] = made;
  return made;
}

export function withText<T>(m: PyodideModule, text: string, use: (pointer: number) => T): T {
  const pointer = m.stringToNewUTF8(text);
  try {
    return use(pointer);
  } finally {
    m._free(pointer);
  }
}

/** Raises RuntimeError; gives what a failed C call gives. */
export function raise(m: PyodideModule, text: string): 0 {
  const type = m.HEAPU32[m._PyExc_RuntimeError >> 2] ?? 0;
  withText(m, text, (p) => m._PyErr_SetString(type, p));
  return 0;
}
