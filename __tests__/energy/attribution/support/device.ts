import type { Physics, Response } from '../../../../src/energy/attribution/model.ts';

/**
 * Brute force for what `model.ts` has in closed form: power of one activity at one watt on a grid of `step` seconds, a
 * first-order response as its differential equation P' = (activity − P)/τ, and the running sum of it.
 * Returns A(x), by linear interpolation.
 */
export function causedByGrid(
  response: Response,
  p: Physics,
  start: number,
  end: number,
  busySince: number,
  until: number,
  step = 2e-5,
): (x: number) => number {
  const n = Math.ceil(until / step) + 1;
  const total = new Float64Array(n + 1);
  let power = 0;
  for (let i = 0; i < n; i++) {
    const t = (i + 0.5) * step;
    const active = t > start && t < end;
    const since = t - busySince;
    if (response === 'first-order') power += (step / p.tau) * ((active ? 1 : 0) - power);
    else if (!active) power = 0;
    else if (response === 'instant' || since >= p.ramp) power = 1;
    else if (response === 'ramp') power = p.jump + ((1 - p.jump) * since) / p.ramp;
    else power = p.jump;
    total[i + 1] = total[i]! + power * step;
  }
  return (x) => {
    if (x <= 0) return 0;
    const at = Math.min(x / step, n - 1);
    const i = Math.floor(at);
    return total[i]! + (at - i) * (total[i + 1]! - total[i]!);
  };
}
