/**
 * What must be gone when this process is: locks, child processes, temporary folders. Each is undone once, by its owner
 * or at exit.
 */
const undo = new Set<() => void>();

/**
 * Undoes all that is left, without waiting; safe to call from an `exit` handler, and twice. What fails does not keep
 * the rest.
 */
export function undoLeftovers(): void {
  for (const step of undo) {
    try {
      step();
    } catch {
      // The process ends either way; the next start removes what stays.
    }
  }
  undo.clear();
}

/**
 * Registers a synchronous step for the end of the process: it runs on `process.exit` too, which a handler of signals
 * calls.
 * Returns how to take it back once its owner has done it.
 */
export function atExit(step: () => void): () => void {
  if (undo.size === 0) process.once('exit', undoLeftovers);
  undo.add(step);
  return () => {
    undo.delete(step);
    if (undo.size === 0) process.off('exit', undoLeftovers);
  };
}
