import { linkInProc, listProc, readProc } from '../../common/proc.ts';

const LISTENING = '0A';

/**
 * The processes that listen on a TCP port of this machine, as Linux tells (proc(5): net/tcp, PID/fd); none where it
 * does not, or where they are another user's.
 */
export function processesListeningOn(port: number): number[] {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => inodesOf(readProc(`/proc/net/${table}`), port)));
  if (sockets.size === 0) return [];
  return listProc('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => listProc(`/proc/${pid}/fd`).some((fd) => sockets.has(linkInProc(`/proc/${pid}/fd/${fd}`))))
    .map(Number);
}

/** As a file descriptor's link names them: `socket:[INODE]`. */
function inodesOf(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTENING && local?.endsWith(wanted))
    .map((fields) => `socket:[${fields[9]}]`);
}
