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
