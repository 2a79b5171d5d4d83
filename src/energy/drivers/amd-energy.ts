/** hwmon's counter may move this many reads (half a second at 5 ms) before AMD SMI's is taken in its place. */
const HEAD_START = 100;

/** A counter that is shown only once it has moved: on some boards one exists and stands still. */
class MovingCounter {
  readonly #read: () => number;
  #first: number;
  moved = false;

  constructor(read: () => number) {
    this.#read = read;
    this.#first = read();
  }

  /** Its value; NaN before it moved, and where it is not given. */
  read(): number {
    const value = this.#read();
    if (Number.isNaN(this.#first)) this.#first = value;
    this.moved ||= value > this.#first;
    return this.moved ? value : NaN;
  }
}

/**
 * A card's energy counter, µJ: hwmon's where there is one that moves, else AMD SMI's. Chosen once and for good: two
 * counters have two zeros, and a change between them would look like energy.
 */
export class EnergyChoice {
  readonly #hwmon: MovingCounter | null;
  readonly #smi: MovingCounter | null;
  #chosen: MovingCounter | null = null;
  #reads = 0;

  constructor(hwmon: (() => number) | null, smi: (() => number) | null) {
    this.#hwmon = hwmon === null ? null : new MovingCounter(hwmon);
    this.#smi = smi === null ? null : new MovingCounter(smi);
  }

  /** NaN as long as neither has moved. */
  read(): number {
    if (this.#chosen !== null) return this.#chosen.read();
    this.#reads++;
    for (const [counter, waited] of [
      [this.#hwmon, true],
      [this.#smi, this.#hwmon === null || this.#reads > HEAD_START],
    ] as const) {
      const value = counter?.read() ?? NaN;
      if (Number.isNaN(value) || !waited) continue;
      this.#chosen = counter;
      return value;
    }
    return NaN;
  }
}
