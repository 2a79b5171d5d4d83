import { withText } from './methods.ts';
import type { PyodideModule } from './pyodide-module.ts';

const FILE_INPUT = 257;
/** PyCF_IGNORE_COOKIE | PyCF_SOURCE_IS_UTF8: an encoding cookie in an answer must not re-read its bytes. */
const COMPILE_FLAGS = 0x0800 | 0x0100;
const MESSAGE_BYTES = 4000;

/** C strings end at a NUL, and Python refuses lone surrogates. */
export const isPlain = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

/**
 * CPython's C interface, as far as running source needs it. Objects are addresses; 0 is a failure with an exception
 * set.
 */
export class Python {
  readonly #m: PyodideModule;
  readonly #minor: number;

  constructor(module: PyodideModule, minor: number) {
    this.#m = module;
    this.#minor = minor;
  }

  compile(source: string, name: string): number {
    const m = this.#m;
    return withText(this.#m, source, (text) =>
      withText(this.#m, name, (file) =>
        withText(this.#m, '--------', (flags) => {
          m.HEAP32[flags >> 2] = COMPILE_FLAGS;
          m.HEAP32[(flags >> 2) + 1] = this.#minor;
          return m._Py_CompileStringExFlags(text, file, FILE_INPUT, flags, -1);
        }),
      ),
    );
  }

  namespace(builtins: number): number {
    const globals = this.#m._PyDict_New();
    this.setItem(globals, '__builtins__', builtins);
    return globals;
  }

  setItem(dict: number, key: string, value: number): void {
    withText(this.#m, key, (p) => this.#m._PyDict_SetItemString(dict, p, value));
  }

  failure(): string {
    const m = this.#m;
    const raised = m._PyErr_GetRaisedException();
    const text = raised === 0 ? 'no exception' : this.#text(m._PyObject_Str(raised)) || this.#typeName(raised);
    m._PyErr_Clear();
    return text;
  }

  #typeName(object: number): string {
    const type = this.#m._PyObject_Type(object);
    return this.#text(withText(this.#m, '__name__', (p) => this.#m._PyObject_GetAttrString(type, p))) || 'exception';
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

  /** A code object with all its constants and inner code, written out. */
  written(code: number): string {
    const m = this.#m;
    // Version 0 tells of nothing but the contents: not who else holds them.
    const made = m._PyMarshal_WriteObjectToString(code, 0);
    if (made === 0) {
      m._PyErr_Clear();
      return 'unwritable';
    }
    const start = m._PyBytes_AsString(made);
    const text = Buffer.from(m.HEAPU8.subarray(start, start + m._PyBytes_Size(made))).toString('latin1');
    m._Py_DecRef(made);
    return text;
  }

  /** Evaluates code of ours with one string variable, and gives back the string variable `out`. */
  transform(code: string, name: string, value: string): string | null {
    const m = this.#m;
    if (!isPlain(value)) return null;
    const compiled = this.compile(code, '<joulegate>');
    const globals = this.namespace(m._PyEval_GetBuiltins());
    withText(this.#m, value, (p) => this.setItem(globals, name, m._PyUnicode_FromString(p)));
    const done = compiled !== 0 && m._PyEval_EvalCode(compiled, globals, globals) !== 0;
    if (!done) {
      m._PyErr_Clear();
      return null;
    }
    const ask = withText(this.#m, 'out', (p) => m._PyDict_GetItemString(globals, p));
    const text = ask === 0 ? 0 : m._PyUnicode_AsUTF8(ask);
    return text === 0 ? null : m.UTF8ToString(text);
  }
}
