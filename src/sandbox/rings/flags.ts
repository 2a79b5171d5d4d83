/**
 * Node's flags for a sandbox process that may read only `readable`. The permission model has another name on Node 20;
 * what this Node offers is read from itself.
 */
export function sandboxFlags(readable: string[], known: ReadonlySet<string> = process.allowedNodeEnvironmentFlags): string[] {
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
