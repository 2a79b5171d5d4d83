/** A sensor is asked again no later than this, however often it failed. */
const SLOWEST_NS = 100e6;
const FIRST_NS = 10e6;

/**
 * Some drivers answer NotSupported or 0 when they are polled too often. A value that was given once and then is not
 * (or none at all) is counted as missing, and the driver is asked half as often; a value that merely stays is given.
 */
export class Pace {
  missed = 0;
  readonly #seen: boolean[] = [];
  #wait = 0;
  #next = 0;

  /** Whether to ask now. */
  due(nowNs: number): boolean {
    return nowNs >= this.#next;
  }

  /** What came of it, value by value. */
  answered(given: boolean[], nowNs: number): void {
    if (!given.includes(true) || given.some((g, i) => !g && this.#seen[i] === true)) {
      this.missed++;
      this.#wait = Math.min(SLOWEST_NS, Math.max(FIRST_NS, 2 * this.#wait));
    }
    given.forEach((g, i) => (this.#seen[i] ||= g));
    this.#next = nowNs + this.#wait;
  }
}
