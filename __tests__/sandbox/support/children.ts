import { readdirSync, readFileSync } from 'node:fs';

/** Processes that this one has started and that still run; only where the system has /proc. */
export function childrenOf(pid = process.pid): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((d) => /^\d+$/.test(d))
    .flatMap((d) => {
      try {
        const stat = readFileSync(`/proc/${d}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(parent) === pid && state !== 'Z'
          ? [{ pid: Number(d), command: readFileSync(`/proc/${d}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
          : [];
      } catch {
        return [];
      }
    });
}
