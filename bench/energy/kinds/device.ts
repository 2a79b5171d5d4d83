/**
 * Power of a device as a step function of time, in watts over seconds: pieces are added up, so that any waveform has
 * exact joules without a time grid.
 */
export class Device {
  readonly #changes: { t: number; watts: number }[] = [];

  /** `watts` more from `start` to `end`. */
  add(start: number, end: number, watts: number): void {
    this.#changes.push({ t: start, watts }, { t: end, watts: -watts });
  }

  /** Joules from second 0 to t. Nothing may be added afterwards. */
  energy(): (t: number) => number {
    const changes = this.#changes.sort((a, b) => a.t - b.t);
    const joules = new Float64Array(changes.length);
    const watts = new Float64Array(changes.length);
    let power = 0;
    let sum = 0;
    changes.forEach((change, i) => {
      sum += i === 0 ? 0 : power * (change.t - changes[i - 1]!.t);
      power += change.watts;
      joules[i] = sum;
      watts[i] = power;
    });
    return (t) => {
      let lo = -1;
      let hi = changes.length - 1;
      while (lo < hi) {
        const mid = (lo + hi + 1) >> 1;
        if (changes[mid]!.t <= t) lo = mid;
        else hi = mid - 1;
      }
      return lo < 0 ? 0 : joules[lo]! + watts[lo]! * (t - changes[lo]!.t);
    };
  }
}
