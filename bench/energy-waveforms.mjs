// Short phases cut out of real GPUs' power (meter on the power lines), seen through each sensor of the grid: goal ≤ 2 %, never swapped.
//   node bench/energy-waveforms.mjs [SEEDS]
import { load } from './energy/load.mjs';

const { realWaveforms, BOARDS, SENSORS, noTraces, beatResolvable } = await load('waveforms');
if (noTraces !== null) console.log(noTraces);
else {
  const found = realWaveforms(BOARDS, SENSORS, Number(process.argv[2] ?? 5));
  console.log('| board | sensor | prefill | decode | swapped |\n| --- | --- | --- | --- | --- |');
  for (const board of BOARDS) {
    for (const { cadence, partTime } of SENSORS) {
      const mine = found.filter((f) => f.board === board && f.cadence === cadence && f.partTime === partTime);
      const cell = (phase) => {
        const errors = mine.filter((f) => f.phase === phase).map((f) => f.error);
        const told = errors.filter((e) => e !== null);
        const mean = told.reduce((a, b) => a + b, 0) / told.length;
        return `${(100 * mean).toFixed(2)} % (worst ${(100 * Math.max(...told.map(Math.abs))).toFixed(2)} %${told.length < errors.length ? `, ${errors.length - told.length} not resolvable` : ''})`;
      };
      console.log(`| ${board.slice(5)} | ${partTime ? 'part-time' : 'exact'} ${1000 * cadence} ms | ${cell('prefill')} | ${cell('decode')} | ${mine.filter((f) => f.swapped).length / 2} |`);
    }
  }
  console.log(`a load that beats with the sensor (50 ms on, 50 ms off, 100 ms counter): ${BOARDS.map((b) => `${b.slice(5)} ${beatResolvable(b, 4) ? 'resolvable (wrong)' : 'not-resolvable'}`).join(', ')}`);
}
