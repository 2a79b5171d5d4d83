/** Of pulses, seconds from one to the next: faster ones are ahead by too little to matter, slower are no tokens. */
const PERIODS = { least: 0.01, most: 0.08 } as const;
/** A phase shows its tempo where it holds so many pulses (chosen, not measured). */
const LEAST_PULSES = 4;
/** Frequencies are tried every `STEP` ÷ mean length: a quarter of what a phase of that length tells apart. */
export const STEP = 0.25;
/** With more to try, in phases of over a second, none is: no tempo stays that regular for so long. */
const MOST = 400;

/** Whether a tempo matters in a phase of a mean length, seconds both. */
export const isTempo = (seconds: number, length: number): boolean =>
  seconds >= PERIODS.least && seconds <= length / LEAST_PULSES;

/** The tempos to look for in a phase of a mean length, seconds, slowest first. */
export function tempos(length: number): number[] {
  const slowest = 1 / Math.min(PERIODS.most, length / LEAST_PULSES);
  const step = STEP / length;
  const count = Math.floor((1 / PERIODS.least - slowest) / step) + 1;
  return count > 0 && count <= MOST ? Array.from({ length: count }, (_, j) => 1 / (slowest + j * step)) : [];
}
