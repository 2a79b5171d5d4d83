import { isMap, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import type { Permission } from './explain.ts';

/**
 * Where in a workflow's text a permission is to be added: the `permissions:` that count for the job, or the job itself
 * where there are none. `granted`: it stands there already, so the token is of a kind that may not.
 */
export function permissionLine(
  text: string,
  job: string | null,
  permission: Permission,
): { line: number; under: 'permissions' | 'job'; granted: boolean } | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (!isMap(document.contents)) return null;
  const key = (map: unknown, name: string): Node | null => {
    const pair = isMap(map) ? map.items.find((p) => isScalar(p.key) && p.key.value === name) : undefined;
    return (pair?.key as Node | undefined) ?? null;
  };
  const lineOf = (node: Node): number => lines.linePos(node.range![0]).line;
  const [name, level] = permission.split(': ') as [string, string];
  for (const path of [...(job === null ? [] : [['jobs', job]]), []]) {
    const within: unknown = path.length === 0 ? document.contents : document.getIn(path);
    const found = key(within, 'permissions');
    if (found === null) continue;
    const value: unknown = document.getIn([...path, 'permissions', name]) ?? document.getIn([...path, 'permissions']);
    const granted =
      value === level || value === 'write' || value === 'write-all' || (level === 'read' && value === 'read-all');
    return { line: lineOf(found), under: 'permissions', granted };
  }
  const own = job === null ? null : key(document.get('jobs'), job);
  return own === null ? null : { line: lineOf(own), under: 'job', granted: false };
}

/** What to do where a permission is missing, by the workflow's own file and line. */
export function adviseBy(
  text: string,
  { file, job }: { file: string; job: string | null },
): (permission: Permission) => string | null {
  return (permission) => {
    let found: ReturnType<typeof permissionLine> = null;
    try {
      found = permissionLine(text, job, permission);
    } catch {
      // A workflow that we cannot read has no lines to name.
    }
    if (found === null) return null;
    const at = `line ${found.line} of ${file}`;
    if (found.granted)
      return `${at} gives the job "${permission}" already: this token is a fork's or Dependabot's, which never may write (docs/github.md has the two-stage workflow)`;
    return found.under === 'permissions'
      ? `add "${permission}" under "permissions:", ${at}`
      : `add "permissions: { ${permission} }" to the job, ${at}, beside "contents: read"`;
  };
}
