/**
 * Length of the gestalt match of two texts: the longest common block, then the same to its left and to its right
 * (Ratcliff and Metzener, "Pattern matching: the gestalt approach", Dr. Dobb's Journal, July 1988), with the choices of
 * Python's `difflib.SequenceMatcher(None, a, b)`, so that a score is the same number there: of equally long blocks the
 * first in `a`, of these the first in `b`; and where `b` has 200 code points or more, those that stand in it more than
 * `⌊n ÷ 100⌋ + 1` times begin no block (difflib's "autojunk"), though one may be extended over them.
 */
export function matchLength(a: readonly string[], b: readonly string[]): number {
  const places = placesOf(b);
  let total = 0;
  const waiting: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const [fromA, toA, fromB, toB] = range;
    const { i, j, size } = longestBlock(a, b, places, range);
    if (size === 0) continue;
    total += size;
    if (fromA < i && fromB < j) waiting.push([fromA, i, fromB, j]);
    if (i + size < toA && j + size < toB) waiting.push([i + size, toA, j + size, toB]);
  }
  return total;
}

/** A text so long has code points that are too common to begin a block. */
const LONG = 200;

/** Where each code point stands in `b`, rising; the too common ones are left out. */
function placesOf(b: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [j, x] of b.entries()) {
    const of = places.get(x);
    if (of) of.push(j);
    else places.set(x, [j]);
  }
  if (b.length < LONG) return places;
  const most = Math.floor(b.length / 100) + 1;
  return new Map([...places].filter(([, of]) => of.length <= most));
}

/** The longest block a[i … i + size) = b[j … j + size) inside the ranges; size 0 where there is none. */
function longestBlock(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, number[]>,
  [fromA, toA, fromB, toB]: readonly [number, number, number, number],
): { i: number; j: number; size: number } {
  let best = { i: fromA, j: fromB, size: 0 };
  /** Length of the block that ends at each place of `b` with the code point before. */
  let before = new Map<number, number>();
  for (let i = fromA; i < toA; i++) {
    const here = new Map<number, number>();
    for (const j of places.get(a[i]!) ?? []) {
      if (j < fromB) continue;
      if (j >= toB) break;
      const size = (before.get(j - 1) ?? 0) + 1;
      here.set(j, size);
      if (size > best.size) best = { i: i - size + 1, j: j - size + 1, size };
    }
    before = here;
  }
  let { i, j, size } = best;
  for (; i > fromA && j > fromB && a[i - 1] === b[j - 1]; size++) [i, j] = [i - 1, j - 1];
  while (i + size < toA && j + size < toB && a[i + size] === b[j + size]) size++;
  return { i, j, size };
}
