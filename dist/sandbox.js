import { createRequire } from "node:module";
import { constants, readFileSync, readSync, writeFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
// src/sandbox/protocol.ts
/**
* A fixed piece of Python work, the same in the sandbox and in a native Python, to measure how slow WebAssembly is
* here.
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
// src/sandbox/child/data-in.ts
/** More parts than this are not taken for data. */
const MAX_PARTS = 2e5;
var NoData = class extends Error {};
/** Bytes in front of an object's own, and where a type keeps its comparison, on a 32-bit machine. */
const REFERENCE = 8;
const COMPARE = 100;
/** Reads Python objects as data through CPython's C interface, without running any Python. */
var DataReader = class {
	#m;
	/** Room for the C calls' results, made before any memory image. */
	#room;
	#parts = 0;
	constructor(module) {
		this.#m = module;
		this.#room = module.stringToNewUTF8("-".repeat(31));
	}
	/**
	* The value, or `undefined` where it is (or holds) anything but data. A subclass that compares like its base counts
	* as the base.
	*/
	read(object) {
		this.#parts = 0;
		try {
			return this.#read(object, 0);
		} catch (error) {
			if (error instanceof NoData) return void 0;
			throw error;
		}
	}
	/** Whether a call may change it in place. */
	isContainer(object) {
		const m = this.#m;
		return [
			m._PyList_Type,
			m._PyDict_Type,
			m._PySet_Type
		].includes(this.typeOf(object));
	}
	typeOf(object) {
		return this.#m.HEAPU32[object + 4 >> 2] ?? 0;
	}
	text(object) {
		const m = this.#m;
		const start = m._PyUnicode_AsUTF8AndSize(object, this.#room);
		if (start === 0) {
			m._PyErr_Clear();
			throw new NoData();
		}
		return new TextDecoder("utf-8", { ignoreBOM: true }).decode(m.HEAPU8.subarray(start, start + (m.HEAPU32[this.#room >> 2] ?? 0)));
	}
	#is(object, type) {
		const m = this.#m;
		const own = this.typeOf(object);
		if (own === type) return true;
		if (m._PyType_IsSubtype(own, type) === 0) return false;
		if (m.HEAPU32[own + COMPARE >> 2] !== m.HEAPU32[type + COMPARE >> 2]) throw new NoData();
		return true;
	}
	#read(object, depth) {
		const m = this.#m;
		if (object === 0 || depth > 100 || ++this.#parts > MAX_PARTS) throw new NoData();
		if (object === m.__Py_NoneStruct) return null;
		if (object === m.__Py_TrueStruct) return true;
		if (object === m.__Py_FalseStruct) return false;
		if (this.#is(object, m._PyLong_Type)) return { int: this.#int(object) };
		if (this.#is(object, m._PyUnicode_Type)) return this.text(object);
		if (this.#is(object, m._PyFloat_Type)) return { float: number(this.#double(object, REFERENCE)) };
		if (this.#is(object, m._PyComplex_Type)) return { complex: [number(this.#double(object, REFERENCE)), number(this.#double(object, 16))] };
		if (this.#is(object, m._PyList_Type)) return this.#sequence(m._PyList_Size(object), (i) => m._PyList_GetItem(object, i), depth);
		if (this.#is(object, m._PyTuple_Type)) return { tuple: this.#sequence(m._PyTuple_Size(object), (i) => m._PyTuple_GetItem(object, i), depth) };
		if (this.#is(object, m._PyDict_Type)) return { dict: this.#dict(object, depth) };
		if (this.#is(object, m._PySet_Type)) return { set: this.#set(object, depth) };
		if (this.#is(object, m._PyFrozenSet_Type)) return { frozenset: this.#set(object, depth) };
		if (this.typeOf(object) === m._PyBytes_Type) return { bytes: this.#bytes(object) };
		throw new NoData();
	}
	#int(object) {
		const m = this.#m;
		const made = m._PyNumber_ToBase(object, 16);
		if (made === 0) {
			m._PyErr_Clear();
			throw new NoData();
		}
		const text = this.text(made).replace("0x", "");
		m._Py_DecRef(made);
		return text;
	}
	#double(object, at) {
		return new DataView(this.#m.HEAPU8.buffer).getFloat64(object + at, true);
	}
	#sequence(size, item, depth) {
		if (size > MAX_PARTS) throw new NoData();
		return Array.from({ length: size }, (_, i) => this.#read(item(i), depth + 1));
	}
	#dict(object, depth) {
		const m = this.#m;
		const room = this.#take();
		const out = [];
		m.HEAPU32[room] = 0;
		while (m._PyDict_Next(object, room << 2, room + 1 << 2, room + 2 << 2) !== 0) {
			const at = m.HEAPU32[room] ?? 0;
			const [key, value] = [m.HEAPU32[room + 1] ?? 0, m.HEAPU32[room + 2] ?? 0];
			out.push([this.#read(key, depth + 1), this.#read(value, depth + 1)]);
			m.HEAPU32[room] = at;
		}
		return out;
	}
	#set(object, depth) {
		const m = this.#m;
		const room = this.#take();
		const out = [];
		m.HEAPU32[room] = 0;
		while (m.__PySet_NextEntry(object, room << 2, room + 1 << 2, room + 2 << 2) !== 0) {
			const at = m.HEAPU32[room] ?? 0;
			out.push(this.#read(m.HEAPU32[room + 1] ?? 0, depth + 1));
			m.HEAPU32[room] = at;
		}
		return out;
	}
	/**
	* Four words behind the one that `text` uses; what is read inside uses them too, so each loop puts its place back.
	*/
	#take() {
		return (this.#room >> 2) + 2;
	}
	#bytes(object) {
		const m = this.#m;
		const [start, size] = [m._PyBytes_AsString(object), m._PyBytes_Size(object)];
		return Buffer.from(m.HEAPU8.subarray(start, start + size)).toString("hex");
	}
};
const number = (value) => Object.is(value, -0) ? "-0" : String(value);
// src/sandbox/child/methods.ts
/** Offsets in CPython's structures on a 32-bit machine. */
const METHOD_OF_FUNCTION = 8;
const CODE_OF_METHOD = 4;
/**
* Puts `make(original)` in the place of a built-in function for whoever holds it, under whatever name: its code's
* number is changed in CPython's own static table of methods, which a second copy of the module would share.
* @param signature as in emscripten's addFunction: the result, then the parameters
*/
function replaceMethod(m, module, name, signature, make) {
	const owner = withText(m, module, (p) => m._PyImport_ImportModule(p));
	const found = owner === 0 ? 0 : withText(m, name, (p) => m._PyObject_GetAttrString(owner, p));
	if (found === 0) throw new Error(`${module}.${name} is not there`);
	replaceCode(m, (m.HEAPU32[found + METHOD_OF_FUNCTION >> 2] ?? 0) + CODE_OF_METHOD, signature, make);
}
/** The same for the number of a function at any place in memory; gives the new one. */
function replaceCode(m, place, signature, make) {
	const original = m.wasmTable.get(m.HEAPU32[place >> 2] ?? 0);
	const made = m.addFunction(make(original), signature);
	m.HEAPU32[place >> 2] = made;
	return made;
}
function withText(m, text, use) {
	const pointer = m.stringToNewUTF8(text);
	try {
		return use(pointer);
	} finally {
		m._free(pointer);
	}
}
/** Raises RuntimeError; gives what a failed C call gives. */
function raise(m, text) {
	const type = m.HEAPU32[m._PyExc_RuntimeError >> 2] ?? 0;
	withText(m, text, (p) => m._PyErr_SetString(type, p));
	return 0;
}
// src/sandbox/child/data-out.ts
/** Makes the Python object of a piece of data, through CPython's C interface; a new reference. */
function makeObject(m, data) {
	const each = (items, add) => {
		for (const item of items) add(makeObject(m, item));
	};
	if (data === null) return m.__Py_NoneStruct;
	if (data === true) return m.__Py_TrueStruct;
	if (data === false) return m.__Py_FalseStruct;
	if (typeof data === "string") return text(m, data);
	if (Array.isArray(data)) return list(m, data);
	if ("int" in data) return withText(m, data.int, (p) => m._PyLong_FromString(p, 0, 16));
	if ("float" in data) return m._PyFloat_FromDouble(Number(data.float));
	if ("complex" in data) return m._PyComplex_FromDoubles(Number(data.complex[0]), Number(data.complex[1]));
	if ("bytes" in data) return bytes(m, Buffer.from(data.bytes, "hex"), (p, n) => m._PyBytes_FromStringAndSize(p, n));
	if ("tuple" in data) return m._PyList_AsTuple(list(m, data.tuple));
	if ("frozenset" in data) return m._PyFrozenSet_New(list(m, data.frozenset));
	if ("set" in data) {
		const set = m._PySet_New(0);
		each(data.set, (item) => m._PySet_Add(set, item));
		return set;
	}
	const dict = m._PyDict_New();
	for (const [key, value] of data.dict) m._PyDict_SetItem(dict, makeObject(m, key), makeObject(m, value));
	return dict;
}
function list(m, items) {
	const made = m._PyList_New(0);
	for (const item of items) m._PyList_Append(made, makeObject(m, item));
	return made;
}
const text = (m, value) => bytes(m, Buffer.from(value, "utf8"), (p, n) => m._PyUnicode_FromStringAndSize(p, n));
function bytes(m, value, use) {
	const pointer = m._PyMem_RawMalloc(value.length + 1);
	m.HEAPU8.set(value, pointer);
	const made = use(pointer, value.length);
	m._PyMem_RawFree(pointer);
	return made;
}
// src/sandbox/child/candidate.ts
/**
* Built-in exceptions that a test may wait for. A missing name is none: it tells that a test needs the answer's own.
*/
const EXCEPTIONS = [
	"Exception",
	"ArithmeticError",
	"AssertionError",
	"AttributeError",
	"EOFError",
	"IndexError",
	"KeyError",
	"LookupError",
	"NotImplementedError",
	"OSError",
	"OverflowError",
	"RecursionError",
	"RuntimeError",
	"StopIteration",
	"TypeError",
	"ValueError",
	"ZeroDivisionError"
];
/** METH_VARARGS | METH_KEYWORDS */
const CALL_FLAGS = 3;
/** More calls, or more text in them, are not reported. */
const MAX_CALLS = 2e4;
const MAX_CHARACTERS = 2e6;
/**
* The function that a test is given: a C function whose work is done here, outside of Python. It passes calls on and
* notes them, gives noted answers again, or always gives one value.
*/
var Candidate = class {
	#m;
	#reader;
	#method;
	#exceptions;
	#act = () => 0;
	constructor(module) {
		this.#m = module;
		this.#reader = new DataReader(module);
		this.#exceptions = new Map(EXCEPTIONS.map((name) => [this.#exception(name), name]));
		const code = module.addFunction((_self, args, keywords) => this.#act(args ?? 0, keywords ?? 0), "iiii");
		this.#method = module._PyMem_RawMalloc(16);
		module.HEAPU32.set([
			module.stringToNewUTF8("candidate"),
			code,
			CALL_FLAGS,
			0
		], this.#method >> 2);
	}
	/** Passes calls on to `target`; `calls` tells of them, or `null` where something in them is no data. */
	recording(target) {
		const m = this.#m;
		m._Py_IncRef(target);
		let calls = [];
		let characters = 0;
		this.#act = (args, keywords) => {
			const place = calls?.push(null);
			const before = calls && this.#arguments(args, keywords);
			const result = m._PyObject_Call(target, args, keywords);
			if (!calls || place === void 0) return result;
			const outcome = result === 0 ? this.#raised() : this.#returned(result);
			const changed = before && this.#changed(args, keywords, before);
			characters += JSON.stringify([outcome, changed]).length;
			if (!outcome || !changed || characters > MAX_CHARACTERS || calls.length > MAX_CALLS) calls = null;
			else calls[place - 1] = {
				outcome,
				changed
			};
			return result;
		};
		return {
			object: this.#object(),
			calls: () => calls && calls.every((c) => c !== null) ? calls : null
		};
	}
	/** Gives the noted answers again, in order. */
	replaying(calls) {
		const m = this.#m;
		let next = 0;
		this.#act = (args) => {
			const call = calls[next++];
			if (!call) return raise(m, "the program was not asked this often");
			for (const [at, now] of call.changed) this.#change(m._PyTuple_GetItem(args, at), now);
			if ("value" in call.outcome) return makeObject(m, call.outcome.value);
			const { raised, text } = call.outcome;
			const type = EXCEPTIONS.find((e) => e === raised);
			if (!type) return raise(m, text);
			withText(m, text.replaceAll("\0", ""), (p) => m._PyErr_SetString(this.#exception(type), p));
			return 0;
		};
		return this.#object();
	}
	/** Always gives this. */
	constant(value) {
		this.#act = () => makeObject(this.#m, value);
		return this.#object();
	}
	#object() {
		return this.#m._PyCFunction_NewEx(this.#method, 0, 0);
	}
	#exception(name) {
		return this.#m.HEAPU32[this.#m[`_PyExc_${name}`] >> 2] ?? 0;
	}
	/** All arguments as text, keywords last; `null` where one is no data, and a call could do unseen things to it. */
	#arguments(args, keywords) {
		const m = this.#m;
		const values = [...Array.from({ length: m._PyTuple_Size(args) }, (_, i) => m._PyTuple_GetItem(args, i)), ...keywords === 0 ? [] : [keywords]].map((object) => this.#reader.read(object));
		return values.every((v) => v !== void 0) ? values.map((v) => JSON.stringify(v)) : null;
	}
	/** What a call changed of its arguments; `null` where that is more than can be reported. */
	#changed(args, keywords, before) {
		const m = this.#m;
		const after = this.#arguments(args, keywords);
		if (!after) return null;
		const changed = [];
		for (const [at, now] of after.entries()) {
			if (now === before[at]) continue;
			if (at >= m._PyTuple_Size(args) || !this.#reader.isContainer(m._PyTuple_GetItem(args, at))) return null;
			changed.push([at, JSON.parse(now)]);
		}
		return changed;
	}
	#returned(result) {
		const value = this.#reader.read(result);
		return value === void 0 ? null : { value };
	}
	#raised() {
		const m = this.#m;
		const error = m._PyErr_GetRaisedException();
		const raised = this.#exceptions.get(this.#reader.typeOf(error));
		let text = "";
		if (raised !== void 0) {
			const message = m._PyObject_Str(error);
			const read = message === 0 ? void 0 : this.#reader.read(message);
			if (typeof read === "string") text = read.slice(0, 1e3);
			m._PyErr_Clear();
		}
		m._PyErr_SetRaisedException(error);
		return raised === void 0 ? null : {
			raised,
			text
		};
	}
	#change(object, now) {
		const m = this.#m;
		const made = makeObject(m, now);
		const type = object === 0 ? 0 : this.#reader.typeOf(object);
		if (type !== this.#reader.typeOf(made)) return m._PyErr_Clear();
		if (type === m._PyList_Type) m._PyList_SetSlice(object, 0, m._PyList_Size(object), made);
		else if (type === m._PyDict_Type) {
			m._PyDict_Clear(object);
			m._PyDict_Update(object, made);
		} else if (type === m._PySet_Type && typeof now === "object" && now !== null && "set" in now) {
			m._PySet_Clear(object);
			for (const item of now.set) m._PySet_Add(object, makeObject(m, item));
		}
	}
};
// src/sandbox/child/python.ts
const FILE_INPUT = 257;
/** PyCF_IGNORE_COOKIE | PyCF_SOURCE_IS_UTF8: an encoding cookie in an answer must not re-read its bytes. */
const COMPILE_FLAGS = 2304;
const MESSAGE_BYTES = 4e3;
/** C strings end at a NUL, and Python refuses lone surrogates. */
const isPlain = (text) => !/[\0\p{Surrogate}]/u.test(text);
/**
* CPython's C interface, as far as running source needs it. Objects are addresses; 0 is a failure with an exception
* set.
*/
var Python = class {
	#m;
	#minor;
	constructor(module, minor) {
		this.#m = module;
		this.#minor = minor;
	}
	compile(source, name) {
		const m = this.#m;
		return withText(this.#m, source, (text) => withText(this.#m, name, (file) => withText(this.#m, "--------", (flags) => {
			m.HEAP32[flags >> 2] = COMPILE_FLAGS;
			m.HEAP32[(flags >> 2) + 1] = this.#minor;
			return m._Py_CompileStringExFlags(text, file, FILE_INPUT, flags, -1);
		})));
	}
	namespace(builtins) {
		const globals = this.#m._PyDict_New();
		this.setItem(globals, "__builtins__", builtins);
		return globals;
	}
	setItem(dict, key, value) {
		withText(this.#m, key, (p) => this.#m._PyDict_SetItemString(dict, p, value));
	}
	failure() {
		const m = this.#m;
		const raised = m._PyErr_GetRaisedException();
		const text = raised === 0 ? "no exception" : this.#text(m._PyObject_Str(raised)) || this.#typeName(raised);
		m._PyErr_Clear();
		return text;
	}
	#typeName(object) {
		const type = this.#m._PyObject_Type(object);
		return this.#text(withText(this.#m, "__name__", (p) => this.#m._PyObject_GetAttrString(type, p))) || "exception";
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
	/** A code object with all its constants and inner code, written out. */
	written(code) {
		const m = this.#m;
		const made = m._PyMarshal_WriteObjectToString(code, 0);
		if (made === 0) {
			m._PyErr_Clear();
			return "unwritable";
		}
		const start = m._PyBytes_AsString(made);
		const text = Buffer.from(m.HEAPU8.subarray(start, start + m._PyBytes_Size(made))).toString("latin1");
		m._Py_DecRef(made);
		return text;
	}
	/** Evaluates code of ours with one string variable, and gives back the string variable `out`. */
	transform(code, name, value) {
		const m = this.#m;
		if (!isPlain(value)) return null;
		const compiled = this.compile(code, "<joulegate>");
		const globals = this.namespace(m._PyEval_GetBuiltins());
		withText(this.#m, value, (p) => this.setItem(globals, name, m._PyUnicode_FromString(p)));
		if (!(compiled !== 0 && m._PyEval_EvalCode(compiled, globals, globals) !== 0)) {
			m._PyErr_Clear();
			return null;
		}
		const ask = withText(this.#m, "out", (p) => m._PyDict_GetItemString(globals, p));
		const text = ask === 0 ? 0 : m._PyUnicode_AsUTF8(ask);
		return text === 0 ? null : m.UTF8ToString(text);
	}
};
// src/sandbox/child/interpreter.ts
/**
* Runs programs through CPython's C interface alone. No Python code of ours takes part, so nothing that an answer
* patches can turn a failure into a pass: passed means that the C call which ran the test returned an object.
*/
var Interpreter = class {
	#m;
	#python;
	/** C strings, kept for ever: made before any memory image. */
	#builtinNames;
	#candidate;
	#last = null;
	constructor(module, pythonMinor) {
		this.#m = module;
		this.#python = new Python(module, pythonMinor);
		const names = this.#python.transform("import builtins\nout = '\\n'.join(vars(builtins))", "source", "") ?? "";
		this.#builtinNames = names.split("\n").map((name) => module.stringToNewUTF8(name));
		this.#candidate = new Candidate(module);
	}
	/** Runs one program as the official harness does: prompt and answer, then the test, then `check(entry_point)`. */
	run(program) {
		const m = this.#m;
		const stack = m.stackSave();
		this.#last = null;
		if (![
			program.source,
			program.test,
			program.entryPoint
		].every(isPlain)) return failed("source code string cannot contain null bytes or lone surrogates");
		try {
			const code = this.#compileTest(program);
			if (code === 0) return failed(this.#python.failure());
			const answer = this.#python.compile(`${program.source}\n\n`, "<answer>");
			if (answer === 0) return failed(this.#python.failure());
			const pristine = m._PyDict_Copy(m._PyEval_GetBuiltins());
			const written = this.#python.written(code);
			const own = this.#python.namespace(m._PyEval_GetBuiltins());
			if (m._PyEval_EvalCode(answer, own, own) === 0) return failed(this.#python.failure());
			const globals = m._PyDict_Copy(own);
			this.#python.setItem(globals, "__builtins__", pristine);
			const before = this.#pointers(pristine);
			const target = withText(m, program.entryPoint, (p) => m._PyDict_GetItemString(globals, p));
			const wrapped = target !== 0 && !usesMoreThanCalls(program) ? this.#candidate.recording(target) : null;
			if (wrapped) this.#python.setItem(globals, program.entryPoint, wrapped.object);
			if (m._PyEval_EvalCode(code, globals, globals) === 0) return failed(this.#python.failure());
			if (this.#pointers(pristine).some((p, i) => p !== before[i])) return failed("the program changed the builtins of its test");
			if (this.#python.written(code) !== written) return failed("the program changed the code of its test");
			this.#last = {
				code,
				globals,
				entryPoint: program.entryPoint
			};
			return {
				passed: true,
				text: "",
				broken: false,
				calls: wrapped?.calls() ?? null
			};
		} catch (error) {
			m.stackRestore(stack);
			return {
				...failed(describe(error)),
				broken: true
			};
		}
	}
	/** Which of these constant candidates the test that just passed fails, by their place. */
	failing(canaries) {
		return this.#last ? this.#failing(this.#last, canaries) : [];
	}
	#failing(prepared, canaries) {
		return canaries.flatMap((value, i) => this.#holds(prepared, this.#candidate.constant(value)) ? [] : [i]);
	}
	/**
	* The test again, where no answer has ever run: with a candidate that gives the noted answers, and with canaries.
	* `passed` is `null` where the calls were not reported, or the test cannot do without the answer's own names.
	*/
	judge(test, calls, canaries) {
		const m = this.#m;
		const code = this.#compileTest(test);
		if (code === 0) {
			m._PyErr_Clear();
			return {
				passed: null,
				fails: []
			};
		}
		const globals = this.#python.namespace(m._PyEval_GetBuiltins());
		this.#define(test.prompt, globals);
		const prepared = {
			code,
			globals,
			entryPoint: test.entryPoint
		};
		let passed = null;
		if (calls) this.#holds(prepared, this.#candidate.replaying(calls), (error) => {
			passed = error === 0 ? true : m._PyErr_GivenExceptionMatches(error, m.HEAPU32[m._PyExc_NameError >> 2] ?? 0) ? null : false;
		});
		return {
			passed,
			fails: this.#failing(prepared, canaries)
		};
	}
	#compileTest({ test, entryPoint }) {
		return this.#python.compile(`${test}\ncheck(${entryPoint})\n`, "<test>");
	}
	/** Runs a prepared test on a copy of its names; `onEnd` gets the exception, 0 for none. */
	#holds({ code, globals, entryPoint }, candidate, onEnd = () => {}) {
		const m = this.#m;
		const names = m._PyDict_Copy(globals);
		this.#python.setItem(names, entryPoint, candidate);
		if (m._PyEval_EvalCode(code, names, names) !== 0) {
			onEnd(0);
			return true;
		}
		onEnd(m._PyErr_GetRaisedException());
		m._PyErr_Clear();
		return false;
	}
	/** A prompt's own names; one that ends in a bare signature gets a body. */
	#define(prompt, globals) {
		const m = this.#m;
		for (const source of [prompt, `${prompt}\n    pass\n`]) {
			const code = isPlain(source) ? this.#python.compile(source, "<prompt>") : 0;
			if (code !== 0 && m._PyEval_EvalCode(code, globals, globals) !== 0) return;
			m._PyErr_Clear();
		}
	}
	/** Evaluates code of ours with one string variable, and gives back the string variable `out`. */
	transform(code, name, value) {
		return this.#python.transform(code, name, value);
	}
	#pointers(dict) {
		return this.#builtinNames.map((name) => this.#m._PyDict_GetItemString(dict, name));
	}
};
const failed = (text) => ({
	passed: false,
	text,
	broken: false,
	calls: null
});
/** The test uses more of the candidate than its calls, so nothing may stand in its place. */
function usesMoreThanCalls({ test, entryPoint }) {
	const name = `(?:${/\bdef\s+check\s*\(\s*(\w+)/.exec(test)?.[1] ?? "candidate"}|${/^\w+$/.test(entryPoint) ? entryPoint : "candidate"})`;
	return new RegExp(`\\b${name}\\s*\\.|\\binspect\\b|\\b(?:isinstance|type)\\s*\\(\\s*${name}\\b`).test(test);
}
function describe(error) {
	const name = typeof error === "object" && error !== null && "name" in error ? String(error.name) : "Error";
	if (name === "ExitStatus") return "SystemExit: the program ended the interpreter";
	if (name === "RangeError") return "RecursionError: the stack is full";
	return `the interpreter failed (${name})`;
}
// src/sandbox/child/intrinsics.ts
/** Members that ordinary code sets on objects whose prototype has them: they must stay settable there. */
const OVERRIDDEN = /* @__PURE__ */ new Set([
	"constructor",
	"name",
	"message",
	"toString",
	"valueOf",
	"stack",
	"code",
	"length"
]);
const { freeze, getOwnPropertyDescriptor, defineProperty, getPrototypeOf, isFrozen } = Object;
const ownKeys = Reflect.ownKeys;
const same = Object.is;
/** Roots that no global name leads to. */
function hidden() {
	const of = (value) => getPrototypeOf(value);
	return [
		of([][Symbol.iterator]()),
		of(""[Symbol.iterator]()),
		of((/* @__PURE__ */ new Map())[Symbol.iterator]()),
		of((/* @__PURE__ */ new Set())[Symbol.iterator]()),
		of(function* () {}),
		of(async () => {}),
		of(async function* () {}),
		of(Uint8Array)
	];
}
/**
* JavaScript's own objects, frozen once everything is loaded: what one program could change would be there for the
* next, and in what this process tells of itself. Globals cannot all be frozen; they are compared.
*/
var Intrinsics = class {
	#globals = /* @__PURE__ */ new Map();
	#frozen = [];
	constructor() {
		for (const key of ownKeys(globalThis)) {
			const value = getOwnPropertyDescriptor(globalThis, key)?.value;
			this.#globals.set(key, value);
			if (typeof key === "string" && /^[A-Z]/.test(key) && value !== globalThis) this.#freeze(value);
		}
		for (const root of hidden()) this.#freeze(root);
	}
	/** Whether all is as it was. */
	intact() {
		for (const [key, value] of this.#globals) if (!same(getOwnPropertyDescriptor(globalThis, key)?.value, value)) return false;
		return ownKeys(globalThis).length === this.#globals.size && this.#frozen.every((value) => isFrozen(value));
	}
	#freeze(value) {
		if (typeof value !== "object" && typeof value !== "function" || value === null || isFrozen(value) || value === globalThis) return;
		for (const key of ownKeys(value)) if (typeof key === "string" && OVERRIDDEN.has(key)) letOverride(value, key);
		freeze(value);
		this.#frozen.push(value);
		for (const key of ownKeys(value)) {
			const member = getOwnPropertyDescriptor(value, key);
			for (const inner of [
				member?.value,
				member?.get,
				member?.set
			]) this.#freeze(inner);
		}
		this.#freeze(getPrototypeOf(value));
	}
};
/**
* A frozen prototype's member forbids the like on what inherits it, unless it is a getter with a setter that defines it
* there.
*/
function letOverride(owner, key) {
	const member = getOwnPropertyDescriptor(owner, key);
	if (!member || !("value" in member) || !member.configurable || typeof owner === "function") return;
	const { value } = member;
	defineProperty(owner, key, {
		get: () => value,
		set(next) {
			if (this !== owner) defineProperty(this, key, {
				value: next,
				writable: true,
				enumerable: true,
				configurable: true
			});
		},
		enumerable: member.enumerable ?? false,
		configurable: true
	});
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
// src/sandbox/child/bridge.ts
/**
* What the interpreter's WebAssembly may still import once it is sealed: C library and system calls, none of which
* takes or gives a JavaScript value. Everything else (proxies of JavaScript objects, dlopen, foreign calls) is refused.
*/
const KEPT = new RegExp(`^(${[
	"invoke_\\w+",
	"__syscall_\\w+",
	"fd_\\w+",
	"environ_\\w+",
	"clock_\\w+",
	"random_get",
	"proc_exit",
	"exit",
	"_abort_js",
	"__assert_fail",
	"emscripten_date_now",
	"emscripten_get_now",
	"emscripten_get_heap_max",
	"emscripten_resize_heap",
	"emscripten_runtime_keepalive_\\w+",
	"_emscripten_runtime_keepalive_clear",
	"_emscripten_get_progname",
	"_(tzset|timegm|mktime|localtime|gmtime)_js",
	"_(mmap|munmap|msync|setitimer)_js",
	"__call_sighandler",
	"_PyEM_TrampolineCall_JS",
	"_PyEM_GetCountArgsPtr",
	"_Py_CheckEmscriptenSignals_Helper",
	"getprotobyname",
	"getaddrinfo",
	"getnameinfo",
	"_emscripten_lookup_name",
	"__cxa_\\w+",
	"_?_Unwind_\\w+",
	"llvm_eh_typeid_for"
].join("|")})$`);
/**
* The way from WebAssembly to JavaScript, with a switch. It must be made before pyodide is imported: the functions that
* a program with raw memory could call by their number are those that stand in the imports here.
*/
var Bridge = class {
	#open = true;
	constructor() {
		const instantiate = WebAssembly.instantiate;
		const guarded = (source, imports) => {
			for (const name of ["env", "wasi_snapshot_preview1"]) this.#guard(imports?.[name]);
			WebAssembly.instantiate = instantiate;
			return instantiate.call(WebAssembly, source, imports);
		};
		WebAssembly.instantiate = guarded;
	}
	/** From here on nothing in the interpreter reaches JavaScript. */
	close() {
		this.#open = false;
	}
	#guard(names) {
		for (const [name, value] of Object.entries(names ?? {})) {
			if (typeof value !== "function" || KEPT.test(name)) continue;
			const act = value;
			const guard = (...values) => {
				if (this.#open) return act(...values);
				throw new Error(`${name} is not available in the sandbox`);
			};
			names[name] = Object.assign(guard, value);
		}
	}
};
// src/sandbox/child/doors.ts
/**
* Built-in modules that reach raw memory, JavaScript or processes, and `_imp`, of which there must be no second one in
* the making of a module.
*/
const UNTABLED = /* @__PURE__ */ new Set([
	"_ctypes",
	"_pyodide_core",
	"_posixsubprocess",
	"_imp",
	"_lsprof"
]);
/**
* Closes in CPython's own memory what no Python code of ours could keep closed: the ways to code and memory of a
* program's own.
*/
function closeDoors(m) {
	for (const table of tables(m)) untable(m, table);
	const noBytes = () => raise(m, "making code of bytes is not allowed in the sandbox");
	for (const name of ["loads", "load"]) replaceMethod(m, "marshal", name, "iiiii", () => noBytes);
	replaceMethod(m, "_imp", "get_frozen_object", "iiii", (original) => (self, args, count) => count === 1 ? original(self ?? 0, args ?? 0, 1) : noBytes());
	replaceMethod(m, "sys", "settrace", "iii", () => (_self, tracer) => tracer === m.__Py_NoneStruct ? tracer : raise(m, "sys.settrace is not allowed in the sandbox"));
	for (const name of ["BufferedReader", "BufferedRandom"]) keepBuffers(m, name);
}
/** Where the table of built-in modules stands: CPython's static one, and the copy that it made of it at its start. */
function tables(m) {
	const own = (m.HEAPU32[m._PyImport_Inittab >> 2] ?? 0) >> 2;
	let length = 0;
	while (m.HEAPU32[own + length] !== 0) length += 2;
	const found = [];
	const first = m.HEAPU32[own] ?? 0;
	for (let at = m.HEAPU32.indexOf(first); at >= 0; at = m.HEAPU32.indexOf(first, at + 1)) {
		let same = 0;
		while (same < length && m.HEAPU32[at + same] === m.HEAPU32[own + same]) same++;
		if (same === length) found.push(at);
	}
	if (found.length < 2) throw new Error("the table of built-in modules is elsewhere in this version");
	return found;
}
/** An entry is a name and a function; the list ends with two zeros. */
function untable(m, table) {
	let kept = table;
	for (let entry = table;; entry += 2) {
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
function keepBuffers(m, name) {
	const io = withText(m, "_io", (p) => m._PyImport_ImportModule(p));
	const type = withText(m, name, (p) => m._PyObject_GetAttrString(io, p));
	const init = withText(m, "__init__", (p) => m._PyObject_GetAttrString(type, p));
	const forget = (stream) => {
		m.HEAPU32[(stream ?? 0) + BUFFER >> 2] = 0;
	};
	if (m.HEAPU32[type + INIT >> 2] !== m.HEAPU32[init + WRAPPED >> 2]) throw new Error(`${name} is laid out otherwise in this version`);
	replaceCode(m, type + DEALLOC, "vi", (original) => (stream) => {
		forget(stream);
		return original(stream ?? 0);
	});
	const make = replaceCode(m, type + INIT, "iiii", (original) => (stream, args, keywords) => {
		forget(stream);
		return original(stream ?? 0, args ?? 0, keywords ?? 0);
	});
	m.HEAPU32[init + WRAPPED >> 2] = make;
}
// src/sandbox/child/python-source.ts
/** Modules that answers and tests use; in the memory image they cost nothing later. */
const PRELUDE = `
import abc, array, ast, bisect, cmath, collections, collections.abc, copy, dataclasses, datetime, decimal, enum
import fractions, functools, hashlib, heapq, io, itertools, json, keyword, math, numbers, operator, os, random, re
import statistics, string, struct, sys, textwrap, time, traceback, types, typing, unicodedata, warnings
warnings.simplefilter('ignore')
`;
/** numpy loads parts of itself late, which the seal would forbid. */
const ADD_WHEEL = `
def _add():
    import importlib, os, sysconfig, zipfile
    with zipfile.ZipFile('/tmp/added.whl') as wheel:
        wheel.extractall(sysconfig.get_path('purelib'))
    os.remove('/tmp/added.whl')
    importlib.invalidate_caches()
    importlib.import_module('numpy')
    for part in ('linalg', 'fft', 'random', 'ma', 'polynomial', 'testing', 'char', 'strings', 'rec', 'matlib', 'typing'):
        try:
            importlib.import_module('numpy.' + part)
        except ImportError:
            pass
_add()
del _add
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
        'sys.setprofile', 'sys.addaudithook', 'sys.monitoring.register_callback', 'gc.get_objects',
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
/** Loads CPython, from the image where one is given, and seals it. */
async function loadPython(options) {
	const bridge = new Bridge();
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
	if (options.wheel !== null) addWheel(pyodide, options.wheel);
	const snapshot = options.snapshot === null ? pyodide.makeMemorySnapshot() : null;
	seal(pyodide._module);
	bridge.close();
	return {
		module: pyodide._module,
		pythonVersion: versionOf(pyodide._module),
		snapshot
	};
}
/** Unpacks a wheel, and imports what later could not be: native code is loaded only before the seal. */
function addWheel(pyodide, path) {
	const { FS } = pyodide._module;
	FS.writeFile("/tmp/added.whl", readFileSync(path));
	pyodide.runPython(ADD_WHEEL);
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
	closeDoors(m);
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
const keysOf = Object.keys;
const isArray = Array.isArray;
const bytesOf = Buffer.from.bind(Buffer);
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
/** JSON of plain values, by hand: `toJSON`, iterators and inherited members are not looked at. */
function json(value) {
	if (typeof value !== "object" || value === null) return stringify(value) ?? "null";
	let text = "";
	if (isArray(value)) {
		for (let i = 0; i < value.length; i++) text += `${i === 0 ? "" : ","}${json(value[i])}`;
		return `[${text}]`;
	}
	const keys = keysOf(value);
	for (let i = 0; i < keys.length; i++) {
		const key = keys[i];
		text += `${i === 0 ? "" : ","}${stringify(key)}:${json(value[key])}`;
	}
	return `{${text}}`;
}
function writeResponse(nonce, response) {
	writeAll(bytesOf(`${nonce} ${json(response)}\n`, "utf8"));
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
			child_process: () => createRequire(import.meta.url)("node:child_process"),
			"process.kill": () => process.kill(process.ppid, 0),
			"process.binding": () => process.binding("tcp_wrap")
		}),
		ring("no-network-handles", {
			fetch: () => fetch("http://127.0.0.1:9/").catch(() => {}),
			net: () => createRequire(import.meta.url)("node:net"),
			ws: () => new (createRequire(import.meta.url)("ws"))("ws://127.0.0.1:9/")
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
const intrinsics = new Intrinsics();
const image = options.restorable ? new MemoryImage(loaded.module) : null;
writeAll(Buffer.from(`ready ${loaded.pythonVersion}\n`));
function answer(request) {
	const start = cpuSeconds();
	switch (request.kind) {
		case "run": {
			const outcome = interpreter.run(request);
			const used = cpuSeconds() - start;
			const torn = outcome.broken && !(image?.restore() ?? false) || !intrinsics.intact();
			return {
				kind: "run",
				passed: outcome.passed,
				text: outcome.text,
				cpuSeconds: used,
				broken: torn,
				calls: outcome.calls
			};
		}
		case "recheck": return {
			kind: "recheck",
			fails: intrinsics.intact() ? interpreter.failing(request.canaries) : [],
			cpuSeconds: cpuSeconds() - start
		};
		case "judge": {
			const { passed, fails } = interpreter.judge(request, request.calls, request.canaries);
			return {
				kind: "judge",
				passed,
				fails,
				cpuSeconds: cpuSeconds() - start
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
			restored: (image?.restore() ?? false) && intrinsics.intact()
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
