/** A matrix that has to be positive definite is not: the data do not determine these unknowns. */
export class SingularMatrix extends Error {}

/** What `run` returns, or null where it met a singular matrix. Other errors pass. */
export function unlessSingular<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof SingularMatrix) return null;
    throw error;
  }
}
