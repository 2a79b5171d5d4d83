import type { Verdict } from '../common/generated/comparison.ts';
import type { Config } from '../config/types.ts';

/**
 * Exit status of a verdict: 0 pass or improved, 1 regressed, 3 inconclusive, 4 invalid; `on-…` may soften the last two.
 */
export function exitOf(verdict: Verdict, config: Pick<Config, 'onInconclusive' | 'onInvalid'>): number {
  switch (verdict) {
    case 'pass':
    case 'improved':
      return 0;
    case 'regressed':
      return 1;
    case 'inconclusive':
      return config.onInconclusive === 'fail' ? 3 : 0;
    case 'invalid':
      return config.onInvalid === 'fail' ? 4 : 0;
  }
}
