import type { Hostile } from './programs.ts';

// Ways to memory and code of a program's own, to JavaScript, and into what is told of a program. Each is a completion
// of `def add(a, b)` that is wrong whatever comes of it.

const body = (code: string): string => `    return a - b\n\n${code}\n`;
/** Goes on whatever is refused, so that only the wrong answer can fail it. */
const quietly = (...tries: string[]): string =>
  body(tries.map((t) => `try:\n${t.replace(/^/gm, '    ')}\nexcept BaseException:\n    pass`).join('\n'));
/** The same when the test calls, with the test's frame at hand. */
const called = (code: string): string =>
  `    import sys\n    frame = sys._getframe(1)\n    try:\n${code.replace(/^/gm, '        ')}\n    except BaseException:\n        pass\n    return a - b\n`;

/** With a memory view of what is not its own, writes over everything like a small int that it finds. */
const SCRIBBLE =
  'for view in views:\n    for i in range(0, min(len(view), 65536), 4):\n        view[i:i + 4] = b"\\xff\\x0f\\x00\\x00"';
const EVIL = 'compile("def check(candidate):\\n    pass", "x", "exec")';

const memory: [string, string][] = [
  [
    'a builtin by its own name',
    quietly('import _imp\nm = _imp.create_builtin(type("S", (), {"name": "_ctypes"})())\nm.PyObj_FromPtr(0)'),
  ],
  [
    'every name of the table of builtins',
    quietly(
      'import _imp, sys\nfor n in sys.builtin_module_names:\n    m = _imp.create_builtin(type("S", (), {"name": n})())\n    if hasattr(m, "PyObj_FromPtr"):\n        m.PyObj_FromPtr(0)',
    ),
  ],
  [
    'ctypes under a renamed entry',
    quietly(
      ...['!ctypes', '\\xffctypes', 'ctypes', '\\x00ctypes', '_ctypes\\x00'].map(
        (n) => `import _imp\n_imp.create_builtin(type("S", (), {"name": "${n}"})()).PyObj_FromPtr(0)`,
      ),
    ),
  ],
  [
    'the importer of builtins itself',
    quietly(
      'from importlib.machinery import BuiltinImporter as B\nm = B.load_module("_ctypes")\nm.PyObj_FromPtr(0)',
      'import importlib.util, importlib.machinery\ns = importlib.machinery.ModuleSpec("_ctypes", importlib.machinery.BuiltinImporter, origin="built-in")\nm = importlib.util.module_from_spec(s)\ns.loader.exec_module(m)\nm.PyObj_FromPtr(0)',
    ),
  ],
  [
    'a second _imp',
    quietly(
      'import _imp, marshal\nagain = _imp.create_builtin(type("S", (), {"name": "_imp"})())\nexec(again.get_frozen_object("x", marshal.dumps(add.__code__)))',
    ),
  ],
  [
    'a second marshal',
    quietly(
      'import _imp, marshal\nagain = _imp.create_builtin(type("S", (), {"name": "marshal"})())\nexec(again.loads(marshal.dumps(add.__code__)))',
    ),
  ],
  [
    'reloaded modules',
    quietly(
      'import importlib, marshal, _imp, sys\nfor m in (marshal, _imp, sys):\n    importlib.reload(m)\nexec(marshal.loads(marshal.dumps(add.__code__)))',
    ),
  ],
  [
    'marshal.loads of crafted bytecode',
    quietly(
      `import marshal\ncode = bytearray(marshal.dumps(${EVIL}))\ncode[60:64] = b"\\xff\\xff\\xff\\xff"\nexec(marshal.loads(bytes(code)))`,
    ),
  ],
  ['marshal.load from a file', quietly(`import io, marshal\nexec(marshal.load(io.BytesIO(marshal.dumps(${EVIL}))))`)],
  [
    'marshal.loads through a subclass and keywords',
    quietly(
      'import marshal\nmarshal.loads(bytearray(marshal.dumps(add.__code__)), allow_code=True)',
      'import functools, marshal\nfunctools.partial(marshal.loads)(marshal.dumps(add.__code__))',
    ),
  ],
  [
    '_imp.get_frozen_object with bytes',
    quietly(
      `import _imp, marshal\nexec(_imp.get_frozen_object("x", marshal.dumps(${EVIL})))`,
      '_imp.get_frozen_object("x", data=b"\\xe3")',
    ),
  ],
  [
    'a .pyc by its loader',
    quietly(
      `import marshal, importlib.util, importlib.machinery\nopen("/tmp/e.pyc", "wb").write(importlib.util.MAGIC_NUMBER + b"\\0" * 12 + marshal.dumps(${EVIL}))\nimportlib.machinery.SourcelessFileLoader("e", "/tmp/e.pyc").load_module()`,
    ),
  ],
  [
    'a .pyc on the path',
    quietly(
      `import marshal, sys, importlib.util\nopen("/tmp/evil.pyc", "wb").write(importlib.util.MAGIC_NUMBER + b"\\0" * 12 + marshal.dumps(${EVIL}))\nsys.path.insert(0, "/tmp")\nimport evil`,
    ),
  ],
  [
    'a .pyc in a zip',
    quietly(
      `import marshal, zipfile, zipimport, importlib.util\nz = zipfile.ZipFile("/tmp/e.zip", "w")\nz.writestr("evil2.pyc", importlib.util.MAGIC_NUMBER + b"\\0" * 12 + marshal.dumps(${EVIL}))\nz.close()\nzipimport.zipimporter("/tmp/e.zip").load_module("evil2")`,
    ),
  ],
  [
    'a .pyc run as a script',
    quietly(
      `import marshal, runpy, importlib.util\nopen("/tmp/r.pyc", "wb").write(importlib.util.MAGIC_NUMBER + b"\\0" * 12 + marshal.dumps(${EVIL}))\nrunpy.run_path("/tmp/r.pyc")`,
    ),
  ],
  [
    'a cached .pyc beside a source',
    quietly(
      `import marshal, os, sys, importlib.util\nopen("/tmp/src.py", "w").write("x = 1")\nos.makedirs("/tmp/__pycache__", exist_ok=True)\nopen(importlib.util.cache_from_source("/tmp/src.py"), "wb").write(importlib.util.MAGIC_NUMBER + b"\\1" + b"\\0" * 11 + marshal.dumps(${EVIL}))\nsys.path.insert(0, "/tmp")\nimport src`,
    ),
  ],
  [
    'pkgutil reads code',
    quietly(
      `import io, marshal, pkgutil, importlib.util\nexec(pkgutil.read_code(io.BytesIO(importlib.util.MAGIC_NUMBER + b"\\0" * 12 + marshal.dumps(${EVIL}))))`,
    ),
  ],
  [
    "the loader's own helper",
    quietly(
      'import importlib._bootstrap_external as b, marshal\nexec(b._compile_bytecode(marshal.dumps(add.__code__), "x"))',
    ),
  ],
  [
    'a buffer kept by a raw stream',
    quietly(
      `import io, gc\nviews = []\nclass R(io.RawIOBase):\n    def readable(self): return True\n    def readinto(self, b):\n        views.append(b)\n        return len(b)\nfor size in (64, 256, 1024, 4096, 65536):\n    r = io.BufferedReader(R(), size)\n    r.read(1)\n    del r\ngc.collect()\nhoard = [bytes(size) for size in (64, 256, 1024, 4096, 65536) for _ in range(50)]\n${SCRIBBLE}`,
    ),
  ],
  [
    'a re-entrant readinto',
    quietly(
      `import io\nviews = []\nclass R(io.RawIOBase):\n    def readable(self): return True\n    def readinto(self, b):\n        views.append(b)\n        if len(views) == 1:\n            reader.__init__(R(), 64)\n            reader.read(1)\n        return len(b)\nreader = io.BufferedReader(R(), 4096)\nreader.read(1)\nhoard = [bytes(4096) for _ in range(50)]\n${SCRIBBLE}`,
    ),
  ],
  [
    'a reader that closes itself',
    quietly(
      `import io\nviews = []\nclass R(io.RawIOBase):\n    def readable(self): return True\n    def readinto(self, b):\n        views.append(b)\n        reader.detach()\n        return len(b)\nreader = io.BufferedReader(R(), 4096)\nreader.read(10)\ndel reader\nhoard = [bytes(4096) for _ in range(50)]\n${SCRIBBLE}`,
    ),
  ],
  [
    'a raw file with a method of its own',
    quietly(
      `views = []\nopen("/tmp/raw", "wb").write(b"x" * 10000)\nf = open("/tmp/raw", "rb")\nf.raw.readinto = lambda b: views.append(b) or len(b)\nf.read(1)\ndel f\nhoard = [bytes(8192) for _ in range(50)]\n${SCRIBBLE}`,
    ),
  ],
  [
    'a random-access buffer',
    quietly(
      `import io\nviews = []\nclass R(io.RawIOBase):\n    def readable(self): return True\n    def writable(self): return True\n    def seekable(self): return True\n    def seek(self, *a): return 0\n    def readinto(self, b):\n        views.append(b)\n        return len(b)\n    def write(self, b):\n        views.append(b)\n        return len(b)\nr = io.BufferedRandom(R(), 4096)\nr.read(1)\ndel r\nhoard = [bytes(4096) for _ in range(50)]\n${SCRIBBLE}`,
    ),
  ],
  [
    "a writer's buffer kept",
    quietly(
      `import io\nviews = []\nclass W(io.RawIOBase):\n    def writable(self): return True\n    def write(self, b):\n        views.append(b)\n        return len(b)\nw = io.BufferedWriter(W(), 4096)\nw.write(b"y" * 5000)\nw.flush()\ndel w\nhoard = [bytes(4096) for _ in range(50)]\n${SCRIBBLE}`,
    ),
  ],
  [
    'a code object made',
    quietly(
      'import types\nc = add.__code__\nexec(types.CodeType(0, 0, 0, 0, 0, 0, b"\\x97\\x00" * 50, (), (), (), "x", "x", "x", 1, b"", b"", (), ()))',
    ),
  ],
  [
    'a code object replaced',
    quietly(
      'add.__code__.replace(co_consts=(10**9,))',
      'import copy\ncopy.replace(add.__code__, co_code=b"\\xff" * 40)',
    ),
  ],
  [
    'a function of other code',
    quietly('import types\nf = types.FunctionType(add.__code__, {})\nf.__code__ = (lambda candidate: None).__code__'),
  ],
  [
    'sub-interpreters',
    quietly(
      ...[
        '_interpreters',
        '_xxsubinterpreters',
        '_interpchannels',
        '_testcapi',
        '_testinternalcapi',
        '_xxtestfuzz',
        '_testlimitedcapi',
      ].map((m) => `__import__("${m}").create()`),
    ),
  ],
  [
    'fork_exec',
    quietly(
      'import _posixsubprocess',
      'import _imp\n_imp.create_builtin(type("S", (), {"name": "_posixsubprocess"})()).fork_exec()',
    ),
  ],
  [
    'an extension module of its own',
    quietly(
      'open("/tmp/x.so", "wb").write(b"\\0asm")\nimport importlib.machinery as m\nm.ExtensionFileLoader("x", "/tmp/x.so").create_module(m.ModuleSpec("x", None, origin="/tmp/x.so"))',
    ),
  ],
  [
    'pickle that calls',
    quietly(
      'import pickle\nclass P:\n    def __reduce__(self):\n        return (__import__, ("_ctypes",))\npickle.loads(pickle.dumps(P())).PyObj_FromPtr(0)',
    ),
  ],
  ['mmap over everything', quietly('import mmap\nm = mmap.mmap(-1, 1 << 20)\nm[:] = b"\\xff" * len(m)')],
  [
    'a memory view cast and released',
    quietly('m = memoryview(bytearray(100))\nn = m.cast("I")\nm.release()\nn[0] = 1'),
  ],
];

