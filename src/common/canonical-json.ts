const ordered = (_key: string, v: unknown): unknown =>
  v !== null && typeof v === 'object' && !Array.isArray(v)
    ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
    : v;

/** JSON whose keys are in order, so that equal values have equal texts and digests. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, ordered);
