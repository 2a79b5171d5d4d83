import type { Comparison, Metric } from '../common/generated/comparison.ts';
import { nameOf } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { change, interval } from './format.ts';

const armOf = (arm: ArmName | null): string => (arm === null ? '' : ` (${arm})`);

/** Sources of an error that no block told: they are assumed, and called so. */
const ASSUMED: readonly string[] = ['prior', 'range'];

/** What an error is made of, the most first: `tokens 60 %, answers 40 %`. */
const sharesOf = (m: Metric): string =>
  Object.entries(m.errorShares ?? {})
    .sort(([, a], [, b]) => b - a)
    .filter(([, share]) => share >= 0.005)
    .map(([source, share]) => `${source}${ASSUMED.includes(source) ? ' (assumed)' : ''} ${Math.round(100 * share)} %`)
    .join(', ');

/** `; the joules themselves: +9.1 % (+2.0 … +16.0), as information`. */
function besideOf(m: Metric): string {
  if (!m.measured) return '';
  const { change: by, interval: within } = m.measured;
  return `; the joules themselves: ${change(by, m.scale)}${within ? ` (${interval(within, m.scale)})` : ''}, as information`;
}

/** How each gating metric was decided, and why not on a better basis: a line for it, and one for each of these. */
export const basisLines = (c: Comparison): string[] =>
  c.metrics
    .filter((m) => m.verdict !== null && m.basis)
    .flatMap((m) => [
      `${nameOf(m.id)}${armOf(m.arm)}: ${m.basis}${m.blocks === undefined ? '' : `, ${m.blocks} block(s)`}${sharesOf(m) === '' ? '' : `; its error: ${sharesOf(m)}`}${besideOf(m)}`,
      ...(m.basisReasons ?? []).map((r) => `  not ${r.not}: ${r.text}`),
    ]);
