import { describe, expect, test } from '@jest/globals';
import { beatResolvable, BOARDS, noTraces, realWaveforms } from '../../bench/energy/waveforms.ts';

if (noTraces !== null) console.log(noTraces);

(noTraces === null ? describe : describe.skip)("short phases cut out of real GPUs' power", () => {
  test.each(BOARDS)('%s: within 2 % of what the sensor reports, phases never swapped', (board) => {
    const sensors = [
      { cadence: 0.02, partTime: false },
      { cadence: 0.1, partTime: true },
    ];
    for (const f of realWaveforms([board], sensors, 1)) {
      expect(f.swapped).toBe(false);
      expect(Math.abs(f.error!)).toBeLessThan(0.02);
    }
  });

  test.each(BOARDS)('%s: a load that beats with the sensor is not resolvable', (board) => {
    expect(beatResolvable(board, 4)).toBe(false);
  });
});
