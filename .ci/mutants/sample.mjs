import { createHash } from 'node:crypto';

/** A mutant's file, from the root: stryker names it there, or in its sandbox. */
export const fileOf = (m) => m.fileName.slice(m.fileName.lastIndexOf('/src/') + 1);

/**
 * A name of a mutant within its file that is the same in every run: where it stands, as editors count, and what it
 * writes there. @param m with lines and columns from 0
 */
export const keyOf = (m) =>
  `${m.location.start.line + 1}:${m.location.start.column + 1} ${m.mutatorName} ${m.replacement.replace(/\s+/g, ' ').slice(0, 80)}`;

/** `count` of `keys`, drawn by `seed`: those whose hashes are least, so that a mutant more in a file changes little. */
export function drawn(keys, count, seed) {
  const hash = (key) => createHash('sha256').update(`${seed} ${key}`).digest('hex');
  return keys
    .map((key) => [hash(key), key])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, count)
    .map(([, key]) => key);
}
