import { createRequire } from "node:module";
import { constants, readFileSync, readSync, writeFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
// src/sandbox/protocol.ts
/**
* A fixed piece of Python work, the same in the sandbox and in a native Python, to measure how slow WebAssembly is here.
* About 0.05 s natively.
*/
const CALIBRATION = `
def work():
    seen = {}
    total = 0
    for i in range(120000):
        total = (total * 31 + i) % 1000003
        seen[total % 997] = str(i)
    return sorted(seen.values())[:3], total
work()
`;
// src/sandbox/child/interpreter.ts
const FILE_INPUT = 257;
/** PyCF_IGNORE_COOKIE | PyCF_SOURCE_IS_UTF8: an encoding cookie in an answer must not re-read its bytes. */
const COMPILE_FLAGS = 2304;
const MESSAGE_BYTES = 4e3;
/**
* Runs programs through CPython's C interface alone. No Python code of ours takes part, so nothing that an answer
* patches can turn a failure into a pass: passed means that the C call which ran the test returned an object.
*/
var Interpreter = class {
	#m;
	#python;
	/** C strings, kept for ever: made before any memory image. */
	#builtinNames;
	constructor(module, pythonMinor) {
		this.#m = module;
		this.#python = { minor: pythonMinor };
		const names = this.transform("import builtins\nout = '\\n'.join(vars(builtins))", "source", "") ?? "";
		this.#builtinNames = names.split("\n").map((name) => module.stringToNewUTF8(name));
	}
	/** Runs one program as the official harness does: prompt and answer, then the test, then `check(entry_point)`. */
	run(program) {
		const m = this.#m;
		const stack = m.stackSave();
		if (![
			program.source,
			program.test,
			program.entryPoint
		].every(isPlain)) return {
			passed: false,
			text: "source code string cannot contain null bytes or lone surrogates",
			broken: false
		};
		try {
			const test = this.#compile(`${program.test}\ncheck(${program.entryPoint})\n`, "<test>");
			if (test === 0) return this.#failure();
			const answer = this.#compile(`${program.source}\n\n`, "<answer>");
			if (answer === 0) return this.#failure();
			const pristine = m._PyDict_Copy(m._PyEval_GetBuiltins());
			const globals = this.#namespace(m._PyEval_GetBuiltins());
			if (m._PyEval_EvalCode(answer, globals, globals) === 0) return this.#failure();
			const testGlobals = m._PyDict_Copy(globals);
			this.#setItem(testGlobals, "__builtins__", pristine);
			const before = this.#pointers(pristine);
			if (m._PyEval_EvalCode(test, testGlobals, testGlobals) === 0) return this.#failure();
			if (this.#pointers(pristine).some((p, i) => p !== before[i])) return {
				passed: false,
				text: "the program changed the builtins of its test",
				broken: false
			};
			return {
				passed: true,
				text: "",
				broken: false
			};
		} catch (error) {
			m.stackRestore(stack);
			return {
				passed: false,
				text: describe(error),
				broken: true
			};
		}
	}
	/** Evaluates code of ours with one string variable, and gives back the string variable `out`. */
	transform(code, name, value) {
		const m = this.#m;
		if (!isPlain(value)) return null;
		const compiled = this.#compile(code, "<joulegate>");
		const globals = this.#namespace(m._PyEval_GetBuiltins());
		this.#withText(value, (p) => this.#setItem(globals, name, m._PyUnicode_FromString(p)));
		if (!(compiled !== 0 && m._PyEval_EvalCode(compiled, globals, globals) !== 0)) {
			m._PyErr_Clear();
			return null;
		}
		const ask = this.#withText("out", (p) => m._PyDict_GetItemString(globals, p));
		const text = ask === 0 ? 0 : m._PyUnicode_AsUTF8(ask);
		return text === 0 ? null : m.UTF8ToString(text);
	}
	#pointers(dict) {
		return this.#builtinNames.map((name) => this.#m._PyDict_GetItemString(dict, name));
	}
	#compile(source, name) {
		const m = this.#m;
		return this.#withText(source, (text) => this.#withText(name, (file) => this.#withText("--------", (flags) => {
			m.HEAP32[flags >> 2] = COMPILE_FLAGS;
			m.HEAP32[(flags >> 2) + 1] = this.#python.minor;
			return m._Py_CompileStringExFlags(text, file, FILE_INPUT, flags, -1);
		})));
	}
	#namespace(builtins) {
		const globals = this.#m._PyDict_New();
		this.#setItem(globals, "__builtins__", builtins);
		return globals;
	}
	#setItem(dict, key, value) {
		this.#withText(key, (p) => this.#m._PyDict_SetItemString(dict, p, value));
	}
	#withText(text, use) {
		const pointer = this.#m.stringToNewUTF8(text);
		try {
			return use(pointer);
		} finally {
			this.#m._free(pointer);
		}
	}
	#failure() {
		const m = this.#m;
		const raised = m._PyErr_GetRaisedException();
		const text = raised === 0 ? "no exception" : this.#text(m._PyObject_Str(raised)) || this.#typeName(raised);
		m._PyErr_Clear();
		return {
			passed: false,
			text,
			broken: false
		};
	}
	#typeName(object) {
		const type = this.#m._PyObject_Type(object);
		return this.#text(this.#withText("__name__", (p) => this.#m._PyObject_GetAttrString(type, p))) || "exception";
	}
	#text(object) {
		const m = this.#m;
		const pointer = object === 0 ? 0 : m._PyUnicode_AsUTF8(object);
		if (pointer === 0) {
			m._PyErr_Clear();
			return "";
		}
		let end = pointer;
		while (m.HEAPU8[end] !== 0 && end - pointer < MESSAGE_BYTES) end++;
		return new TextDecoder().decode(m.HEAPU8.subarray(pointer, end));
	}
};
/** C strings end at a NUL, and Python refuses lone surrogates. */
const isPlain = (text) => !/[\0\p{Surrogate}]/u.test(text);
function describe(error) {
	const name = typeof error === "object" && error !== null && "name" in error ? String(error.name) : "Error";
	if (name === "ExitStatus") return "SystemExit: the program ended the interpreter";
	if (name === "RangeError") return "RecursionError: the stack is full";
	return `the interpreter failed (${name})`;
}
// src/sandbox/child/files-image.ts
/** The interpreter's files, open streams and working folder, which live outside its memory. */
var FilesImage = class {
	#fs;
	#nodes = [];
	#table;
	#streams;
	#cwd;
	constructor(fs) {
		this.#fs = fs;
		this.#table = [...fs.nameTable];
		this.#streams = [...fs.streams];
		this.#cwd = fs.cwd();
		for (const first of this.#table) for (let node = first; node; node = node.name_next) this.#nodes.push(save(fs, node));
	}
	restore() {
		const fs = this.#fs;
		for (const saved of this.#nodes) putBack(saved);
		fs.nameTable.splice(0, fs.nameTable.length, ...this.#table);
		fs.streams.splice(0, fs.streams.length, ...this.#streams);
		fs.chdir(this.#cwd);
	}
};
function save(fs, node) {
	const { name, parent, name_next, mode, usedBytes, mounted, contents } = node;
	const bytes = fs.isFile(mode) && contents instanceof Uint8Array ? new Uint8Array(contents) : null;
	const entries = fs.isDir(mode) && contents !== null && typeof contents === "object" ? { ...contents } : null;
	return {
		node,
		fields: {
			name,
			parent,
			name_next,
			mode,
			usedBytes,
			mounted
		},
		bytes,
		entries
	};
}
function putBack({ node, fields, bytes, entries }) {
	Object.assign(node, fields);
	if (entries) node.contents = { ...entries };
	if (bytes) {
		if (node.contents instanceof Uint8Array && node.contents.length >= bytes.length) node.contents.set(bytes);
		else node.contents = new Uint8Array(bytes);
	}
}
// src/sandbox/child/image.ts
/** Memory that has grown past this is cheaper to give up with its process than to clear. */
const MAX_GROWTH = 256 * 2 ** 20;
/**
* A copy of the interpreter's memory and files, to put back between answers: patched builtins, imported modules, open
* and written files are gone afterwards. It must be taken and put back at the same stack depth.
*/
var MemoryImage = class {
	#m;
	#heap;
	#stack;
	#files;
	constructor(module) {
		this.#m = module;
		this.#heap = new Uint8Array(module.HEAPU8);
		this.#stack = module.stackSave();
		this.#files = new FilesImage(module.FS);
	}
	/** False where the process should be replaced instead. */
	restore() {
		const m = this.#m;
		if (m.HEAPU8.length - this.#heap.length > MAX_GROWTH) return false;
		m.HEAPU8.set(this.#heap);
		m.HEAPU8.fill(0, this.#heap.length);
		m.stackRestore(this.#stack);
		this.#files.restore();
		return true;
	}
};
// src/sandbox/child/python-source.ts
/** Modules that answers and tests use; in the memory image they cost nothing later. */
const PRELUDE = `
import abc, array, ast, bisect, cmath, collections, collections.abc, copy, dataclasses, datetime, decimal, enum
import fractions, functools, hashlib, heapq, io, itertools, json, keyword, math, numbers, operator, os, random, re
import statistics, string, struct, sys, textwrap, time, traceback, types, typing, unicodedata, warnings
warnings.simplefilter('ignore')
`;
/**
* Leaves no way from Python to JavaScript and none around the checker: the modules that hold JavaScript objects are
* emptied, the calls that step over lines, read every object or write raw memory are refused by an audit hook, which no
* Python code can take out again. Its names live in defaults, so that changing a namespace does not reach it.
*/
const SEAL = `
def _seal():
    import sys, asyncio, time
    import _frozen_importlib as importer
    # pyodide's own sleep goes through JavaScript; the built-in one is still there.
    spec = importer.BuiltinImporter.find_spec('time')
    fresh = importer.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    time.sleep = fresh.sleep
    gone = ('js', 'pyodide_js', 'pyodide', '_pyodide', '_pyodide_core', 'ctypes', '_ctypes', 'pyodide_core')
    for finder in sys.meta_path:
        # The finder knows every JavaScript module, and its loaders hold them.
        if not isinstance(finder, type):
            vars(finder).clear()
    sys.meta_path[:] = [f for f in sys.meta_path if isinstance(f, type) and 'pyodide' not in f.__module__]
    try:
        asyncio.events._event_loop_policy = None
        asyncio.events._set_running_loop(None)
    except Exception:
        pass
    sys.excepthook = sys.__excepthook__
    sys.displayhook = sys.__displayhook__
    sys.breakpointhook = sys.__breakpointhook__
    for name in list(sys.modules):
        if name.split('.')[0] in gone:
            module = sys.modules.pop(name)
            loader = getattr(getattr(module, '__spec__', None), 'loader', None)
            if type(loader).__name__ == 'JsLoader':
                vars(loader).clear()
            if isinstance(module, type(sys)):
                vars(module).clear()
    def hook(event, args, exact=frozenset((
        'sys.settrace', 'sys.setprofile', 'sys.addaudithook', 'sys.monitoring.register_callback', 'gc.get_objects',
        'gc.get_referrers', 'gc.get_referents', 'code.__new__', 'os.system', 'os.posix_spawn', 'os.fork', 'os.exec',
        'os.kill', 'socket.__new__', 'socket.connect', 'socket.bind', 'pty.spawn')), error=RuntimeError, of=type, text=str):
        if event in exact or event[:7] == 'ctypes.':
            raise error(event + ' is not allowed in the sandbox')
        if event == 'object.__setattr__' and args[1] == '__code__':
            raise error('changing __code__ is not allowed in the sandbox')

    sys.addaudithook(hook)

_seal()
del _seal
`;
/** Puts `out`, a JSON text, beside `source`: the top-level statements, or null where it does not parse. */
const PARSE = `
def _statements(source):
    import ast, json
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 'null'
    found = []
    for node in body:
        inner = getattr(node, 'body', None)
        only = (isinstance(inner, list) and len(inner) == 1 and isinstance(inner[0], ast.Expr)
                and isinstance(inner[0].value, ast.Constant))
        start = min([node.lineno] + [d.lineno for d in getattr(node, 'decorator_list', [])])
        found.append({'kind': type(node).__name__, 'name': getattr(node, 'name', None), 'start': start,
                      'end': node.end_lineno, 'onlyDocstring': only})
    return json.dumps({'statements': found})
out = _statements(source)
`;
// src/sandbox/child/load.ts
/** Built-in modules that reach raw memory or JavaScript; their table entries are renamed. */
const UNTABLED = [
	"_ctypes",
	"_pyodide_core",
	"_posixsubprocess"
];
/** Loads CPython, from the image where one is given, and seals it. */
async function loadPython(options) {
	const { loadPyodide } = await import(pathToFileURL(`${options.pyodide}pyodide.mjs`).href);
	const config = {
		indexURL: options.pyodide,
		packageBaseUrl: options.pyodide,
		jsglobals: {},
		env: {
			HOME: "/home/pyodide",
			PYTHONHASHSEED: "0"
		},
		stdin: () => null,
		stdout: () => {},
		stderr: () => {}
	};
	if (options.snapshot === null) config._makeSnapshot = true;
	else config._loadSnapshot = readFileSync(options.snapshot);
	const pyodide = await loadPyodide(config);
	if (options.snapshot === null) pyodide.runPython(PRELUDE);
	const snapshot = options.snapshot === null ? pyodide.makeMemorySnapshot() : null;
	seal(pyodide._module);
	return {
		module: pyodide._module,
		pythonVersion: versionOf(pyodide._module),
		snapshot
	};
}
/** `Py_Version`, without running any Python. */
function versionOf(m) {
	const word = m.HEAPU32[m._Py_Version >> 2] ?? 0;
	return [
		word >>> 24,
		word >>> 16 & 255,
		word >>> 8 & 255
	].join(".");
}
function seal(m) {
	const source = m.stringToNewUTF8(SEAL);
	const failed = m._PyRun_SimpleString(source);
	m._free(source);
	if (failed !== 0) throw new Error("the interpreter could not be sealed");
	const table = (m.HEAPU32[m._PyImport_Inittab >> 2] ?? 0) >> 2;
	for (let entry = table; m.HEAPU32[entry] !== 0; entry += 2) {
		const name = m.HEAPU32[entry] ?? 0;
		if (UNTABLED.includes(m.UTF8ToString(name))) m.HEAPU8[name] = "!".charCodeAt(0);
	}
}
// src/sandbox/child/lockdown.ts
const refuse = (name) => () => {
	throw new Error(`${name} is not available in the sandbox`);
};
/** Globals that open connections or processes, or reach other contexts; pyodide needs none of them. */
const HANDLES = [
	"fetch",
	"WebSocket",
	"EventSource",
	"XMLHttpRequest",
	"Request",
	"Response",
	"Headers",
	"FormData",
	"Worker",
	"BroadcastChannel",
	"SharedArrayBuffer",
	"navigator",
	"localStorage",
	"sessionStorage",
	"caches",
	"require"
];
/** Members of `process` that signal, load native code, open pipes or reach the internals. */
const PROCESS_MEMBERS = [
	"kill",
	"_kill",
	"dlopen",
	"getBuiltinModule",
	"_linkedBinding",
	"_debugProcess",
	"_debugEnd",
	"_startProfilerIdleNotifier",
	"chdir",
	"setuid",
	"setgid",
	"seteuid",
	"setegid",
	"setgroups",
	"initgroups",
	"umask",
	"send",
	"disconnect",
	"execve",
	"loadEnvFile",
	"openStdin",
	"report",
	"mainModule",
	"_getActiveHandles",
	"_getActiveRequests",
	"moduleLoadList"
];
function remove(target, name) {
	try {
		Object.defineProperty(target, name, {
			value: void 0,
			writable: false,
			configurable: false,
			enumerable: false
		});
	} catch {
		Reflect.deleteProperty(target, name);
	}
}
/**
* Takes away, before pyodide is loaded, every handle that its JavaScript side could use to leave the process.
* The permission model refuses `process.binding`, of which pyodide needs only the fs constants: hence the stub.
*/
function lockDown() {
	for (const name of HANDLES) remove(globalThis, name);
	for (const name of PROCESS_MEMBERS) remove(process, name);
	const stub = { fs: { ...constants } };
	Object.defineProperty(process, "binding", { value: (name) => name === "constants" ? stub : refuse(`process.binding(${name})`)() });
	Object.defineProperty(process, "env", { value: Object.freeze({}) });
	Object.defineProperty(process, "argv", { value: Object.freeze(["node"]) });
	for (const name of [
		"stdin",
		"stdout",
		"stderr"
	]) Object.defineProperty(process, name, { value: Object.freeze({
		fd: -1,
		isTTY: false,
		write: () => true
	}) });
	limitRequire();
}
/** What pyodide's script may `require`; its sockets and `system()` get stubs that only fail. */
function limitRequire() {
	const Module = createRequire(import.meta.url)("node:module");
	const load = Module._load;
	const open = /* @__PURE__ */ new Set([
		"fs",
		"path",
		"crypto",
		"url",
		"vm",
		"node:fs",
		"node:path",
		"node:crypto",
		"node:url",
		"node:vm"
	]);
	const NoSocket = class {
		static Server = refuse("ws.Server");
		constructor() {
			refuse("ws")();
		}
	};
	Module._load = (request, parent, isMain) => {
		if (request === "ws") return NoSocket;
		if (request === "tty" || request === "node:tty") return Object.freeze({ isatty: () => false });
		if (request === "child_process") return Object.freeze({ spawnSync: () => ({ status: 127 }) });
		if (open.has(request) || request.endsWith("pyodide.asm.js")) return load(request, parent, isMain);
		throw new Error(`${request} is not available in the sandbox`);
	};
}
// src/sandbox/child/pipe.ts
const parse = JSON.parse;
const stringify = JSON.stringify;
function readExactly(length) {
	const buffer = Buffer.alloc(length);
	let at = 0;
	while (at < length) {
		const n = readSync(0, buffer, at, length - at, null);
		if (n === 0) return null;
		at += n;
	}
	return buffer;
}
/** Blocks until the next request; `null` when the parent is gone. */
function readRequest() {
	const head = readExactly(4);
	const body = head && readExactly(head.readUInt32LE(0));
	return body && parse(body.toString("utf8"));
}
function writeAll(bytes) {
	for (let at = 0; at < bytes.length;) at += writeSync(3, bytes, at, bytes.length - at);
}
function writeResponse(nonce, response) {
	writeAll(Buffer.from(`${nonce} ${stringify(response)}\n`, "utf8"));
}
// src/sandbox/child/inner-rings.ts
function attempt(act) {
	try {
		act();
		return "worked";
	} catch (error) {
		return error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
	}
}
function ring(name, attempts) {
	const got = Object.entries(attempts).map(([what, act]) => [what, attempt(act)]);
	const through = got.filter(([, how]) => how === "worked").map(([what]) => what);
	return {
		name,
		holds: through.length === 0,
		detail: through.length === 0 ? `refused: ${got.map(([what]) => what).join(", ")}` : `possible: ${through.join(", ")}`
	};
}
/** Tries each ring from inside, as an answer that has got out of Python would. */
function innerRings() {
	return [
		ring("permission-model", {
			"reading /etc/passwd": () => readFileSync("/etc/passwd"),
			"writing a file": () => writeFileSync("/tmp/joulegate-ring-probe", "")
		}),
		ring("no-code-from-strings", { "new Function": () => new Function("return 1")() }),
		ring("no-process-handles", {
			"child_process": () => createRequire(import.meta.url)("node:child_process"),
			"process.kill": () => process.kill(process.ppid, 0),
			"process.binding": () => process.binding("tcp_wrap")
		}),
		ring("no-network-handles", {
			"fetch": () => fetch("http://127.0.0.1:9/").catch(() => {}),
			"net": () => createRequire(import.meta.url)("node:net"),
			"ws": () => new (createRequire(import.meta.url)("ws"))("ws://127.0.0.1:9/")
		}),
		{
			name: "empty-environment",
			holds: Object.keys(process.env).length === 0,
			detail: `${Object.keys(process.env).length} variables`
		}
	];
}
// src/sandbox/child/main.ts
const options = JSON.parse(process.argv[2] ?? "{}");
const exit = process.exit.bind(process);
const usage = process.cpuUsage.bind(process);
const parseJson = JSON.parse;
const cpuSeconds = () => {
	const { user, system } = usage();
	return (user + system) / 1e6;
};
lockDown();
const loaded = await loadPython(options);
const interpreter = new Interpreter(loaded.module, Number(loaded.pythonVersion.split(".")[1]));
if (loaded.snapshot) {
	writeAll(Buffer.from(`snapshot ${loaded.snapshot.length}\n`));
	writeAll(loaded.snapshot);
	loaded.snapshot = null;
}
const image = options.restorable ? new MemoryImage(loaded.module) : null;
writeAll(Buffer.from(`ready ${loaded.pythonVersion}\n`));
function answer(request) {
	const start = cpuSeconds();
	switch (request.kind) {
		case "run": {
			const outcome = interpreter.run(request);
			const used = cpuSeconds() - start;
			const torn = outcome.broken && !(image?.restore() ?? false);
			return {
				kind: "run",
				passed: outcome.passed,
				text: outcome.text,
				cpuSeconds: used,
				broken: torn
			};
		}
		case "parse": {
			const out = interpreter.transform(PARSE, "source", request.source);
			return {
				kind: "parse",
				module: out === null ? null : parseJson(out),
				cpuSeconds: cpuSeconds() - start
			};
		}
		case "restore": return {
			kind: "restore",
			restored: image?.restore() ?? false
		};
		case "probe": return {
			kind: "probe",
			rings: innerRings(),
			pythonVersion: loaded.pythonVersion
		};
		case "calibrate": {
			interpreter.transform(`${CALIBRATION}\nout = ''`, "source", "");
			const before = cpuSeconds();
			interpreter.transform(`${CALIBRATION}\nout = ''`, "source", "");
			return {
				kind: "calibrate",
				cpuSeconds: cpuSeconds() - before
			};
		}
	}
}
for (let request = readRequest(); request !== null; request = readRequest()) writeResponse(request.nonce, answer(request));
exit(0);
export {};