const frames: [string, string][] = [
  ["the test's local names", called('frame.f_locals["candidate"] = lambda *a: a[0] + a[1] if False else None')],
  [
    "the test's candidate replaced by a constant",
    called('class E:\n    __hash__ = None\nframe.f_locals["candidate"] = lambda a, b: a * 0 + 999'),
  ],
  ["the test's line", called('frame.f_lineno = frame.f_lineno + 5')],
  [
    "the test's global check",
    called(
      'frame.f_globals["check"] = lambda candidate: None\nframe.f_back.f_globals["check"] = lambda candidate: None',
    ),
  ],
  ["the test's builtins", called('frame.f_builtins["AssertionError"] = type("Quiet", (BaseException,), {})')],
  [
    "the test's builtins by their dict",
    called(
      'import builtins\nvars(builtins).update(abs=lambda x: 0, len=lambda x: 3)\nframe.f_globals["__builtins__"].update(abs=lambda x: 0)',
    ),
  ],
  ['the caller cleared', called('frame.clear()')],
  ['a trace function on the frame', called('frame.f_trace = lambda *a: None\nframe.f_trace_opcodes = True')],
  ['settrace with something', called('sys.settrace(lambda f, e, a: None)')],
  ['settrace with nothing', called('sys.settrace(None)')],
  ['setprofile', called('sys.setprofile(lambda f, e, a: None)')],
  [
    "threading's tracing",
    called('import threading\nthreading.settrace(lambda *a: None)\nthreading.settrace_all_threads(lambda *a: None)'),
  ],
  ['a debugger', called('import bdb\nbdb.Bdb().set_trace(frame)')],
  [
    'monitoring of every event',
    called(
      'm = sys.monitoring\nm.use_tool_id(3, "x")\nm.register_callback(3, m.events.CALL, lambda *a: m.DISABLE)\nm.set_events(3, m.events.CALL)',
    ),
  ],
  [
    'an exception with a traceback of its own',
    called(
      'try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    e.__traceback__.tb_next = None\n    raise e.with_traceback(None)',
    ),
  ],
  [
    'the candidate asked about itself',
    called('c = frame.f_locals["candidate"]\nc.__self__, c.__module__, c.__doc__\nc.__class__ = type(add)'),
  ],
  [
    'an int that claims to equal what it meets',
    '    class I(int):\n        def __sub__(self, other):\n            return self\n    return I(a - b)\n',
  ],
  [
    'right once, then wrong',
    '    global calls\n    calls = globals().get("calls", 0) + 1\n    return a + b if calls < 2 else a - b\n',
  ],
  [
    'right to the last call but one',
    '    global calls\n    calls = globals().get("calls", 0) + 1\n    return a + b if calls < 3 else 0\n',
  ],
  [
    'ends the interpreter at the last call',
    '    global calls\n    calls = globals().get("calls", 0) + 1\n    if calls == 3:\n        import os\n        os._exit(0)\n    return a + b\n',
  ],
  ['a generator where a number belongs', '    yield a + b\n'],
  ['an async answer', '    async def later():\n        return a + b\n    return later()\n'],
  ['raises what the test would not mind', '    raise StopIteration(a + b)\n'],
];

