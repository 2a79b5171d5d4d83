/** Modules that answers and tests use; in the memory image they cost nothing later. */
export const PRELUDE = `
import abc, array, ast, bisect, cmath, collections, collections.abc, copy, dataclasses, datetime, decimal, enum
import fractions, functools, hashlib, heapq, io, itertools, json, keyword, math, numbers, operator, os, random, re
import statistics, string, struct, sys, textwrap, time, traceback, types, typing, unicodedata, warnings
warnings.simplefilter('ignore')
`;

/** numpy loads parts of itself late, which the seal would forbid. */
export const ADD_WHEEL = `
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
export const SEAL = `
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
export const PARSE = `
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
