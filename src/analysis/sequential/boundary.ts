import jstat from 'jstat';
import { spent } from './spending.ts';

const { normal } = jstat;
const above = (z: number): number => normal.cdf(-z, 0, 1);
const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Even; at 240 the nominal p's of seven looks are right to six digits. */
const INTERVALS = 240;
/** Standard deviations below which a Brownian motion is not followed. */
const DEPTH = 8;

/** Sub-density of the motion that has crossed no boundary yet, on a grid with Simpson's weights. */
interface Grid {
  at: number[];
  mass: number[];
}

function grid(lo: number, hi: number, f: (x: number) => number): Grid {
  const step = (hi - lo) / INTERVALS;
  const at = Array.from({ length: INTERVALS + 1 }, (_, i) => lo + i * step);
  const weight = (i: number): number => (i === 0 || i === INTERVALS ? 1 : i % 2 === 1 ? 4 : 2);
  return { at, mass: at.map((x, i) => (weight(i) * step * f(x)) / 3) };
}

/** Where the tail `f` of `density` falls to `goal`: Newton's steps from 0, which a convex tail only approaches. */
function whereFalls(f: (x: number) => number, density: (x: number) => number, goal: number): number {
  let x = 0;
  for (let i = 0; i < 60; i++) {
    const step = (f(x) - goal) / density(x);
    x += step;
    if (Math.abs(step) < 1e-10) break;
  }
  return x;
}

/**
 * One-sided nominal p at each look of a group-sequential test that spends `alpha` by `spent`. `fractions`: information
 * at the looks, rising, 1 at the planned end. By recursive numerical integration of a Brownian motion that stops at
 * its boundary (Armitage, McPherson and Rowe 1969; Jennison and Turnbull 2000, ch. 19): with B(t) ~ N(0, t), the
 * boundary c of each look lets as much probability cross for the first time as the spending adds there, and its
 * nominal p is P(Z > c ÷ √t).
 */
export function nominalPs(fractions: readonly number[], alpha: number): number[] {
  let before = (): Grid => ({ at: [0], mass: [1] });
  let [time, used] = [0, 0];
  return fractions.map((t) => {
    const [step, from] = [Math.sqrt(t - time), before()];
    const crossing = (c: number): number =>
      from.at.reduce((all, u, i) => all + from.mass[i]! * above((c - u) / step), 0);
    const arriving = (b: number): number =>
      from.at.reduce((all, u, i) => all + (from.mass[i]! * density((b - u) / step)) / step, 0);
    const c = whereFalls(crossing, arriving, spent(t, alpha) - used);
    before = () => grid(-DEPTH * Math.sqrt(t), c, arriving);
    [time, used] = [t, spent(t, alpha)];
    return above(c / Math.sqrt(t));
  });
}
