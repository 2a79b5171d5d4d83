/** Where the canaries stand; each is looked at after every run. */
export interface Canaries {
  /** A folder of the host; no program may read or write in it. */
  folder: string;
  /** A port of the host that counts connections. */
  port: number;
  parentPid: number;
}

/** A completion of `def add(a, b)`; none may pass, get out, or wedge what comes after it. */
export interface Hostile {
  name: string;
  completion: string;
}

const body = (code: string): string => `    return a - b\n\n${code}\n`;
/** Tries in turn, and shows what came of them in the failure's text, which the tests search for secrets. */
const tell = (...tries: string[]): string =>
  body(
    `def attempts():\n    told = []\n${tries.map((t) => `    try:\n        told.append(repr(${t}))\n    except BaseException as e:\n        told.append(type(e).__name__)\n`).join('')}    return told\nraise ValueError(attempts())`,
  );

export function hostilePrograms({ folder, port, parentPid }: Canaries): Hostile[] {
  const url = `http://127.0.0.1:${port}/`;
  const out = (name: string): string => `${folder}/${name}`;
  const program = (name: string, completion: string): Hostile => ({ name, completion });
  return [
    // Files
    program('read a host file', tell(`open('${out('secret.txt')}').read()`, `open('/etc/passwd').read()`)),
    program('write a host file', tell(`open('${out('w1')}', 'w').write('x')`)),
    program('write through os', tell(`__import__('os').write(__import__('os').open('${out('w2')}', 577), b'x')`)),
    program('list the host', tell(`__import__('os').listdir('${folder}')`, `__import__('glob').glob('${folder}/*')`)),
    program(
      'read /proc/self/environ',
      tell(`open('/proc/self/environ').read()`, `open('/proc/${parentPid}/environ').read()`),
    ),
    program(
      'open every small fd',
      tell(...[0, 1, 2, 3, 4, 5, 20, 21].map((fd) => `__import__('os').write(${fd}, b'passed\\n')`)),
    ),
    program('read every small fd', tell(...[3, 4, 5, 20].map((fd) => `__import__('os').read(${fd}, 100)`))),
    program('read /dev/tty and /dev/stdin', tell(`open('/dev/tty').read(5)`, `open('/dev/stdin').read(5)`)),
    program(
      'overwrite the standard library',
      body(`import sys\nfor p in sys.path:\n    if p.endswith('.zip'):\n        open(p, 'wb').write(b'broken')`),
    ),
    program(
      'symlink out',
      tell(`__import__('os').symlink('${folder}', '/tmp/link') or open('/tmp/link/secret.txt').read()`),
    ),
    program(
      'mount the host',
      tell(
        `__import__('pyodide_js').FS.mount(__import__('pyodide_js').FS.filesystems.NODEFS, {'root': '/'}, '/mnt')`,
        `__import__('pyodide_js').mountNodeFS('/mnt', '${folder}')`,
      ),
    ),
    // Network
    program('socket connect', tell(`__import__('socket').create_connection(('127.0.0.1', ${port}), 2)`)),
    program('socket listen', tell(`__import__('socket').socket().bind(('0.0.0.0', 0))`)),
    program('raw _socket', tell(`__import__('_socket').socket().connect(('127.0.0.1', ${port}))`)),
    program('urllib', tell(`__import__('urllib.request').request.urlopen('${url}', timeout=2).read()`)),
    program(
      'http.client',
      tell(`__import__('http.client').client.HTTPConnection('127.0.0.1', ${port}).request('GET', '/')`),
    ),
    program(
      'js.fetch',
      tell(
        `__import__('js').fetch('${url}')`,
        `__import__('pyodide.http').http.pyfetch('${url}')`,
        `__import__('pyodide.http').http.open_url('${url}')`,
      ),
    ),
    program('js.WebSocket', tell(`__import__('js').WebSocket.new('ws://127.0.0.1:${port}')`)),
    program(
      'loadPackage',
      tell(`__import__('pyodide_js').loadPackage('${url}x.whl')`, `__import__('micropip').install('${url}x.whl')`),
    ),
    program('load_url through the api', tell(`__import__('pyodide_js')._api.loadBinaryFile('${url}')`)),
    program(
      'asyncio connection',
      tell(`__import__('asyncio').run(__import__('asyncio').open_connection('127.0.0.1', ${port}))`),
    ),
    program('name resolution', tell(`__import__('socket').getaddrinfo('localhost', ${port})`)),
    // Processes and signals
    program('os.system', tell(`__import__('os').system('touch ${out('w3')}')`)),
    program(
      'subprocess',
      tell(
        `__import__('subprocess').check_output(['cat', '${out('secret.txt')}'])`,
        `__import__('subprocess').Popen('touch ${out('w4')}', shell=True).wait()`,
      ),
    ),
    program('os.posix_spawn', tell(`__import__('os').posix_spawn('/bin/touch', ['touch', '${out('w5')}'], {})`)),
    program('os.execv', tell(`__import__('os').execv('/bin/touch', ['touch', '${out('w6')}'])`)),
    program(
      'signal the parent',
      tell(
        `__import__('os').kill(${parentPid}, 10)`,
        `__import__('os').kill(__import__('os').getppid(), 12)`,
        `__import__('os').killpg(0, 1)`,
      ),
    ),
    program('fork bomb', body('import os\nwhile True:\n    os.fork()')),
    program(
      'thread bomb',
      body('import threading\nfor _ in range(100000):\n    threading.Thread(target=lambda: None).start()'),
    ),
    program('multiprocessing', tell(`__import__('multiprocessing').Process(target=print).start()`)),
    program('signal itself', body('import os, signal\nos.kill(os.getpid(), signal.SIGKILL)')),
    program('os.abort', body('import os\nos.abort()')),
    program('os._exit(0)', body('import os\nos._exit(0)')),
    program('faulthandler crash', body('import faulthandler\nfaulthandler._sigsegv()')),
    // Environment
    program('environment', tell(`dict(__import__('os').environ)`, `__import__('js').process.env.to_py()`)),
    program('host name and users', tell(`__import__('platform').node()`, `__import__('pwd').getpwuid(0)`)),
    // ctypes and raw memory
    program('ctypes', tell(`__import__('ctypes').CDLL(None).system(b'touch ${out('w7')}')`)),
    program(
      'ctypes by importlib',
      tell(
        `__import__('importlib').import_module('_ctypes')`,
        `__import__('importlib.util').util.module_from_spec(__import__('importlib.machinery').machinery.BuiltinImporter.find_spec('_ctypes'))`,
        `__import__('_imp').create_builtin(type('S', (), {'name': '_ctypes'})())`,
      ),
    ),
    program('write over code by ctypes', body('import ctypes\nctypes.memset(id(add.__code__), 0, 64)')),
    program('emscripten_run_script', tell(`__import__('ctypes').pythonapi.emscripten_run_script(b"1")`)),
    program(
      'a code object of its own',
      body('import types\nc = add.__code__\nadd.__code__ = c.replace(co_code=b"\\x00" * 1000)'),
    ),
    // JavaScript
    program(
      'js Function constructor',
      tell(
        `__import__('js').Object.constructor('return process')()`,
        `__import__('pyodide_js').constructor.constructor('return process')().exit(0)`,
      ),
    ),
    program('pyodide.code.run_js', tell(`__import__('pyodide.code').code.run_js('process.exit(0)')`)),
    program(
      'prototype says passed',
      body(
        'try:\n    import pyodide_js\n    pyodide_js.constructor.prototype.passed = True\nexcept BaseException:\n    pass',
      ),
    ),
    program(
      '_pyodide_core again',
      tell(
        `__import__('_pyodide_core')`,
        `__import__('importlib').import_module('_pyodide_core')`,
        `__import__('pyodide.ffi')`,
      ),
    ),
    program(
      'JavaScript through subclasses',
      tell(
        `[c for c in object.__subclasses__() if 'Js' in c.__name__][0]()`,
        `[getattr(c, '__init__').__globals__['pyodide_js'] for c in object.__subclasses__() if hasattr(getattr(c, '__init__'), '__globals__') and 'pyodide_js' in c.__init__.__globals__]`,
      ),
    ),
    program('sleeps, which works, and is wrong', '    import time\n    time.sleep(0.01)\n    return a - b\n'),
    program(
      'JavaScript through loaded modules',
      body(
        'import sys\nfound = []\nfor m in list(sys.modules.values()):\n    for v in list(vars(m).values()) if hasattr(m, "__dict__") else []:\n        if type(v).__name__.startswith("JsProxy"):\n            found.append(v)\nassert not found, "JSPROXY REACHED"',
      ),
    ),
    program(
      'JavaScript through the web loop',
      tell(`__import__('asyncio').new_event_loop()._call_later`, `__import__('webbrowser').open('${url}')`),
    ),
    program('read every object', tell(`len(__import__('gc').get_objects())`, `__import__('gc').get_referrers(add)`)),
    // Time and memory
    program('endless loop', '    while True:\n        pass\n'),
    program('endless in C', '    return sum(iter(int, 1))\n'),
    program('huge power', '    return 9 ** 9 ** 9\n'),
    program('catastrophic regex', '    import re\n    return re.match(r"(a+)+$", "a" * 40 + "b")\n'),
    program('long sleep', '    import time\n    time.sleep(1000)\n'),
    program(
      'ignores interrupts',
      '    while True:\n        try:\n            while True: pass\n        except BaseException:\n            pass\n',
    ),
    program('memory bomb', '    hoard = []\n    while True:\n        hoard.append(bytearray(50_000_000))\n'),
    program('one huge object', '    return len("x" * (1 << 40))\n'),
    program('string doubling', '    s = "x"\n    while True:\n        s = s + s\n'),
    program('deep recursion', '    return add(a, b)\n'),
    program(
      'deep recursion without limit',
      '    import sys\n    sys.setrecursionlimit(10 ** 9)\n    return add(a, b)\n',
    ),
    program('deep nesting in the source', body(`x = ${'('.repeat(20000)}${')'.repeat(20000)}`)),
    program('deep repr', body('x = []\nfor _ in range(1000000):\n    x = [x]\nrepr(x)')),
    program('output flood', '    while True:\n        print("x" * 100000)\n'),
    program(
      'stderr flood',
      '    import sys\n    for _ in range(3000):\n        sys.stderr.write("y" * 100000)\n    return 0\n',
    ),
    program(
      'file flood',
      '    with open("/tmp/flood", "wb") as f:\n        while True:\n            f.write(b"z" * 10_000_000)\n',
    ),
    program('exception with a huge text', '    raise ValueError("e" * 100_000_000)\n'),
    program(
      'exception whose text never ends',
      '    class E(Exception):\n        def __str__(self):\n            while True: pass\n    raise E()\n',
    ),
    // Ending early
    program('sys.exit(0) at the top', body('import sys\nsys.exit(0)')),
    program('sys.exit(0) when asked', '    import sys\n    sys.exit(0)\n'),
    program('SystemExit by name', '    raise SystemExit(0)\n'),
    program('quit', '    quit()\n'),
    program(
      'exit from a destructor',
      '    class D:\n        def __del__(self):\n            import os\n            os._exit(0)\n    D()\n    return 0\n',
    ),
    program('atexit', body('import atexit, os\natexit.register(lambda: os._exit(0))')),
    program('StopIteration and GeneratorExit', '    raise GeneratorExit()\n'),
    // Faking
    program('prints passed', '    print("passed")\n    print({"passed": True, "result": "passed"})\n    return 0\n'),
    program('says passed in its exception', '    raise AssertionError("passed")\n'),
    program('replaces check', body('def check(candidate):\n    pass\ncheck(add)')),
    program('decorates what comes next', body('@(lambda f: lambda candidate: None)')),
    program('swallows what comes next', body('"""')),
    program('opens a block over what comes next', body('if False:')),
    program('continues its last line', body('x = 1 if True else \\')),
    program(
      'locks the name check',
      body('class G(dict):\n    def __setitem__(self, k, v):\n        pass\nglobals().__class__ = G'),
    ),
    program(
      'replaces exec, compile and eval',
      body('import builtins\nbuiltins.exec = builtins.eval = builtins.compile = lambda *a, **k: None'),
    ),
    program(
      "replaces its caller's builtins by a frame walk",
      '    import sys\n    names = sys._getframe(1).f_builtins\n    for n in ("abs", "all", "len", "isinstance"):\n        names[n] = lambda *a, **k: True\n    class E:\n        def __eq__(self, other):\n            return True\n    return E()\n',
    ),
    program(
      'replaces AssertionError',
      body('import builtins\nbuiltins.AssertionError = type("A", (BaseException,), {"__new__": lambda c, *a: None})'),
    ),
    program(
      'replaces the builtins a test may use',
      body(
        'import builtins\nfor n in ("abs", "all", "any", "len", "isinstance", "sorted", "range"):\n    setattr(builtins, n, lambda *a, **k: True)',
      ),
    ),
    program('an excepthook that exits well', body('import sys, os\nsys.excepthook = lambda *a: os._exit(0)')),
    program(
      'steps over lines by settrace',
      '    import sys\n    def tracer(frame, event, arg):\n        if event == "line":\n            frame.f_lineno = frame.f_lineno + 1\n        return tracer\n    sys._getframe(1).f_trace = tracer\n    sys.settrace(tracer)\n    return 0\n',
    ),
    program(
      'settrace from a fresh sys',
      '    import sys\n    del sys.modules["sys"]\n    import sys as again\n    again.settrace(lambda *a: None)\n    return 0\n',
    ),
    program(
      "changes the caller's names",
      '    import sys\n    frame = sys._getframe(1)\n    for f in (frame, frame.f_back):\n        if f is not None:\n            f.f_locals["passed"] = True\n            f.f_globals["passed"] = True\n    return 0\n',
    ),
    program(
      "changes the caller's code",
      '    import sys\n    check = sys._getframe(1).f_globals["check"]\n    check.__code__ = (lambda candidate: None).__code__\n    return 0\n',
    ),
    program(
      "changes the caller's constants",
      '    import sys, gc\n    code = sys._getframe(1).f_code\n    for r in gc.get_referents(code.co_consts):\n        pass\n    return 0\n',
    ),
    program(
      'monitors and raises nothing',
      '    import sys\n    sys.monitoring.use_tool_id(0, "x")\n    sys.monitoring.register_callback(0, sys.monitoring.events.RAISE, lambda *a: None)\n    return 0\n',
    ),
    program('an audit hook of its own', body('import sys\nsys.addaudithook(lambda *a: None)')),
    program('a NUL and then anything', body('x = 1\0\nassert True')),
    program('an encoding that re-reads the text', `    # -*- coding: utf-7 -*-\n    return a +AC0- b\n`),
  ];
}
