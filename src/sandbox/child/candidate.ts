import type { Call, Data } from '../data.ts';
import { DataReader } from './data-in.ts';
import { makeObject } from './data-out.ts';
import { raise, withText } from './methods.ts';
import type { PyodideModule } from './pyodide-module.ts';

/**
 * Built-in exceptions that a test may wait for. A missing name is none: it tells that a test needs the answer's own.
 */
const EXCEPTIONS = [
  'Exception',
  'ArithmeticError',
  'AssertionError',
  'AttributeError',
  'EOFError',
  'IndexError',
  'KeyError',
  'LookupError',
  'NotImplementedError',
  'OSError',
  'OverflowError',
  'RecursionError',
  'RuntimeError',
  'StopIteration',
  'TypeError',
  'ValueError',
  'ZeroDivisionError',
] as const;
/** METH_VARARGS | METH_KEYWORDS */
const CALL_FLAGS = 3;
/** More calls, or more text in them, are not reported. */
const MAX_CALLS = 20_000;
const MAX_CHARACTERS = 2_000_000;

type Act = (args: number, keywords: number) => number;

/**
 * The function that a test is given: a C function whose work is done here, outside of Python. It passes calls on and
 * notes them, gives noted answers again, or always gives one value.
 */
export class Candidate {
  readonly #m: PyodideModule;
  readonly #reader: DataReader;
  readonly #method: number;
  readonly #exceptions: Map<number, string>;
  #act: Act = () => 0;

  constructor(module: PyodideModule) {
    this.#m = module;
    this.#reader = new DataReader(module);
    this.#exceptions = new Map(EXCEPTIONS.map((name) => [this.#exception(name), name]));
    const code = module.addFunction((_self, args, keywords) => this.#act(args ?? 0, keywords ?? 0), 'iiii');
    this.#method = module._PyMem_RawMalloc(16);
    module.HEAPU32.set([module.stringToNewUTF8('candidate'), code, CALL_FLAGS, 0], this.#method >> 2);
  }

  /** Passes calls on to `target`; `calls` tells of them, or `null` where something in them is no data. */
  recording(target: number): { object: number; calls: () => Call[] | null } {
    const m = this.#m;
    // The program may drop its own name for it while it runs.
    m._Py_IncRef(target);
    let calls: (Call | null)[] | null = [];
    let characters = 0;
    this.#act = (args, keywords) => {
      const place = calls?.push(null);
      const before = calls && this.#arguments(args, keywords);
      const result = m._PyObject_Call(target, args, keywords);
      if (!calls || place === undefined) return result;
      const outcome = result === 0 ? this.#raised() : this.#returned(result);
      const changed = before && this.#changed(args, keywords, before);
      characters += JSON.stringify([outcome, changed]).length;
      if (!outcome || !changed || characters > MAX_CHARACTERS || calls.length > MAX_CALLS) calls = null;
      else calls[place - 1] = { outcome, changed };
      return result;
    };
    // A call that never came back is none that a test saw.
    return {
      object: this.#object(),
      calls: () => (calls && calls.every((c) => c !== null) ? (calls as Call[]) : null),
    };
  }

  /** Gives the noted answers again, in order. */
  replaying(calls: readonly Call[]): number {
    const m = this.#m;
    let next = 0;
    this.#act = (args) => {
      const call = calls[next++];
      if (!call) return raise(m, 'the program was not asked this often');
      for (const [at, now] of call.changed) this.#change(m._PyTuple_GetItem(args, at), now);
      if ('value' in call.outcome) return makeObject(m, call.outcome.value);
      const { raised, text } = call.outcome;
      const type = EXCEPTIONS.find((e) => e === raised);
      if (!type) return raise(m, text);
      withText(m, text.replaceAll('\0', ''), (p) => m._PyErr_SetString(this.#exception(type), p));
      return 0;
    };
    return this.#object();
  }

  /** Always gives this. */
  constant(value: Data): number {
    this.#act = () => makeObject(this.#m, value);
    return this.#object();
  }

  #object(): number {
    return this.#m._PyCFunction_NewEx(this.#method, 0, 0);
  }

  #exception(name: (typeof EXCEPTIONS)[number]): number {
    return this.#m.HEAPU32[this.#m[`_PyExc_${name}`] >> 2] ?? 0;
  }

  /** All arguments as text, keywords last; `null` where one is no data, and a call could do unseen things to it. */
  #arguments(args: number, keywords: number): string[] | null {
    const m = this.#m;
    const objects = Array.from({ length: m._PyTuple_Size(args) }, (_, i) => m._PyTuple_GetItem(args, i));
    const values = [...objects, ...(keywords === 0 ? [] : [keywords])].map((object) => this.#reader.read(object));
    return values.every((v) => v !== undefined) ? values.map((v) => JSON.stringify(v)) : null;
  }

  /** What a call changed of its arguments; `null` where that is more than can be reported. */
  #changed(args: number, keywords: number, before: string[]): Call['changed'] | null {
    const m = this.#m;
    const after = this.#arguments(args, keywords);
    if (!after) return null;
    const changed: Call['changed'] = [];
    for (const [at, now] of after.entries()) {
      if (now === before[at]) continue;
      if (at >= m._PyTuple_Size(args) || !this.#reader.isContainer(m._PyTuple_GetItem(args, at))) return null;
      changed.push([at, JSON.parse(now) as Data]);
    }
    return changed;
  }

  #returned(result: number): Call['outcome'] | null {
    const value = this.#reader.read(result);
    return value === undefined ? null : { value };
  }

  #raised(): Call['outcome'] | null {
    const m = this.#m;
    const error = m._PyErr_GetRaisedException();
    const raised = this.#exceptions.get(this.#reader.typeOf(error));
    let text = '';
    if (raised !== undefined) {
      const message = m._PyObject_Str(error);
      const read = message === 0 ? undefined : this.#reader.read(message);
      if (typeof read === 'string') text = read.slice(0, 1000);
      m._PyErr_Clear();
    }
    m._PyErr_SetRaisedException(error);
    return raised === undefined ? null : { raised, text };
  }

  #change(object: number, now: Data): void {
    const m = this.#m;
    const made = makeObject(m, now);
    const type = object === 0 ? 0 : this.#reader.typeOf(object);
    if (type !== this.#reader.typeOf(made)) return m._PyErr_Clear();
    if (type === m._PyList_Type) m._PyList_SetSlice(object, 0, m._PyList_Size(object), made);
    else if (type === m._PyDict_Type) {
      m._PyDict_Clear(object);
      m._PyDict_Update(object, made);
    } else if (type === m._PySet_Type && typeof now === 'object' && now !== null && 'set' in now) {
      m._PySet_Clear(object);
      for (const item of now.set) m._PySet_Add(object, makeObject(m, item));
    }
  }
}
