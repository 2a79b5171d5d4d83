import type { Study } from '../../common/generated/study.ts';
import { csvCell } from '../csv-cell.ts';

const HEAD = ['table', 'model', 'workload', 'arm', 'rule', 'quantity', 'value', 'lo', 'hi', 'why', 'source'] as const;
type Row = readonly (string | number | boolean | null | undefined)[];

const WORDS = ['model', 'workload', 'arm', 'rule', 'result', 'scoreName', 'validity', 'interval', 'nulls', 'source'];

const cells = ({ cells: all }: Study): Row[] =>
  all.flatMap((c) =>
    Object.entries(c).flatMap(([key, value]): Row[] => {
      if (WORDS.includes(key)) return [];
      const own = ['cell', c.model, c.workload, c.arm, c.rule, key, value as number | null];
      const source = c.source.estimated ? `${c.source.meter} (estimated)` : c.source.meter;
      return [[...own, ...(c.interval[key] ?? [null, null]), c.nulls[key], source]];
    }),
  );

const amplification = ({ amplification: all }: Study): Row[] =>
  all.flatMap((a) => [
    ['amplification', a.model, a.long, 'plain', null, 'ratio', a.ratio, ...(a.ratioInterval ?? [null, null])],
    ['amplification', a.model, a.long, 'plain', null, 'predictedRatio', a.predictedRatio],
    ['amplification', a.model, null, 'plain', null, 'slope', a.slope, ...(a.interval ?? [null, null]), a.why],
    ['amplification', a.model, null, 'plain', null, 'predicted', a.predicted],
  ]);

const suppression = ({ suppression: all }: Study): Row[] =>
  all.flatMap((s) => {
    const own = ['suppression', s.model, s.workload, 'suppressed', s.rule];
    return [
      [...own, 'saving', s.saving, ...(s.interval ?? [null, null]), s.why],
      [...own, 'decodeSaving', s.decodeSaving],
      ...Object.entries(s.againstStopStrings ?? {}).map(([preset, x]) => [
        ...own,
        `savingAgainst:${preset}`,
        x,
        ...(s.againstStopStringsInterval?.[preset] ?? [null, null]),
      ]),
    ];
  });

/** A study as CSV, one line a value; what is not known is empty, with the reason behind it. */
export const studyCsv = (study: Study): string =>
  [HEAD, ...cells(study), ...amplification(study), ...suppression(study)]
    .map((row) => `${HEAD.map((_h, i) => csvCell(row[i])).join(',')}\n`)
    .join('');
