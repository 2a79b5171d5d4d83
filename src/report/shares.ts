import type { Comparison, Shares, Side } from '../common/generated/comparison.ts';
import { nameOf } from '../common/metrics.ts';
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

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Rows of what the measurement's own error of each side's joules is made of; one text a column. */
export const SHARE_COLUMNS = ['side', 'arm', 'error of', ...SHARES.map((name) => NAMES[name])] as const;

export function shareRows({ metrics }: Pick<Comparison, 'metrics'>): string[][] {
  return (['base', 'head'] as const).flatMap((side) =>
    metrics.flatMap(({ id, arm, shares }) => {
      const of = shares?.[side];
      return of === undefined ? [] : [[side, arm ?? '', nameOf(id), ...SHARES.map((name) => percent(of[name]))]];
    }),
  );
}

/** What the fit left over in each side's last block; `null` where neither tells. */
export function leftOver({ base, head }: Pick<Comparison, 'base' | 'head'>): string | null {
  const of = (name: string, side: Side | null): string[] => {
    const share = (side?.meter['sensor'] as { unaccounted?: unknown } | undefined)?.unaccounted;
    return typeof share === 'number' ? [`${name} ${unaccountedText(share)}`] : [];
  };
  const told = [...of('base', base), ...of('head', head)];
  return told.length === 0 ? null : told.join(', ');
}
