import { matchLength } from './matching.ts';

/** Lines with one of these are taken for prose or comments. */
const NO_CODE = ['`', '#', '//'];

/** Half to even, as Python rounds. */
export function halfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest === 0.5 ? floor + (floor % 2) : Math.round(x);
}

/** The line of an answer that is compared: the first that looks like code, leading newlines aside; else all of it. */
export function firstCodeLine(answer: string): string {
  const lines = answer.replace(/^\n+/, '').split('\n');
  return lines.find((line) => !NO_CODE.some((mark) => line.includes(mark))) ?? answer;
}

/**
 * How alike two texts are, 0 to 1, in hundredths: round(100 · 2M ÷ T) ÷ 100, M the length of their gestalt match and T
 * that of both texts, in code points (`fuzz.ratio` over difflib, as LongBench scores code). An empty side is 0.
 */
export function similarity(answer: string, reference: string): number {
  const [a, b] = [[...answer], [...reference]];
  if (a.length === 0 || b.length === 0) return 0;
  return halfToEven(100 * ((2 * matchLength(a, b)) / (a.length + b.length))) / 100;
}

/** LongBench's score of a code completion (`code_sim_score`): of its first line of code, against the best reference. */
export const codeSimilarity = (answer: string, references: readonly string[]): number =>
  Math.max(0, ...references.map((reference) => similarity(firstCodeLine(answer), reference)));
