import type { PhaseReading } from '../../common/generated/run-result.ts';
import type { Interval } from '../intervals.ts';
import type { Series } from '../series.ts';

/**
 * Means of the SM clock (MHz) and the temperature (°C) over the time that a phase ran; `null` where no sample fell into
 * it or the sensor has none.
 */
export function surroundings(series: Series, intervals: Interval[], phase: string): PhaseReading {
  const clock = new Mean();
  const heat = new Mean();
  const { t } = series;
  let k = 0;
  for (const i of intervals) {
    if (i.phase !== phase) continue;
    // Intervals come in order of begin; those that overlap look at a sample once each.
    while (k > 0 && t[k - 1]! >= i.start) k--;
    while (k < t.length && t[k]! < i.start) k++;
    for (let j = k; j < t.length && t[j]! < i.end; j++) {
      clock.add(series.smClockMhz[j]!);
      heat.add(series.temperatureC[j]!);
    }
  }
  return { smClockMhz: clock.value, temperatureC: heat.value };
}

class Mean {
  #sum = 0;
  #n = 0;

  add(x: number): void {
    if (Number.isNaN(x)) return;
    this.#sum += x;
    this.#n++;
  }

  get value(): number | null {
    return this.#n === 0 ? null : this.#sum / this.#n;
  }
}
