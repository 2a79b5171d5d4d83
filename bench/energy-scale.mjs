// Attribution of 10,000 requests × 100,000 samples: goal ≤ 2 s, ≤ 200 MB. node --expose-gc bench/energy-scale.mjs
import { load } from './energy/load.mjs';

const { scale } = await load('scale');
for (const cadence of [0.1, 0.02, 0.01]) {
  const { seconds, cpuSeconds, megabytes, samples } = scale(cadence);
  console.log(
    `${cadence * 1000} ms counter, ${samples} samples: ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU time), ${megabytes.toFixed(0)} MB more resident`,
  );
}