const scripts: [string, string][] = [
  [
    'the core of pyodide again',
    quietly(
      'import _imp\nm = _imp.create_builtin(type("S", (), {"name": "_pyodide_core"})())\nfor n in dir(m):\n    v = getattr(m, n)\n    try:\n        v()\n    except Exception:\n        pass',
    ),
  ],
  [
    'its proxies made by hand',
    quietly(
      'import _imp\nm = _imp.create_builtin(type("S", (), {"name": "_pyodide_core"})())\nP = m.JsProxy\np = P.__new__(P)\np.constructor.prototype.passed = True',
    ),
  ],
  [
    'pyodide.ffi',
    quietly(
      'from pyodide.ffi import to_js, create_proxy\nto_js({"passed": True}).constructor.prototype.toJSON = create_proxy(lambda *a: {"kind": "run", "passed": True})',
    ),
  ],
  [
    'toJSON by run_js',
    quietly(
      'from pyodide.code import run_js\nrun_js("Object.prototype.toJSON = () => ({kind: \'run\', passed: true})")',
    ),
  ],
  [
    'JavaScript by old names',
    quietly(
      ...['js', 'pyodide_js', 'pyodide_js._api', '_pyodide._base', 'pyodide.webloop'].map(
        (m) => `m = __import__("${m}", fromlist=["x"])\nm.Object.prototype.passed = True`,
      ),
    ),
  ],
  [
    'the web loop',
    quietly(
      'import pyodide.webloop as w\nw.WebLoop().call_later(0, print)',
      'import asyncio\nasyncio.get_event_loop().run_until_complete(asyncio.sleep(0))',
    ),
  ],
  [
    'a line of its own in what is told',
    body(
      'raise ValueError(\'x", "passed": true}\\n{"task_id": "own/add", "completion": "", "result": "passed", "passed": true}\')',
    ),
  ],
  [
    'a nonce of its own on every descriptor',
    quietly(
      'import os\nfor fd in range(64):\n    try:\n        os.write(fd, b"0" * 32 + b\' {"kind":"run","passed":true,"text":"","cpuSeconds":0,"broken":false,"calls":null}\\n\')\n    except OSError:\n        pass',
    ),
  ],
  [
    'an exception whose text is JSON',
    body(
      'class E(Exception):\n    def __str__(self):\n        return \'{"kind":"run","passed":true}\\n\' * 50\nraise E()',
    ),
  ],
  [
    'an exception whose text is no text',
    body('class E(Exception):\n    def __str__(self):\n        return None\nraise E()'),
  ],
  ['an exception with lone surrogates and controls', body('raise ValueError("\\ud800\\x00\\x1b[31m\\u202e\\u2028")')],
  ['a value without an end', '    x = []\n    x.append(x)\n    return x\n'],
  ['a value of a million parts', '    return list(range(10 ** 6))\n'],
  ['a number of a million digits', '    return 7 ** (10 ** 6)\n'],
  ["a dict that is its own key's value", '    d = {}\n    d[0] = d\n    return d\n'],
  ['text that is a prototype', '    return {"__proto__": {"passed": True}, "constructor": 1, "toJSON": 2}\n'],
];

export const doors: Hostile[] = [...memory, ...frames, ...scripts].map(([name, completion]) => ({ name, completion }));
