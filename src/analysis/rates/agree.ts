import jstat from 'jstat';
import { mean, variance } from '../statistics.ts';
import { COSTED, type Costed } from './features.ts';
import type { Fitted, Rates } from './fit.ts';
import { groupBy } from './group.ts';
import { misfitOf } from './misfit.ts';
import type { SideName } from './observations.ts';

/** Whether base's and head's rates agree, where both were measured in the same blocks. */
export interface Agreement {
  /** p of "the same rates", by one joint F test of both phases. */
  p: number;
  /** Head's joules over base's beyond what their tokens cost, by phase: 0.05 is 5 % dearer; `null` without steps. */
  dearer: Record<Costed, number | null>;
}

const total = (group: readonly Fitted[], of: (o: Fitted) => number): number => group.reduce((all, o) => all + of(o), 0);

/** Residual over cost of a side in one block and phase; `null` where it has none. */
function level(group: readonly Fitted[], side: SideName, phase: Costed): number | null {
  const own = group.filter((o) => o.side === side && o.phase === phase);
  const cost = total(own, (o) => o.cost);
  return cost > 0 ? total(own, (o) => o.residual) / cost : null;
}

/** Head's level less base's, in each block that has both. */
function differences(rates: Rates, phase: Costed): number[] {
  return [...groupBy(rates.fitted, (o) => o.cluster).values()].flatMap((group) => {
    const [base, head] = [level(group, 'base', phase), level(group, 'head', phase)];
    return base === null || head === null ? [] : [head - base];
  });
}

/** What the noise of answers alone lets one block's difference vary by. */
function noiseOf(rates: Rates, phase: Costed): number {
  const own = rates.fitted.filter((o) => o.phase === phase);
  return (['base', 'head'] as const).reduce((all, side) => {
    const cost = total(
      own.filter((o) => o.side === side),
      (o) => o.cost,
    );
    return all + (rates.dispersion[phase] * rates.clusters.size) / cost;
  }, 0);
}

/** What misfit lets the difference vary by, however many blocks there are; tasks with equal tokens have none. */
function misfitNoise(rates: Rates, phase: Costed): { variance: number; df: number } {
  const { variance: each, df } = misfitOf(rates, phase);
  const shares = new Map<string, number>();
  for (const side of ['base', 'head'] as const) {
    const own = rates.fitted.filter((o) => o.phase === phase && o.side === side);
    const whole = total(own, (o) => o.cost);
    for (const o of own) shares.set(o.cell, (shares.get(o.cell) ?? 0) + ((side === 'head' ? 1 : -1) * o.cost) / whole);
  }
  return { variance: each * [...shares.values()].reduce((all, s) => all + s ** 2, 0), df };
}

/**
 * One F test of "both phases cost the same per token on both sides": the squared mean differences of both phases, each
 * in units of its answers' noise, over their variance between blocks and by misfit. The phases' differences may vary
 * unequally and together: degrees of freedom by Box (1954), ν = (tr V)² ÷ tr V², and Satterthwaite for the sum.
 * `null` where no block has both sides, or a single one has nothing to tell noise by.
 */
export function agreement(rates: Rates): Agreement | null {
  const dearer: Agreement['dearer'] = { prefill: null, decode: null };
  const phases = COSTED.flatMap((phase) => {
    const d = differences(rates, phase);
    if (d.length === 0) return [];
    dearer[phase] = mean(d);
    const unit = noiseOf(rates, phase);
    return [{ d: d.map((v) => v / Math.sqrt(unit)), misfit: misfitNoise(rates, phase), unit }];
  });
  if (phases.length === 0) return null;
  const blocks = Math.min(...phases.map((p) => p.d.length));
  // One block has no spread: the noise of its answers, 1 in these units, is what there is.
  const covariance = phases.map((a) =>
    phases.map((b) => (blocks < 2 ? (a === b ? 1 : 0) : covarianceOf(a.d, b.d, blocks))),
  );
  const trace = covariance.reduce((all, row, i) => all + row[i]!, 0);
  const traceOfSquare = covariance.flat().reduce((all, v) => all + v ** 2, 0);
  const ends = traceOfSquare > 0 ? trace ** 2 / traceOfSquare : phases.length;
  const between = {
    variance: trace / blocks,
    df: ends * Math.max(1, blocks < 2 ? rates.fitted.length / 2 : blocks - 1),
  };
  const parts = [between, ...phases.map((p) => ({ variance: p.misfit.variance / p.unit, df: p.misfit.df }))];
  const under = parts.reduce((all, p) => all + p.variance, 0);
  const over = phases.reduce((all, p) => all + mean(p.d) ** 2, 0);
  if (under === 0) return { p: over > 0 ? 0 : 1, dearer };
  const df = under ** 2 / parts.reduce((all, p) => all + p.variance ** 2 / p.df, 0);
  return { p: 1 - jstat.centralF.cdf(over / under, ends, df), dearer };
}

function covarianceOf(a: readonly number[], b: readonly number[], n: number): number {
  if (a === b) return variance(a);
  const [ma, mb] = [mean(a), mean(b)];
  return a.slice(0, n).reduce((all, v, i) => all + (v - ma) * (b[i]! - mb), 0) / (n - 1);
}
