import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU seconds of this process's children and their threads, to the nanosecond; `null` where the system does not say.
 */
export function childrenCpuSeconds(): number | null {
  try {
    let total = 0;
    for (const task of readdirSync('/proc/self/task')) {
      const children = readFileSync(`/proc/self/task/${task}/children`, 'latin1').trim();
      for (const pid of children === '' ? [] : children.split(' ')) {
        for (const thread of readdirSync(`/proc/${pid}/task`))
          total += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
      }
    }
    return total / 1e9;
  } catch {
    return null;
  }
}
