import { finding } from '../analysis/finding.ts';
import type { Comparison, Side } from '../common/generated/comparison.ts';
import { LEVELS } from '../common/levels.ts';
import type { Config } from '../config/types.ts';
import type { SubjectIdentity } from '../experiment/identity.ts';

/** The absolute limits of a configuration, by name; a change of nothing cannot break any other. */
const absoluteLimits = (thresholds: Config['thresholds']): string[] =>
  Object.entries(thresholds).flatMap(([id, arms]) =>
    (['max', 'min'] as const)
      .filter((key) => Object.values(arms).some((l) => l[key] !== undefined))
      .map((key) => `${id} ${key}`),
  );

/** What is compared, of one commit: as far as it is known without opening anything. */
function side({ document }: SubjectIdentity, config: Config, commit: string | null): Side {
  const { kind } = config.meter;
  return {
    measurement: 'none',
    createdAt: '',
    commit,
    subject: document,
    environment: {},
    meter: { kind, estimated: kind === 'estimate' },
    workload: { name: config.workload.name },
    blocks: 0,
  };
}

/**
 * The comparison of a head whose subject is base's: nothing is measured, for workload and environment are one by
 * construction. @param head its identity, which is base's too
 */
export function unchanged(
  head: SubjectIdentity,
  config: Config,
  commits: { base: string; head: string | null },
): Comparison {
  const untested = absoluteLimits(config.thresholds);
  const text = [
    `subject, workload and environment are those of base (${commits.base.slice(0, 12)}), so nothing was measured`,
    ...(untested.length > 0
      ? [`absolute limits are untested (${untested.join(', ')}): "gate --force" measures them`]
      : []),
  ].join('; ');
  return {
    schemaVersion: 1,
    verdict: 'pass',
    reasons: ['subject-unchanged'],
    findings: [finding('subject-unchanged', text)],
    metrics: [],
    why: [],
    head: side(head, config, commits.head),
    base: side(head, config, commits.base),
    tasks: [],
    plan: { levels: LEVELS },
  };
}
