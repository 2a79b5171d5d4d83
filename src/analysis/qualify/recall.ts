import { isDeepStrictEqual } from 'node:util';
import type { Qualified } from '../../common/generated/comparison.ts';
import type { Qualification } from '../../common/generated/qualification.ts';
import type { RunResult } from '../../common/generated/run-result.ts';

/** What a comparison keeps of the last qualification, seen from the runner that measured `head`. */
export function recall(q: Qualification, head: RunResult): Qualified | null {
  const nothing = q.scenarios.find((s) => s.name === 'nothing');
  if (nothing === undefined) return null;
  return {
    createdAt: q.createdAt,
    sameEnvironment: q.meter.kind === head.meter.kind && isDeepStrictEqual(q.environment, head.environment),
    falseAlarms: nothing.regressed,
    smallestVisibleChange: q.smallestVisibleChange?.change ?? null,
  };
}
