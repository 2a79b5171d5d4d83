import { readdirSync, readFileSync } from 'node:fs';

/** Processes that this one has started and that still run; only where the system has /proc. */
export function childrenOf(pid = process.pid): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((d) => /^\d+$/.test(d))
    .flatMap((d) => {
      try {
        const stat = readFileSync(`/proc/${d}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(parent) !== pid || state === 'Z') return [];
        const command = readFileSync(`/proc/${d}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // One that is ending has given its memory back already, its command line with it.
        return command === '' ? [] : [{ pid: Number(d), command }];
      } catch {
        return [];
      }
    });
}
