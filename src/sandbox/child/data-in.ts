import type { Data } from '../data.ts';
import { MAX_DEPTH } from '../data.ts';
import type { PyodideModule } from './pyodide-module.ts';

/** More parts than this are not taken for data. */
const MAX_PARTS = 200_000;

class NoData extends Error {}

/** Bytes in front of an object's own, and where a type keeps its comparison, on a 32-bit machine. */
const REFERENCE = 8;
const COMPARE = 100;

/** Reads Python objects as data through CPython's C interface, without running any Python. */
export class DataReader {
  readonly #m: PyodideModule;
  /** Room for the C calls' results, made before any memory image. */
  readonly #room: number;
  #parts = 0;

  constructor(module: PyodideModule) {
    this.#m = module;
    this.#room = module.stringToNewUTF8('-'.repeat(31));
  }

  /**
   * The value, or `undefined` where it is (or holds) anything but data. A subclass that compares like its base counts
   * as the base.
   */
  read(object: number): Data | undefined {
    this.#parts = 0;
    try {
      return this.#read(object, 0);
    } catch (error) {
      if (error instanceof NoData) return undefined;
      throw error;
    }
  }

  /** Whether a call may change it in place. */
  isContainer(object: number): boolean {
    const m = this.#m;
    return [m._PyList_Type, m._PyDict_Type, m._PySet_Type].includes(this.typeOf(object));
  }

  typeOf(object: number): number {
    return this.#m.HEAPU32[(object + 4) >> 2] ?? 0;
  }

  text(object: number): string {
    const m = this.#m;
    const start = m._PyUnicode_AsUTF8AndSize(object, this.#room);
    if (start === 0) {
      m._PyErr_Clear();
      throw new NoData();
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      m.HEAPU8.subarray(start, start + (m.HEAPU32[this.#room >> 2] ?? 0)),
    );
  }

  #is(object: number, type: number): boolean {
    const m = this.#m;
    const own = this.typeOf(object);
    if (own === type) return true;
    if (m._PyType_IsSubtype(own, type) === 0) return false;
    // What compares in its own way is more than its data.
    if (m.HEAPU32[(own + COMPARE) >> 2] !== m.HEAPU32[(type + COMPARE) >> 2]) throw new NoData();
    return true;
  }

  #read(object: number, depth: number): Data {
    const m = this.#m;
    if (object === 0 || depth > MAX_DEPTH || ++this.#parts > MAX_PARTS) throw new NoData();
    if (object === m.__Py_NoneStruct) return null;
    if (object === m.__Py_TrueStruct) return true;
    if (object === m.__Py_FalseStruct) return false;
    if (this.#is(object, m._PyLong_Type)) return { int: this.#int(object) };
    if (this.#is(object, m._PyUnicode_Type)) return this.text(object);
    if (this.#is(object, m._PyFloat_Type)) return { float: number(this.#double(object, REFERENCE)) };
    if (this.#is(object, m._PyComplex_Type))
      return { complex: [number(this.#double(object, REFERENCE)), number(this.#double(object, REFERENCE + 8))] };
    if (this.#is(object, m._PyList_Type))
      return this.#sequence(m._PyList_Size(object), (i) => m._PyList_GetItem(object, i), depth);
    if (this.#is(object, m._PyTuple_Type))
      return { tuple: this.#sequence(m._PyTuple_Size(object), (i) => m._PyTuple_GetItem(object, i), depth) };
    if (this.#is(object, m._PyDict_Type)) return { dict: this.#dict(object, depth) };
    if (this.#is(object, m._PySet_Type)) return { set: this.#set(object, depth) };
    if (this.#is(object, m._PyFrozenSet_Type)) return { frozenset: this.#set(object, depth) };
    if (this.typeOf(object) === m._PyBytes_Type) return { bytes: this.#bytes(object) };
    throw new NoData();
  }

  #int(object: number): string {
    const m = this.#m;
    const made = m._PyNumber_ToBase(object, 16);
    if (made === 0) {
      m._PyErr_Clear();
      throw new NoData();
    }
    const text = this.text(made).replace('0x', '');
    m._Py_DecRef(made);
    return text;
  }

  #double(object: number, at: number): number {
    return new DataView(this.#m.HEAPU8.buffer).getFloat64(object + at, true);
  }

  #sequence(size: number, item: (i: number) => number, depth: number): Data[] {
    if (size > MAX_PARTS) throw new NoData();
    return Array.from({ length: size }, (_, i) => this.#read(item(i), depth + 1));
  }

  #dict(object: number, depth: number): [Data, Data][] {
    const m = this.#m;
    const room = this.#take();
    const out: [Data, Data][] = [];
    m.HEAPU32[room] = 0;
    while (m._PyDict_Next(object, room << 2, (room + 1) << 2, (room + 2) << 2) !== 0) {
      const at = m.HEAPU32[room] ?? 0;
      const [key, value] = [m.HEAPU32[room + 1] ?? 0, m.HEAPU32[room + 2] ?? 0];
      out.push([this.#read(key, depth + 1), this.#read(value, depth + 1)]);
      m.HEAPU32[room] = at;
    }
    return out;
  }

  #set(object: number, depth: number): Data[] {
    const m = this.#m;
    const room = this.#take();
    const out: Data[] = [];
    m.HEAPU32[room] = 0;
    while (m.__PySet_NextEntry(object, room << 2, (room + 1) << 2, (room + 2) << 2) !== 0) {
      const at = m.HEAPU32[room] ?? 0;
      out.push(this.#read(m.HEAPU32[room + 1] ?? 0, depth + 1));
      m.HEAPU32[room] = at;
    }
    return out;
  }

  /**
   * Four words behind the one that `text` uses; what is read inside uses them too, so each loop puts its place back.
   */
  #take(): number {
    return (this.#room >> 2) + 2;
  }

  #bytes(object: number): string {
    const m = this.#m;
    const [start, size] = [m._PyBytes_AsString(object), m._PyBytes_Size(object)];
    return Buffer.from(m.HEAPU8.subarray(start, start + size)).toString('hex');
  }
}

const number = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
