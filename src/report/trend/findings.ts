import type { TrendFinding } from '../../common/generated/trend.ts';
import { nameOf } from '../../common/metrics.ts';
import type { MetricId } from '../../common/generated/comparison.ts';
import { change } from '../format.ts';

const short = (commit: string): string => commit.slice(0, 7);

const pText = (p: number | undefined): string =>
  (p === undefined ? '' : ` (p = ${p < 0.001 ? '< 0.001' : p.toFixed(3)})`).replace('= <', '<');

/** A finding in a sentence, with commits as `shown` has them. */
export function findingText(f: TrendFinding, shown: (commit: string) => string): string {
  const what = `${nameOf(f.metric as MetricId)}, ${f.arm}`;
  const much = change(f.change, 'relative');
  return f.code === 'creep'
    ? `Slow creep: ${what} rose by ${much} from ${shown(short(f.from))} to ${shown(short(f.to))}, in steps of which each was within the limit${pText(f.p)}.`
    : `Change point: ${what} is ${much} from ${shown(short(f.to))} on${pText(f.p)}.`;
}
