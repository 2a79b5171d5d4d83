import type { Comparison } from '../common/generated/comparison.ts';
import { code, name, prose, type Text } from './text.ts';

/** What the host knows of a comparison, a line each: commits, stored baseline, waivers, changed files. */
export function publishedLines({ publication: p }: Comparison): Text[] {
  if (!p) return [];
  const { baseCommit, headCommit, baseline, waivers, changedFiles } = p;
  return [
    ...(baseCommit && headCommit ? [['Commits: ', code(baseCommit), ' to ', code(headCommit), '.']] : []),
    ...(baseline
      ? [
          [
            'Baseline: ',
            code(baseline.commit),
            `, ${baseline.distance} commit(s) before head`,
            ...(baseline.recordedAt === undefined ? [] : [', recorded at ', prose(baseline.recordedAt)]),
            '.',
          ],
        ]
      : []),
    ...(waivers ?? []).map((w): Text => [
      'Waiver: ',
      name(w.label),
      ' set by ',
      name(w.by),
      ' at ',
      prose(w.at),
      `, accepts ${w.covers}.`,
    ]),
    ...(changedFiles ?? []).map((file): Text => ['Changed file: ', code(file)]),
  ];
}
