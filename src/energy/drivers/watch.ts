import { FIELD, RECORD_LENGTH } from '../columns.ts';

/**
 * Long enough for three updates of the slowest counter (100 ms); and for a counter that is chosen after 100 reads of
 * another (AMD) to move.
 */
const LOOK_MS = { counters: 350, life: 700 };
const STEP_MS = 5;
/** Two counters are one where this share of the reads agrees to the digit, over at least so many movements. */
const SAME = { share: 0.75, moves: 8 };

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Which channels were seen to tell something: a power above 0 (which may well be still in idle), or a counter that
 * moved. A sensor that only exists is no meter. Blocks for up to 0.7 s, less where all soon do.
 */
export function livingChannels(driver: {
  channels: readonly unknown[];
  read(index: number, row: Float64Array): void;
  readRingBuffer?(index: number, add: () => void): void;
}): boolean[] {
  const first = driver.channels.map(() => NaN);
  const alive = driver.channels.map(() => false);
  const row = new Float64Array(RECORD_LENGTH);
  for (let waited = 0; waited <= LOOK_MS.life && alive.includes(false); waited += STEP_MS) {
    if (waited > 0) Atomics.wait(sleeper, 0, 0, STEP_MS);
    alive.forEach((lives, i) => {
      if (lives) return;
      row.fill(NaN);
      driver.read(i, row);
      const energy = row[FIELD.energy_mj]!;
      if (Number.isNaN(first[i]!)) first[i] = energy;
      alive[i] = row[FIELD.instant_mw]! > 0 || row[FIELD.average_mw]! > 0 || energy > first[i]!;
      driver.readRingBuffer?.(i, () => (alive[i] = true));
    });
  }
  return alive;
}

/**
 * What a look at several counters found of each: that it never moved, or the index of an earlier one that it is a copy
 * of.
 */
export interface Looked {
  moved: boolean;
  copyOf: number | null;
}

/** Reads several counters side by side (each gives its raw value, NaN where it has none), blocking for up to 0.35 s. */
export function lookAtCounters(counters: readonly (() => number)[]): Looked[] {
  const reads: number[][] = counters.map(() => []);
  for (let waited = 0; waited <= LOOK_MS.counters; waited += STEP_MS) {
    if (waited > 0) Atomics.wait(sleeper, 0, 0, STEP_MS);
    counters.forEach((read, i) => reads[i]!.push(read()));
  }
  return reads.map((read, i) => {
    const original = reads.findIndex((other, j) => j < i && agree(other, read));
    return { moved: moves(read) > 0, copyOf: original < 0 ? null : original };
  });
}

/** Whether two series of reads are one counter's, to the digit; a read in between an update may differ. */
export function agree(a: readonly number[], b: readonly number[]): boolean {
  if (Math.min(moves(a), moves(b)) < SAME.moves) return false;
  return a.filter((value, k) => value === b[k]).length >= SAME.share * a.length;
}

function moves(values: readonly number[]): number {
  let n = 0;
  for (let k = 1; k < values.length; k++)
    if (values[k] !== values[k - 1] && !Number.isNaN(values[k]!) && !Number.isNaN(values[k - 1]!)) n++;
  return n;
}
