import { createRequire } from 'node:module';
import { constants } from 'node:fs';

const refuse = (name: string) => () => {
  throw new Error(`${name} is not available in the sandbox`);
};

/** Globals that open connections or processes, or reach other contexts; pyodide needs none of them. */
const HANDLES = [
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'Request',
  'Response',
  'Headers',
  'FormData',
  'Worker',
  'BroadcastChannel',
  'SharedArrayBuffer',
  'navigator',
  'localStorage',
  'sessionStorage',
  'caches',
  'require',
];

/** Members of `process` that signal, load native code, open pipes or reach the internals. */
const PROCESS_MEMBERS = [
  'kill',
  '_kill',
  'dlopen',
  'getBuiltinModule',
  '_linkedBinding',
  '_debugProcess',
  '_debugEnd',
  '_startProfilerIdleNotifier',
  'chdir',
  'setuid',
  'setgid',
  'seteuid',
  'setegid',
  'setgroups',
  'initgroups',
  'umask',
  'send',
  'disconnect',
  'execve',
  'loadEnvFile',
  'openStdin',
  'report',
  'mainModule',
  '_getActiveHandles',
  '_getActiveRequests',
  'moduleLoadList',
];

function remove(target: object, name: string): void {
  try {
    Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false, enumerable: false });
  } catch {
    Reflect.deleteProperty(target, name);
  }
}

/**
 * Takes away, before pyodide is loaded, every handle that its JavaScript side could use to leave the process.
 * The permission model refuses `process.binding`, of which pyodide needs only the fs constants: hence the stub.
 */
export function lockDown(): void {
  for (const name of HANDLES) remove(globalThis, name);
  for (const name of PROCESS_MEMBERS) remove(process, name);
  const stub = { fs: { ...constants } };
  Object.defineProperty(process, 'binding', {
    value: (name: string) => (name === 'constants' ? stub : refuse(`process.binding(${name})`)()),
  });
  Object.defineProperty(process, 'env', { value: Object.freeze({}) });
  Object.defineProperty(process, 'argv', { value: Object.freeze(['node']) });
  // No fd: /dev/tty inside the interpreter would read the requests from fd 0.
  for (const name of ['stdin', 'stdout', 'stderr']) {
    Object.defineProperty(process, name, { value: Object.freeze({ fd: -1, isTTY: false, write: () => true }) });
  }
  limitRequire();
}

/** What pyodide's script may `require`; its sockets and `system()` get stubs that only fail. */
function limitRequire(): void {
  const Module = createRequire(import.meta.url)('node:module') as {
    _load: (request: string, parent: unknown, isMain: boolean) => unknown;
  };
  const load = Module._load;
  const open = new Set([
    'fs',
    'path',
    'crypto',
    'url',
    'vm',
    'node:fs',
    'node:path',
    'node:crypto',
    'node:url',
    'node:vm',
  ]);
  const NoSocket = class {
    static Server = refuse('ws.Server');
    constructor() {
      refuse('ws')();
    }
  };
  Module._load = (request, parent, isMain) => {
    if (request === 'ws') return NoSocket;
    if (request === 'tty' || request === 'node:tty') return Object.freeze({ isatty: () => false });
    if (request === 'child_process') return Object.freeze({ spawnSync: () => ({ status: 127 }) });
    if (open.has(request) || request.endsWith('pyodide.asm.js')) return load(request, parent, isMain);
    throw new Error(`${request} is not available in the sandbox`);
  };
}
