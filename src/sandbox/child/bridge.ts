/**
 * What the interpreter's WebAssembly may still import once it is sealed: C library and system calls, none of which
 * takes or gives a JavaScript value. Everything else (proxies of JavaScript objects, dlopen, foreign calls) is refused.
 */
const KEPT = new RegExp(
  `^(${[
    'invoke_\\w+',
    '__syscall_\\w+',
    'fd_\\w+',
    'environ_\\w+',
    'clock_\\w+',
    'random_get',
    'proc_exit',
    'exit',
    '_abort_js',
    '__assert_fail',
    'emscripten_date_now',
    'emscripten_get_now',
    'emscripten_get_heap_max',
    'emscripten_resize_heap',
    'emscripten_runtime_keepalive_\\w+',
    '_emscripten_runtime_keepalive_clear',
    '_emscripten_get_progname',
    '_(tzset|timegm|mktime|localtime|gmtime)_js',
    '_(mmap|munmap|msync|setitimer)_js',
    '__call_sighandler',
    '_PyEM_TrampolineCall_JS',
    '_PyEM_GetCountArgsPtr',
    '_Py_CheckEmscriptenSignals_Helper',
    'getprotobyname',
    'getaddrinfo',
    'getnameinfo',
    '_emscripten_lookup_name',
    '__cxa_\\w+',
    '_?_Unwind_\\w+',
    'llvm_eh_typeid_for',
  ].join('|')})$`,
);

// Node's types for this compiler setting leave it out.
declare const WebAssembly: { instantiate: (source: unknown, imports?: Imports) => unknown };

type Imports = Record<string, Record<string, unknown>>;

/**
 * The way from WebAssembly to JavaScript, with a switch. It must be made before pyodide is imported: the functions that
 * a program with raw memory could call by their number are those that stand in the imports here.
 */
export class Bridge {
  #open = true;

  constructor() {
    const instantiate = WebAssembly.instantiate;
    const guarded = (source: unknown, imports?: Imports): unknown => {
      for (const name of ['env', 'wasi_snapshot_preview1']) this.#guard(imports?.[name]);
      WebAssembly.instantiate = instantiate;
      return instantiate.call(WebAssembly, source, imports);
    };
    WebAssembly.instantiate = guarded;
  }

  /** From here on nothing in the interpreter reaches JavaScript. */
  close(): void {
    this.#open = false;
  }

  #guard(names: Record<string, unknown> | undefined): void {
    for (const [name, value] of Object.entries(names ?? {})) {
      if (typeof value !== 'function' || KEPT.test(name)) continue;
      const act = value as (...values: unknown[]) => unknown;
      const guard = (...values: unknown[]): unknown => {
        if (this.#open) return act(...values);
        throw new Error(`${name} is not available in the sandbox`);
      };
      names![name] = Object.assign(guard, value);
    }
  }
}
