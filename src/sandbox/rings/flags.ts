/** The last Node whose V8 is known to have the tiering budget; an unknown flag would keep a process from starting. */
const LAST_KNOWN_MAJOR = 24;

/**
 * For a process that runs one short program: compiling it well costs more than it saves (0.2 s of CPU on Node 20),
 * while a long one is still compiled well after about a second.
 */
export function shortLifeFlags(node = process.versions.node): string[] {
  return Number(node.split('.')[0]) <= LAST_KNOWN_MAJOR ? ['--wasm-tiering-budget=60000000'] : [];
}

/**
 * Node's flags for a sandbox process that may read only `readable`. The permission model has another name on Node 20;
 * what this Node offers is read from itself.
 */
export function sandboxFlags(
  readable: string[],
  known: ReadonlySet<string> = process.allowedNodeEnvironmentFlags,
): string[] {
  const permission = known.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    ...(known.has(permission) ? [permission, ...readable.map((path) => `--allow-fs-read=${path}`)] : []),
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--no-addons',
    '--no-global-search-paths',
    ...(known.has('--experimental-websocket') ? ['--no-experimental-websocket'] : []),
    '--max-old-space-size=512',
  ];
}

export function hasPermissionModel(known: ReadonlySet<string> = process.allowedNodeEnvironmentFlags): boolean {
  return known.has('--permission') || known.has('--experimental-permission');
}
