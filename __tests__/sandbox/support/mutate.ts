/** A seeded generator (mulberry32): the same mutants everywhere. */
export function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SWAPS: [RegExp, string][] = [
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/ \* /g, ' + '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ == /g, ' != '],
  [/ != /g, ' == '],
  [/\b0\b/g, '1'],
  [/\b1\b/g, '2'],
  [/\b2\b/g, '3'],
  [/ and /g, ' or '],
  [/ or /g, ' and '],
  [/\bTrue\b/g, 'False'],
  [/\bFalse\b/g, 'True'],
  [/\bnot /g, ''],
  [/\bmin\(/g, 'max('],
  [/\bmax\(/g, 'min('],
  [/range\(/g, 'range(1 + '],
  [/\breturn /g, 'return not '],
  [/\[::-1\]/g, ''],
  [/\.append\(/g, '.extend('],
  [/%/g, '//'],
  [/\bint\(/g, 'float('],
  [/len\(/g, 'id('],
];

/** Every text that one change at one place makes of a source; deduplicated. */
export function mutants(source: string): string[] {
  const found = new Set<string>();
  for (const [from, to] of SWAPS) {
    for (const match of source.matchAll(from))
      found.add(source.slice(0, match.index) + to + source.slice(match.index + match[0].length));
  }
  const lines = source.split('\n');
  lines.forEach((line, i) => line.trim() !== '' && found.add(lines.toSpliced(i, 1).join('\n')));
  found.delete(source);
  return [...found];
}

/** `count` of them, drawn without replacement. */
export function sample<T>(items: T[], count: number, next: () => number): T[] {
  const pool = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && pool.length > 0) drawn.push(...pool.splice(Math.floor(next() * pool.length), 1));
  return drawn;
}
