import type { Shares } from '../common/generated/run-result.ts';
import { SHARES } from '../common/shares.ts';

const NAMES: Record<keyof Shares, string> = {
  sensor: 'sensor noise',
  requests: 'spread of requests',
  discrepancy: 'model discrepancy',
  idle: 'idle power',
};

/** Shares in whole per cent, the largest first; what rounds to nothing is left out. */
export function sharesText(shares: Shares): string {
  return SHARES.map((name) => ({ name, percent: Math.round(100 * shares[name]) }))
    .filter(({ percent }) => percent > 0)
    .sort((a, b) => b.percent - a.percent)
    .map(({ name, percent }) => `${percent} % ${NAMES[name]}`)
    .join(', ');
}

/** What a fit leaves of the sensor's sum, in words. */
export function unaccountedText(share: number): string {
  const percent = (100 * share).toFixed(2).replace(/^-(?=0\.00$)/, '');
  return `${percent.replace('-', '−')} % of the sensor's sum`;
}
