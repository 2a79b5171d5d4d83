// A child process of judge.test.ts: the interpreter as programs meet it, but with every door open, so that one can be
// written that owns its whole memory.
import { readFileSync } from 'node:fs';
import { Interpreter } from '../../../src/sandbox/child/interpreter.ts';
import type { Pyodide } from '../../../src/sandbox/child/pyodide-module.ts';
import type { Data } from '../../../src/sandbox/data.ts';
import type { Program } from '../../../src/sandbox/types.ts';

const {
  pyodide: at,
  programs,
  canaries,
} = JSON.parse(readFileSync(0, 'utf8')) as { pyodide: string; programs: Program[]; canaries: Data[] };
const { loadPyodide } = (await import(at)) as { loadPyodide: () => Promise<Pyodide> };
const pyodide = await loadPyodide();
pyodide.runPython('import ctypes, opcode, sys, warnings\nwarnings.simplefilter("ignore")');
const interpreter = new Interpreter(pyodide._module, 13);
process.stdout.write(
  JSON.stringify(
    programs.map((program) => {
      const outcome = interpreter.run(program);
      return { ...outcome, fails: outcome.passed ? interpreter.failing(canaries) : [] };
    }),
  ),
);
process.exit(0);
