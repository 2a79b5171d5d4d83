/** Colours of phases that have one everywhere, as on the page (`style.ts`); the others take theirs in turn. */
const OWN: Record<string, string> = {
  prefill: '#3b6fd4',
  decode: '#e08a2e',
  check: '#6a9a3b',
  queue: '#8a6fc9',
  idle: '#8b95a5',
};
const OTHERS = [
  '#3b6fd4',
  '#e08a2e',
  '#6a9a3b',
  '#b0489a',
  '#2a9d9d',
  '#8a6fc9',
  '#c7503f',
  '#7a7a2e',
  '#4b8bbe',
  '#8b5a2b',
];

/** A colour for each phase, different as long as there are enough. */
export function coloursOf(phases: readonly string[]): Map<string, string> {
  const taken = new Set(phases.flatMap((p) => (Object.hasOwn(OWN, p) ? [OWN[p]!] : [])));
  const free = OTHERS.filter((c) => !taken.has(c));
  const others = free.length > 0 ? free : OTHERS;
  let next = 0;
  return new Map(phases.map((p) => [p, Object.hasOwn(OWN, p) ? OWN[p]! : others[next++ % others.length]!]));
}
