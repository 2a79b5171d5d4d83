import type { Program } from '../types.ts';
import type { PyodideModule } from './pyodide-module.ts';

const FILE_INPUT = 257;
/** PyCF_IGNORE_COOKIE | PyCF_SOURCE_IS_UTF8: an encoding cookie in an answer must not re-read its bytes. */
const COMPILE_FLAGS = 0x0800 | 0x0100;
const MESSAGE_BYTES = 4000;

export interface Outcome {
  passed: boolean;
  /** Why not: the exception's text, or its type where it has none. */
  text: string;
  /** The interpreter's own stack was torn by a JavaScript exception; its memory may not be used on. */
  broken: boolean;
}

/**
 * Runs programs through CPython's C interface alone. No Python code of ours takes part, so nothing that an answer
 * patches can turn a failure into a pass: passed means that the C call which ran the test returned an object.
 */
export class Interpreter {
  readonly #m: PyodideModule;
  readonly #python: { minor: number };
  /** C strings, kept for ever: made before any memory image. */
  readonly #builtinNames: number[];

  constructor(module: PyodideModule, pythonMinor: number) {
    this.#m = module;
    this.#python = { minor: pythonMinor };
    const names = this.transform("import builtins\nout = '\\n'.join(vars(builtins))", 'source', '') ?? '';
    this.#builtinNames = names.split('\n').map((name) => module.stringToNewUTF8(name));
  }

  /** Runs one program as the official harness does: prompt and answer, then the test, then `check(entry_point)`. */
  run(program: Program): Outcome {
    const m = this.#m;
    const stack = m.stackSave();
    const bad = ![program.source, program.test, program.entryPoint].every(isPlain);
    if (bad) return { passed: false, text: 'source code string cannot contain null bytes or lone surrogates', broken: false };
    try {
      // Both are compiled before anything runs: an answer that ends in an open string, a decorator or `if` takes no hold of the test.
      const test = this.#compile(`${program.test}\ncheck(${program.entryPoint})\n`, '<test>');
      if (test === 0) return this.#failure();
      const answer = this.#compile(`${program.source}\n\n`, '<answer>');
      if (answer === 0) return this.#failure();
      const pristine = m._PyDict_Copy(m._PyEval_GetBuiltins());
      const globals = this.#namespace(m._PyEval_GetBuiltins());
      if (m._PyEval_EvalCode(answer, globals, globals) === 0) return this.#failure();
      // The test sees the answer's names, but the builtins as they were before it.
      const testGlobals = m._PyDict_Copy(globals);
      this.#setItem(testGlobals, '__builtins__', pristine);
      const before = this.#pointers(pristine);
      if (m._PyEval_EvalCode(test, testGlobals, testGlobals) === 0) return this.#failure();
      // A frame walk reaches them; the objects' own `==` may lie, their addresses do not.
      if (this.#pointers(pristine).some((p, i) => p !== before[i])) {
        return { passed: false, text: 'the program changed the builtins of its test', broken: false };
      }
      return { passed: true, text: '', broken: false };
    } catch (error) {
      m.stackRestore(stack);
      return { passed: false, text: describe(error), broken: true };
    }
  }

  /** Evaluates code of ours with one string variable, and gives back the string variable `out`. */
  transform(code: string, name: string, value: string): string | null {
    const m = this.#m;
    if (!isPlain(value)) return null;
    const compiled = this.#compile(code, '<joulegate>');
    const globals = this.#namespace(m._PyEval_GetBuiltins());
    this.#withText(value, (p) => this.#setItem(globals, name, m._PyUnicode_FromString(p)));
    const done = compiled !== 0 && m._PyEval_EvalCode(compiled, globals, globals) !== 0;
    if (!done) {
      m._PyErr_Clear();
      return null;
    }
    const ask = this.#withText('out', (p) => m._PyDict_GetItemString(globals, p));
    const text = ask === 0 ? 0 : m._PyUnicode_AsUTF8(ask);
    return text === 0 ? null : m.UTF8ToString(text);
  }

  #pointers(dict: number): number[] {
    return this.#builtinNames.map((name) => this.#m._PyDict_GetItemString(dict, name));
  }

  #compile(source: string, name: string): number {
    const m = this.#m;
    return this.#withText(source, (text) =>
      this.#withText(name, (file) =>
        this.#withText('--------', (flags) => {
          m.HEAP32[flags >> 2] = COMPILE_FLAGS;
          m.HEAP32[(flags >> 2) + 1] = this.#python.minor;
          return m._Py_CompileStringExFlags(text, file, FILE_INPUT, flags, -1);
        }),
      ),
    );
  }

  #namespace(builtins: number): number {
    const globals = this.#m._PyDict_New();
    this.#setItem(globals, '__builtins__', builtins);
    return globals;
  }

  #setItem(dict: number, key: string, value: number): void {
    this.#withText(key, (p) => this.#m._PyDict_SetItemString(dict, p, value));
  }

  #withText<T>(text: string, use: (pointer: number) => T): T {
    const pointer = this.#m.stringToNewUTF8(text);
    try {
      return use(pointer);
    } finally {
      this.#m._free(pointer);
    }
  }

  #failure(): Outcome {
    const m = this.#m;
    const raised = m._PyErr_GetRaisedException();
    const text = raised === 0 ? 'no exception' : this.#text(m._PyObject_Str(raised)) || this.#typeName(raised);
    m._PyErr_Clear();
    return { passed: false, text, broken: false };
  }

  #typeName(object: number): string {
    const type = this.#m._PyObject_Type(object);
    return this.#text(this.#withText('__name__', (p) => this.#m._PyObject_GetAttrString(type, p))) || 'exception';
  }

  #text(object: number): string {
    const m = this.#m;
    const pointer = object === 0 ? 0 : m._PyUnicode_AsUTF8(object);
    if (pointer === 0) {
      m._PyErr_Clear();
      return '';
    }
    let end = pointer;
    while (m.HEAPU8[end] !== 0 && end - pointer < MESSAGE_BYTES) end++;
    return new TextDecoder().decode(m.HEAPU8.subarray(pointer, end));
  }
}

/** C strings end at a NUL, and Python refuses lone surrogates. */
const isPlain = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

function describe(error: unknown): string {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : 'Error';
  if (name === 'ExitStatus') return 'SystemExit: the program ended the interpreter';
  if (name === 'RangeError') return 'RecursionError: the stack is full';
  return `the interpreter failed (${name})`;
}
