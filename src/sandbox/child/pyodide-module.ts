/** The little of pyodide's internals that the sandbox uses; pinned with pyodide's version. */
export interface PyodideModule {
  HEAP8: Int8Array;
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  HEAPU32: Uint32Array;
  FS: EmscriptenFs;
  stackSave(): number;
  stackRestore(pointer: number): void;
  stringToNewUTF8(text: string): number;
  UTF8ToString(pointer: number): string;
  _free(pointer: number): void;
  _PyImport_Inittab: number;
  _Py_Version: number;
  _PyRun_SimpleString(source: number): number;
  _Py_CompileStringExFlags(source: number, name: number, start: number, flags: number, optimize: number): number;
  _PyEval_EvalCode(code: number, globals: number, locals: number): number;
  _PyEval_GetBuiltins(): number;
  _PyDict_GetItemString(dict: number, key: number): number;
  _PyDict_New(): number;
  _PyDict_Copy(dict: number): number;
  _PyDict_SetItemString(dict: number, key: number, value: number): number;
  _PyErr_GetRaisedException(): number;
  _PyErr_Clear(): void;
  _PyObject_Str(object: number): number;
  _PyObject_Type(object: number): number;
  _PyObject_GetAttrString(object: number, name: number): number;
  _PyUnicode_AsUTF8(object: number): number;
  _PyUnicode_FromString(text: number): number;
  _Py_DecRef(object: number): void;
  _Py_IncRef(object: number): void;
  _PyMem_RawMalloc(bytes: number): number;
  _PyMem_RawFree(pointer: number): void;
  addFunction(code: (...values: number[]) => number, signature: string): number;
  wasmTable: { get(index: number): unknown };
  _PyImport_ImportModule(name: number): number;
  _PyErr_SetString(type: number, text: number): void;
  _PyErr_SetRaisedException(error: number): void;
  _PyErr_GivenExceptionMatches(error: number, type: number): number;
  _PyObject_Call(callable: number, args: number, keywords: number): number;
  _PyCFunction_NewEx(method: number, self: number, module: number): number;
  _PyMarshal_WriteObjectToString(object: number, version: number): number;
  _PyType_IsSubtype(type: number, of: number): number;
  _PyLong_FromString(text: number, end: number, base: number): number;
  _PyNumber_ToBase(object: number, base: number): number;
  _PyFloat_FromDouble(value: number): number;
  _PyComplex_FromDoubles(real: number, imaginary: number): number;
  _PyUnicode_AsUTF8AndSize(object: number, size: number): number;
  _PyUnicode_FromStringAndSize(text: number, size: number): number;
  _PyBytes_AsString(object: number): number;
  _PyBytes_Size(object: number): number;
  _PyBytes_FromStringAndSize(bytes: number, size: number): number;
  _PyList_New(size: number): number;
  _PyList_Size(list: number): number;
  _PyList_GetItem(list: number, index: number): number;
  _PyList_Append(list: number, item: number): number;
  _PyList_SetSlice(list: number, from: number, to: number, items: number): number;
  _PyList_AsTuple(list: number): number;
  _PyTuple_Size(tuple: number): number;
  _PyTuple_GetItem(tuple: number, index: number): number;
  _PyDict_SetItem(dict: number, key: number, value: number): number;
  _PyDict_Next(dict: number, place: number, key: number, value: number): number;
  _PyDict_Clear(dict: number): void;
  _PyDict_Update(dict: number, other: number): number;
  _PySet_New(items: number): number;
  _PySet_Add(set: number, item: number): number;
  _PySet_Clear(set: number): number;
  _PyFrozenSet_New(items: number): number;
  __PySet_NextEntry(set: number, place: number, key: number, hash: number): number;
  __Py_NoneStruct: number;
  __Py_TrueStruct: number;
  __Py_FalseStruct: number;
  _PyLong_Type: number;
  _PyUnicode_Type: number;
  _PyFloat_Type: number;
  _PyComplex_Type: number;
  _PyBytes_Type: number;
  _PyList_Type: number;
  _PyTuple_Type: number;
  _PyDict_Type: number;
  _PySet_Type: number;
  _PyFrozenSet_Type: number;
  /** Where a built-in exception's type is noted. */
  [exception: `_PyExc_${string}`]: number;
}

export interface FsNode {
  name: string;
  parent: FsNode;
  name_next: FsNode | undefined;
  mode: number;
  contents: unknown;
  usedBytes?: number | undefined;
  mounted?: unknown;
}

export interface EmscriptenFs {
  nameTable: (FsNode | undefined)[];
  streams: unknown[];
  writeFile(path: string, bytes: Uint8Array): void;
  cwd(): string;
  chdir(path: string): void;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
}

export interface Pyodide {
  _module: PyodideModule;
  runPython(code: string): unknown;
  makeMemorySnapshot(): Uint8Array;
}

export interface PyodideConfig {
  indexURL: string;
  jsglobals: object;
  env: Record<string, string>;
  stdin: () => null;
  stdout: (line: string) => void;
  stderr: (line: string) => void;
  packageBaseUrl: string;
  _makeSnapshot?: boolean;
  _loadSnapshot?: Uint8Array;
}
