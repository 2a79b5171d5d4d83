import type { Call, Data } from '../data.ts';
import type { Program } from '../types.ts';
import { Candidate } from './candidate.ts';
import { withText } from './methods.ts';
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
  /** How the function under test was called, for the judge; `null` where that cannot be told as data. */
  calls: Call[] | null;
}

/** A test, ready to be run again with other candidates. */
interface Prepared {
  code: number;
  globals: number;
  entryPoint: string;
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
  readonly #candidate: Candidate;
  #last: Prepared | null = null;

  constructor(module: PyodideModule, pythonMinor: number) {
    this.#m = module;
    this.#python = { minor: pythonMinor };
    const names = this.transform("import builtins\nout = '\\n'.join(vars(builtins))", 'source', '') ?? '';
    this.#builtinNames = names.split('\n').map((name) => module.stringToNewUTF8(name));
    this.#candidate = new Candidate(module);
  }

  /** Runs one program as the official harness does: prompt and answer, then the test, then `check(entry_point)`. */
  run(program: Program): Outcome {
    const m = this.#m;
    const stack = m.stackSave();
    this.#last = null;
    const bad = ![program.source, program.test, program.entryPoint].every(isPlain);
    if (bad) return failed('source code string cannot contain null bytes or lone surrogates');
    try {
      // Both are compiled before anything runs: an answer that ends in an open string, a decorator or `if` takes no hold of the test.
      const code = this.#compileTest(program);
      if (code === 0) return failed(this.#failure());
      const answer = this.#compile(`${program.source}\n\n`, '<answer>');
      if (answer === 0) return failed(this.#failure());
      const pristine = m._PyDict_Copy(m._PyEval_GetBuiltins());
      const written = this.#written(code);
      const own = this.#namespace(m._PyEval_GetBuiltins());
      if (m._PyEval_EvalCode(answer, own, own) === 0) return failed(this.#failure());
      // The test sees the answer's names, but the builtins as they were before it.
      const globals = m._PyDict_Copy(own);
      this.#setItem(globals, '__builtins__', pristine);
      const before = this.#pointers(pristine);
      const target = withText(m, program.entryPoint, (p) => m._PyDict_GetItemString(globals, p));
      const wrapped = target !== 0 && !looksInside(program) ? this.#candidate.recording(target) : null;
      if (wrapped) this.#setItem(globals, program.entryPoint, wrapped.object);
      if (m._PyEval_EvalCode(code, globals, globals) === 0) return failed(this.#failure());
      // A frame walk reaches them; the objects' own `==` may lie, their addresses do not.
      if (this.#pointers(pristine).some((p, i) => p !== before[i])) return failed('the program changed the builtins of its test');
      if (this.#written(code) !== written) return failed('the program changed the code of its test');
      this.#last = { code, globals, entryPoint: program.entryPoint };
      return { passed: true, text: '', broken: false, calls: wrapped?.calls() ?? null };
    } catch (error) {
      m.stackRestore(stack);
      return { ...failed(describe(error)), broken: true };
    }
  }

  /** Whether the test that just passed still fails every one of these constant candidates. */
  stillFails(canaries: Data[]): boolean {
    const last = this.#last;
    return last !== null && canaries.every((value) => !this.#holds(last, this.#candidate.constant(value)));
  }

  /**
   * The test again, where no answer has ever run: with a candidate that gives the noted answers, and with canaries.
   * `passed` is `null` where the calls were not told, or the test cannot do without the answer's own names.
   */
  judge(test: { prompt: string; test: string; entryPoint: string }, calls: Call[] | null, canaries: Data[]): { passed: boolean | null; wrong: number[] } {
    const m = this.#m;
    const code = this.#compileTest(test);
    if (code === 0) {
      m._PyErr_Clear();
      return { passed: null, wrong: [] };
    }
    const globals = this.#namespace(m._PyEval_GetBuiltins());
    this.#define(test.prompt, globals);
    const prepared = { code, globals, entryPoint: test.entryPoint };
    let passed: boolean | null = null;
    if (calls) {
      this.#holds(prepared, this.#candidate.replaying(calls), (error) => {
        passed = error === 0 ? true : m._PyErr_GivenExceptionMatches(error, m.HEAPU32[m._PyExc_NameError >> 2] ?? 0) ? null : false;
      });
    }
    return { passed, wrong: canaries.flatMap((value, i) => (this.#holds(prepared, this.#candidate.constant(value)) ? [] : [i])) };
  }

  #compileTest({ test, entryPoint }: { test: string; entryPoint: string }): number {
    return this.#compile(`${test}\ncheck(${entryPoint})\n`, '<test>');
  }

  /** Runs a prepared test on a copy of its names; `told` gets the exception, 0 for none. */
  #holds({ code, globals, entryPoint }: Prepared, candidate: number, told: (error: number) => void = () => {}): boolean {
    const m = this.#m;
    const names = m._PyDict_Copy(globals);
    this.#setItem(names, entryPoint, candidate);
    if (m._PyEval_EvalCode(code, names, names) !== 0) {
      told(0);
      return true;
    }
    const error = m._PyErr_GetRaisedException();
    told(error);
    m._PyErr_Clear();
    return false;
  }

  /** A prompt's own names; one that ends in a bare signature gets a body. */
  #define(prompt: string, globals: number): void {
    const m = this.#m;
    for (const source of [prompt, `${prompt}\n    pass\n`]) {
      const code = isPlain(source) ? this.#compile(source, '<prompt>') : 0;
      if (code !== 0 && m._PyEval_EvalCode(code, globals, globals) !== 0) return;
      m._PyErr_Clear();
    }
  }

  /** A code object with all its constants and inner code, written out. */
  #written(code: number): string {
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
    const compiled = this.#compile(code, '<joulegate>');
    const globals = this.#namespace(m._PyEval_GetBuiltins());
    withText(this.#m, value, (p) => this.#setItem(globals, name, m._PyUnicode_FromString(p)));
    const done = compiled !== 0 && m._PyEval_EvalCode(compiled, globals, globals) !== 0;
    if (!done) {
      m._PyErr_Clear();
      return null;
    }
    const ask = withText(this.#m, 'out', (p) => m._PyDict_GetItemString(globals, p));
    const text = ask === 0 ? 0 : m._PyUnicode_AsUTF8(ask);
    return text === 0 ? null : m.UTF8ToString(text);
  }

  #pointers(dict: number): number[] {
    return this.#builtinNames.map((name) => this.#m._PyDict_GetItemString(dict, name));
  }

  #compile(source: string, name: string): number {
    const m = this.#m;
    return withText(this.#m, source, (text) =>
      withText(this.#m, name, (file) =>
        withText(this.#m, '--------', (flags) => {
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
    withText(this.#m, key, (p) => this.#m._PyDict_SetItemString(dict, p, value));
  }

  #failure(): string {
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
}

const failed = (text: string): Outcome => ({ passed: false, text, broken: false, calls: null });

/** The test uses more of the candidate than its calls, so nothing may stand in its place. */
function looksInside({ test, entryPoint }: Program): boolean {
  return new RegExp(`\\b(candidate|${entryPoint.replace(/\W/g, '')})\\s*\\.|\\b(inspect|isinstance\\s*\\(\\s*candidate|type\\s*\\(\\s*candidate)\\b`).test(test);
}

/** C strings end at a NUL, and Python refuses lone surrogates. */
const isPlain = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

function describe(error: unknown): string {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : 'Error';
  if (name === 'ExitStatus') return 'SystemExit: the program ended the interpreter';
  if (name === 'RangeError') return 'RecursionError: the stack is full';
  return `the interpreter failed (${name})`;
}
