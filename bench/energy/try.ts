import { attribute } from '../../src/energy/attribution/index.ts';
import { Random } from './random.ts';
import { CADENCES, draw, RESPONSES } from './scenarios.ts';
import { simulate } from './simulator.ts';

const per = Number(process.argv[2] ?? 10);
for (const partTime of process.argv[3] === undefined ? [false, true] : [process.argv[3] === "part"]) for (const cadence of process.argv[4] === undefined ? CADENCES : [Number(process.argv[4])]) for (const response of RESPONSES) {
  const errs: Record<string, number[]> = { prefill: [], decode: [] };
  const zs: Record<string, number[]> = { prefill: [], decode: [] };
  let ms = 0;
  let unres = 0;
  const fam = new Map<string, number>();
  const noise: number[] = [], spread: number[] = [];
  for (let i = 0; i < per; i++) {
    const random = new Random(i * 7919 + Math.round(cadence * 1000) + RESPONSES.indexOf(response) * 101 + (partTime ? 13 : 0));
    const s = draw(random, cadence, partTime, response, false);
    const trace = simulate(s, random);
    const t0 = performance.now();
    const a = attribute({ series: trace.series, intervals: trace.intervals, from: 0, to: trace.end, idle: trace.idle, powerLimitWatts: 500 });
    ms += performance.now() - t0;
    const f = `${a.sensor.window}/${a.sensor.response}`;
    fam.set(f, (fam.get(f) ?? 0) + 1);
    noise.push(a.sensor.noise as number); spread.push(a.sensor.powerSpread as number);
    for (const phase of ['prefill', 'decode']) {
      const truth = trace.truth.reduce((x, y, k) => x + (trace.intervals[k]!.phase === phase ? y : 0), 0);
      const g = a.phases.get(phase)!;
      if (!g.resolvable) unres++;
      errs[phase]!.push(g.grossJoules / truth - 1);
      zs[phase]!.push((g.grossJoules - truth) / g.grossError);
    }
  }
  const m = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
  const cov = (x: number[]) => x.filter((z) => Math.abs(z) < 1.96).length / x.length;
  const rms = (x: number[]) => Math.sqrt(m(x.map((y) => y * y)));
  const out = (p: string) => `${p} bias ${(100 * m(errs[p]!)).toFixed(2)}% rms ${(100 * rms(errs[p]!)).toFixed(2)}% cov ${(100 * cov(zs[p]!)).toFixed(0)} zrms ${rms(zs[p]!).toFixed(2)}`;
  console.log(`${partTime ? 'part ' : 'exact'} ${(cadence * 1000).toString().padStart(3)} ${response.padEnd(9)} | ${out('prefill')} | ${out('decode')} | ${(ms / per).toFixed(0)} ms unres ${unres} noise ${m(noise).toFixed(3)} spread ${m(spread).toFixed(3)} ${JSON.stringify([...fam])}`);
}
