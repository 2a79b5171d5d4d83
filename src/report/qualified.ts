import type { Comparison } from '../common/generated/comparison.ts';
import { tenth } from '../common/levels.ts';
import type { Text } from './text.ts';

const DAY_MS = 86_400_000;

/** How long before `now` that was, in days; `null` where a date is none, or lies behind it. */
function age(created: string, now: string): string | null {
  const days = (Date.parse(now) - Date.parse(created)) / DAY_MS;
  if (!(days >= 0)) return null;
  const whole = Math.floor(days);
  return whole === 0 ? 'less than a day before' : `${whole} day${whole === 1 ? '' : 's'} before`;
}

/** What the last qualification said of this gate, with its age; that there is none, where there is none. */
export function qualifiedLine(c: Comparison): Text {
  const q = c.qualification;
  const when = q && age(q.createdAt, c.head.createdAt);
  if (!q || !when)
    return [
      'This gate was not tested on its runner yet: “joulegate qualify” tells its false alarms and what it can see.',
    ];
  const [lo, hi] = q.falseAlarms.interval as [number, number];
  const smallest =
    q.smallestVisibleChange === null ? '' : `; the smallest rise that it calls is ${tenth(q.smallestVisibleChange)}`;
  return [
    `This gate was tested ${when} (“joulegate qualify”)${q.sameEnvironment ? '' : ', on another runner or another build'}: ${tenth(q.falseAlarms.share)} false alarms (${tenth(lo)} to ${tenth(hi)})${smallest}.`,
  ];
}
