import type { Data } from '../data.ts';
import type { PyodideModule } from './pyodide-module.ts';
import { withText } from './methods.ts';

/** Makes the Python object of a piece of data, through CPython's C interface; a new reference. */
export function makeObject(m: PyodideModule, data: Data): number {
  const each = (items: Data[], add: (item: number) => void): void => {
    for (const item of items) add(makeObject(m, item));
  };
  if (data === null) return m.__Py_NoneStruct;
  if (data === true) return m.__Py_TrueStruct;
  if (data === false) return m.__Py_FalseStruct;
  if (typeof data === 'string') return text(m, data);
  if (Array.isArray(data)) return list(m, data);
  if ('int' in data) return withText(m, data.int, (p) => m._PyLong_FromString(p, 0, 16));
  if ('float' in data) return m._PyFloat_FromDouble(Number(data.float));
  if ('complex' in data) return m._PyComplex_FromDoubles(Number(data.complex[0]), Number(data.complex[1]));
  if ('bytes' in data) return bytes(m, Buffer.from(data.bytes, 'hex'), (p, n) => m._PyBytes_FromStringAndSize(p, n));
  if ('tuple' in data) return m._PyList_AsTuple(list(m, data.tuple));
  if ('frozenset' in data) return m._PyFrozenSet_New(list(m, data.frozenset));
  if ('set' in data) {
    const set = m._PySet_New(0);
    each(data.set, (item) => m._PySet_Add(set, item));
    return set;
  }
  const dict = m._PyDict_New();
  for (const [key, value] of data.dict) m._PyDict_SetItem(dict, makeObject(m, key), makeObject(m, value));
  return dict;
}

function list(m: PyodideModule, items: Data[]): number {
  const made = m._PyList_New(0);
  for (const item of items) m._PyList_Append(made, makeObject(m, item));
  return made;
}

const text = (m: PyodideModule, value: string): number =>
  bytes(m, Buffer.from(value, 'utf8'), (p, n) => m._PyUnicode_FromStringAndSize(p, n));

function bytes(m: PyodideModule, value: Uint8Array, use: (pointer: number, size: number) => number): number {
  const pointer = m._PyMem_RawMalloc(value.length + 1);
  m.HEAPU8.set(value, pointer);
  const made = use(pointer, value.length);
  m._PyMem_RawFree(pointer);
  return made;
}
