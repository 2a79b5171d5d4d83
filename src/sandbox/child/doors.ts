import { raise, replaceCode, replaceMethod, withText } from './methods.ts';
import type { PyodideModule } from './pyodide-module.ts';

/**
 * Built-in modules that reach raw memory, JavaScript or processes, and `_imp`, of which there must be no second one in
 * the making of a module.
 */
const UNTABLED = new Set(['_ctypes', '_pyodide_core', '_posixsubprocess', '_imp', '_lsprof']);

/**
 * Closes in CPython's own memory what no Python code of ours could keep closed: the ways to code and memory of a
 * program's own.
 */
export function closeDoors(m: PyodideModule): void {
  for (const table of tables(m)) untable(m, table);
  const noBytes = (): 0 => raise(m, 'making code of bytes is not allowed in the sandbox');
  for (const name of ['loads', 'load']) replaceMethod(m, 'marshal', name, 'iiiii', () => noBytes);
  // With a second argument it reads a program's own bytes.
  replaceMethod(
    m,
    '_imp',
    'get_frozen_object',
    'iiii',
    (original) => (self, args, count) => (count === 1 ? original(self ?? 0, args ?? 0, 1) : noBytes()),
  );
  // doctest and others put back what they found: nothing.
  replaceMethod(
    m,
    'sys',
    'settrace',
    'iii',
    () => (_self, tracer) =>
      tracer === m.__Py_NoneStruct ? tracer : raise(m, 'sys.settrace is not allowed in the sandbox'),
  );
  for (const name of ['BufferedReader', 'BufferedRandom']) keepBuffers(m, name);
}

/** Where the table of built-in modules stands: CPython's static one, and the copy that it made of it at its start. */
function tables(m: PyodideModule): number[] {
  const own = (m.HEAPU32[m._PyImport_Inittab >> 2] ?? 0) >> 2;
  let length = 0;
  while (m.HEAPU32[own + length] !== 0) length += 2;
  const found: number[] = [];
  const first = m.HEAPU32[own] ?? 0;
  for (let at = m.HEAPU32.indexOf(first); at >= 0; at = m.HEAPU32.indexOf(first, at + 1)) {
    let same = 0;
    while (same < length && m.HEAPU32[at + same] === m.HEAPU32[own + same]) same++;
    if (same === length) found.push(at);
  }
  if (found.length < 2) throw new Error('the table of built-in modules is elsewhere in this version');
  return found;
}

/** An entry is a name and a function; the list ends with two zeros. */
function untable(m: PyodideModule, table: number): void {
  let kept = table;
  for (let entry = table; ; entry += 2) {
    const name = m.HEAPU32[entry] ?? 0;
    if (name !== 0 && UNTABLED.has(m.UTF8ToString(name))) continue;
    m.HEAPU32[kept] = name;
    m.HEAPU32[kept + 1] = m.HEAPU32[entry + 1] ?? 0;
    if (name === 0) return;
    kept += 2;
  }
}

/** Offsets in a type, in a wrapped slot and in a buffered stream, on a 32-bit machine. */
const DEALLOC = 24;
const INIT = 148;
const WRAPPED = 24;
const BUFFER = 48;

/**
 * A buffered stream lends its buffer to a raw stream that may be a program's own, and keep it. So the buffer is given
 * up but never freed: what is left in such hands is memory that nobody else gets.
 */
function keepBuffers(m: PyodideModule, name: string): void {
  const io = withText(m, '_io', (p) => m._PyImport_ImportModule(p));
  const type = withText(m, name, (p) => m._PyObject_GetAttrString(io, p));
  const init = withText(m, '__init__', (p) => m._PyObject_GetAttrString(type, p));
  const forget = (stream: number | undefined): void => {
    m.HEAPU32[((stream ?? 0) + BUFFER) >> 2] = 0;
  };
  if (m.HEAPU32[(type + INIT) >> 2] !== m.HEAPU32[(init + WRAPPED) >> 2])
    throw new Error(`${name} is laid out otherwise in this version`);
  replaceCode(m, type + DEALLOC, 'vi', (original) => (stream) => {
    forget(stream);
    return original(stream ?? 0);
  });
  const make = replaceCode(m, type + INIT, 'iiii', (original) => (stream, args, keywords) => {
    forget(stream);
    return original(stream ?? 0, args ?? 0, keywords ?? 0);
  });
  m.HEAPU32[(init + WRAPPED) >> 2] = make;
}
