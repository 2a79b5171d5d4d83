import type { Call, Data } from '../data.ts';
import type { Program } from '../types.ts';
import { Candidate } from './candidate.ts';
import { withText } from './methods.ts';
import type { PyodideModule } from './pyodide-module.ts';
import { isPlain, Python } from './python.ts';

export interface Outcome {
  passed: boolean;
  /** Why not: the exception's text, or its type where it has none. */
  text: string;
  /** The interpreter's own stack was torn by a JavaScript exception; its memory may not be used on. */
  broken: boolean;
  /** How the function under test was called, for the judge; `null` where that cannot be reported as data. */
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
  readonly #python: Python;
  /** C strings, kept for ever: made before any memory image. */
  readonly #builtinNames: number[];
  readonly #candidate: Candidate;
  #last: Prepared | null = null;

  constructor(module: PyodideModule, pythonMinor: number) {
    this.#m = module;
    this.#python = new Python(module, pythonMinor);
    const names = this.#python.transform("import builtins\nout = '\\n'.join(vars(builtins))", 'source', '') ?? '';
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
      // Both are compiled before anything runs: an answer that ends in an open string, a decorator or `if` takes no
      // hold of the test.
      const code = this.#compileTest(program);
      if (code === 0) return failed(this.#python.failure());
      const answer = this.#python.compile(`${program.source}\n\n`, '<answer>');
      if (answer === 0) return failed(this.#python.failure());
      const pristine = m._PyDict_Copy(m._PyEval_GetBuiltins());
      const written = this.#python.written(code);
      const own = this.#python.namespace(m._PyEval_GetBuiltins());
      if (m._PyEval_EvalCode(answer, own, own) === 0) return failed(this.#python.failure());
      // The test sees the answer's names, but the builtins as they were before it.
      const globals = m._PyDict_Copy(own);
      this.#python.setItem(globals, '__builtins__', pristine);
      const before = this.#pointers(pristine);
      const target = withText(m, program.entryPoint, (p) => m._PyDict_GetItemString(globals, p));
      const wrapped = target !== 0 && !usesMoreThanCalls(program) ? this.#candidate.recording(target) : null;
      if (wrapped) this.#python.setItem(globals, program.entryPoint, wrapped.object);
      if (m._PyEval_EvalCode(code, globals, globals) === 0) return failed(this.#python.failure());
      // A frame walk reaches them; the objects' own `==` may lie, their addresses do not.
      if (this.#pointers(pristine).some((p, i) => p !== before[i]))
        return failed('the program changed the builtins of its test');
      if (this.#python.written(code) !== written) return failed('the program changed the code of its test');
      this.#last = { code, globals, entryPoint: program.entryPoint };
      return { passed: true, text: '', broken: false, calls: wrapped?.calls() ?? null };
    } catch (error) {
      m.stackRestore(stack);
      return { ...failed(describe(error)), broken: true };
    }
  }

  /** Which of these constant candidates the test that just passed fails, by their place. */
  failing(canaries: Data[]): number[] {
    return this.#last ? this.#failing(this.#last, canaries) : [];
  }

  #failing(prepared: Prepared, canaries: Data[]): number[] {
    return canaries.flatMap((value, i) => (this.#holds(prepared, this.#candidate.constant(value)) ? [] : [i]));
  }

  /**
   * The test again, where no answer has ever run: with a candidate that gives the noted answers, and with canaries.
   * `passed` is `null` where the calls were not reported, or the test cannot do without the answer's own names.
   */
  judge(
    test: { prompt: string; test: string; entryPoint: string },
    calls: Call[] | null,
    canaries: Data[],
  ): { passed: boolean | null; fails: number[] } {
    const m = this.#m;
    const code = this.#compileTest(test);
    if (code === 0) {
      m._PyErr_Clear();
      return { passed: null, fails: [] };
    }
    const globals = this.#python.namespace(m._PyEval_GetBuiltins());
    this.#define(test.prompt, globals);
    const prepared = { code, globals, entryPoint: test.entryPoint };
    let passed: boolean | null = null;
    if (calls) {
      this.#holds(prepared, this.#candidate.replaying(calls), (error) => {
        passed =
          error === 0
            ? true
            : m._PyErr_GivenExceptionMatches(error, m.HEAPU32[m._PyExc_NameError >> 2] ?? 0)
              ? null
              : false;
      });
    }
    return { passed, fails: this.#failing(prepared, canaries) };
  }

  #compileTest({ test, entryPoint }: { test: string; entryPoint: string }): number {
    return this.#python.compile(`${test}\ncheck(${entryPoint})\n`, '<test>');
  }

  /** Runs a prepared test on a copy of its names; `onEnd` gets the exception, 0 for none. */
  #holds(
    { code, globals, entryPoint }: Prepared,
    candidate: number,
    onEnd: (error: number) => void = () => {},
  ): boolean {
    const m = this.#m;
    const names = m._PyDict_Copy(globals);
    this.#python.setItem(names, entryPoint, candidate);
    if (m._PyEval_EvalCode(code, names, names) !== 0) {
      onEnd(0);
      return true;
    }
    const error = m._PyErr_GetRaisedException();
    onEnd(error);
    m._PyErr_Clear();
    return false;
  }

  /** A prompt's own names; one that ends in a bare signature gets a body. */
  #define(prompt: string, globals: number): void {
    const m = this.#m;
    for (const source of [prompt, `${prompt}\n    pass\n`]) {
      const code = isPlain(source) ? this.#python.compile(source, '<prompt>') : 0;
      if (code !== 0 && m._PyEval_EvalCode(code, globals, globals) !== 0) return;
      m._PyErr_Clear();
    }
  }

  /** Evaluates code of ours with one string variable, and gives back the string variable `out`. */
  transform(code: string, name: string, value: string): string | null {
    return this.#python.transform(code, name, value);
  }

  #pointers(dict: number): number[] {
    return this.#builtinNames.map((name) => this.#m._PyDict_GetItemString(dict, name));
  }
}

const failed = (text: string): Outcome => ({ passed: false, text, broken: false, calls: null });

/** The test uses more of the candidate than its calls, so nothing may stand in its place. */
function usesMoreThanCalls({ test, entryPoint }: Program): boolean {
  const parameter = /\bdef\s+check\s*\(\s*(\w+)/.exec(test)?.[1] ?? 'candidate';
  const name = `(?:${parameter}|${/^\w+$/.test(entryPoint) ? entryPoint : 'candidate'})`;
  return new RegExp(`\\b${name}\\s*\\.|\\binspect\\b|\\b(?:isinstance|type)\\s*\\(\\s*${name}\\b`).test(test);
}

function describe(error: unknown): string {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : 'Error';
  if (name === 'ExitStatus') return 'SystemExit: the program ended the interpreter';
  if (name === 'RangeError') return 'RecursionError: the stack is full';
  return `the interpreter failed (${name})`;
}
