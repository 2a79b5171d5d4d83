import type { ConfigFile, Limits } from '../common/generated/config.ts';
import type { MetricId } from '../common/generated/comparison.ts';
import { RATIO_METRICS, SAVING_METRICS } from '../common/metrics.ts';

/** How far a metric's value can go, which says what limit on it could ever be exceeded: a share runs from 0 to 1. */
const SHARES: readonly MetricId[] = RATIO_METRICS.filter((m) => m.unit === '1').map((m) => m.id);
/** 1 − a ratio: at most 1, with no least value. */
const SAVINGS: readonly MetricId[] = SAVING_METRICS.map((m) => m.id);

/** A change of 100 %, or of 50 points of a share, is hardly ever what a limit means. */
const IMPROBABLE = { relative: 1, share: 0.5 };

type Key = keyof Limits;

/** Why a limit can never be exceeded; `null` where it can. */
function idle(id: MetricId, key: Key, value: number): string | null {
  const share = SHARES.includes(id);
  const saving = SAVINGS.includes(id);
  if (share && (key === 'increase' || key === 'decrease') && value >= 1)
    return 'a share runs from 0 to 1, so it cannot change by more than 1';
  if ((share || saving) && key === 'max' && value >= 1) return 'it is never over 1';
  if (!share && !saving && key === 'decrease' && value >= 1) return 'nothing falls by more than 100 %';
  if (!saving && key === 'min' && value <= 0) return 'it is never under 0';
  return null;
}

/** What an improbable limit says; `null` where it is a likely one. */
function improbable(id: MetricId, key: Key, value: number): string | null {
  if (key !== 'increase' && key !== 'decrease') return null;
  if (SHARES.includes(id) || SAVINGS.includes(id)) return value >= IMPROBABLE.share ? `${100 * value} points` : null;
  return value >= IMPROBABLE.relative ? `${100 * value} %` : null;
}

/** Thresholds that can never fail (an error each), and those that hardly mean what they say (a warning each). */
export function judgeLimits(thresholds: ConfigFile['thresholds']): { errors: string[]; warnings: string[] } {
  const out = { errors: [] as string[], warnings: [] as string[] };
  const judge = (id: MetricId, limits: Limits, where: string): void => {
    for (const key of ['increase', 'decrease', 'max', 'min'] as const) {
      const value = limits[key];
      if (value === undefined) continue;
      const meant = value / 100;
      const never = idle(id, key, value);
      const far = improbable(id, key, value);
      const hint = idle(id, key, meant) === null && improbable(id, key, meant) === null ? meant : null;
      if (never !== null)
        out.errors.push(
          `${where}.${key}: ${value} can never be exceeded: ${never}${hint === null ? '' : `; did you mean ${hint}?`}`,
        );
      else if (far !== null)
        out.warnings.push(
          `${where}.${key}: ${value} is ${far}${hint === null ? '' : `; for ${value} ${far.endsWith('%') ? '%' : 'points'} write ${hint}`}`,
        );
    }
  };
  for (const [id, value] of Object.entries(thresholds ?? {})) {
    if (!value) continue;
    const { plain, suppressed, ...both } = value;
    judge(id as MetricId, both, `thresholds.${id}`);
    if (plain) judge(id as MetricId, plain, `thresholds.${id}.plain`);
    if (suppressed) judge(id as MetricId, suppressed, `thresholds.${id}.suppressed`);
  }
  return out;
}
