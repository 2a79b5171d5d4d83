const tasks = new Set<() => void>();

/**
 * Registers a synchronous step that must happen however this process ends, short of SIGKILL: a lock given back, a folder
 * removed, a child killed. Returns how to take it off the list.
 */
export function atExit(task: () => void): () => void {
  if (tasks.size === 0) process.once('exit', runExitTasks);
  tasks.add(task);
  return () => void tasks.delete(task);
}

/** Runs every registered step once, also where one of them throws. */
export function runExitTasks(): void {
  for (const task of [...tasks].reverse()) {
    tasks.delete(task);
    try {
      task();
    } catch {
      // The others must still run.
    }
  }
}
