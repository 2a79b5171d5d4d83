import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Limits {
  /** RLIMIT_DATA: heap flags do not cover WebAssembly memory. */
  dataBytes: number;
  /** RLIMIT_CPU of the whole process; the backstop behind the parent's own watch. */
  cpuSeconds: number;
}

/** What stands in front of `node`, best first; found once, by trying. */
export interface Launcher {
  network: string[];
  death: string[];
  limits: 'sh' | null;
  sh: string | null;
}

function find(name: string): string | null {
  for (const dir of (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin', '/bin', '/usr/sbin')) {
    if (dir === '') continue;
    try {
      accessSync(join(dir, name), constants.X_OK);
      return join(dir, name);
    } catch {
      continue;
    }
  }
  return null;
}

function works(command: string[]): boolean {
  const [file, ...args] = command;
  if (file === undefined) return false;
  return spawnSync(file, args, { env: {}, stdio: 'ignore', timeout: 5000 }).status === 0;
}

let found: Launcher | null = null;

/** Tries a network namespace, a death signal and limits on this machine; remembered for the process. */
export function launcher(): Launcher {
  if (found) return found;
  const sh = find('sh');
  const unshare = process.platform === 'linux' ? find('unshare') : null;
  const setpriv = process.platform === 'linux' ? find('setpriv') : null;
  const end = sh ? [sh, '-c', 'exit 0'] : ['/bin/true'];
  const candidates = unshare
    ? [
        [unshare, '-n', '--'],
        [unshare, '-r', '-n', '--'],
      ]
    : [];
  const network = candidates.find((c) => works([...c, ...end])) ?? [];
  const deaths = setpriv
    ? [
        [setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--'],
        [setpriv, '--no-new-privs', '--'],
      ]
    : [];
  const death = deaths.find((c) => works([...network, ...c, ...end])) ?? [];
  const limits = sh && works([sh, '-c', 'ulimit -t 60 && ulimit -d 4000000']) ? 'sh' : null;
  found = { network, death, limits, sh };
  return found;
}

/** The whole command line of one sandbox process. */
export function launchCommand(node: string[], limits: Limits, by: Launcher = launcher()): [string, ...string[]] {
  const script = `ulimit -c 0; ulimit -f 0; ulimit -t ${Math.ceil(limits.cpuSeconds)}; ulimit -d ${Math.floor(limits.dataBytes / 1024)}; exec "$@"`;
  const limited = by.limits && by.sh ? [by.sh, '-c', script, 'sh'] : [];
  return [...by.network, ...by.death, ...limited, ...node] as [string, ...string[]];
}
