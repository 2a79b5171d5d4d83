/**
 * A part of what a reader sees at once. `giveWay`: the higher, the sooner it goes where there is no room; 0 never goes.
 */
export interface Part {
  text: string;
  giveWay: number;
}

const RULE = /^\|[-:| ]+\|$/;

/** How many lines a reader sees of a Markdown text: not the empty ones, not the rule under a table's head. */
export const linesOf = (text: string): number =>
  text.split('\n').filter((line) => line.trim() !== '' && !RULE.test(line)).length;

/** What of these parts fits into so many lines, in their order. */
export function fitting(parts: readonly Part[], most: number): Part[] {
  const told = parts.filter((p) => p.text !== '');
  const all = told.reduce((sum, p) => sum + linesOf(p.text), 0);
  if (all <= most) return told;
  const first = Math.max(...told.map((p) => p.giveWay));
  // Of equals the last.
  const out = told.findLastIndex((p) => p.giveWay === first);
  return first === 0
    ? told
    : fitting(
        told.filter((_, i) => i !== out),
        most,
      );
}

/** Those of some texts that together fit into so many lines and characters, in their order, and how many did not. */
export function within(
  texts: readonly string[],
  most: { lines: number; characters: number },
): { kept: string[]; left: number } {
  const kept: string[] = [];
  let { lines, characters } = most;
  for (const text of texts) {
    const own = linesOf(text);
    if (own > lines || text.length + 2 > characters) continue;
    kept.push(text);
    lines -= own;
    characters -= text.length + 2;
  }
  return { kept, left: texts.length - kept.length };
}
