import type { Study } from '../../common/generated/study.ts';
import { digits, quantity } from '../format.ts';
import { name } from '../text.ts';
import { accuracy, babble, energy, money } from './cells.ts';
import { percent, percents, share, shares, times, type StudyTable } from './words.ts';

const amplification = ({ amplification: rows }: Study): StudyTable => ({
  title: 'Amplification',
  note: 'How decode J/token grows with context. The slope is over the value at context 0, per 1,000 tokens; the prediction says what it would be if joules went as the bytes of weights and KV cache that a token reads (by the model’s header). Joules of different workloads were metered one after the other: a drift between them is in no interval.',
  columns: [
    'model',
    'short → long',
    'long ÷ short',
    'predicted',
    'slope per 1,000 tokens',
    'predicted slope',
    'weights read',
    'KV per token',
    'layers with a window',
  ],
  left: 2,
  rows: rows.map((a) => [
    name(a.model),
    a.short && a.long ? name(`${a.short} → ${a.long}`) : 'one length of input',
    a.ratio === null
      ? '–'
      : `${times(a.ratio)}${a.ratioInterval ? ` [${times(a.ratioInterval[0])} … ${times(a.ratioInterval[1])}]` : ''}`,
    times(a.predictedRatio),
    a.slope === null
      ? (a.why ?? 'not-resolvable')
      : `${percent(a.slope)}${a.interval ? percents(a.interval) : ' (too few tasks for an interval)'}`,
    percent(a.predicted),
    a.weightBytes === null || a.weightBytes === undefined ? 'not-known' : `${digits(a.weightBytes / 1e6)} MB`,
    a.kvBytes === null || a.kvBytes === undefined ? 'not-known' : `${digits(a.kvBytes / 1e3)} kB`,
    a.layers === undefined
      ? 'not-known'
      : `${a.windowedLayers} of ${a.layers}${a.window ? ` (${a.window} tokens)` : ''}`,
  ]),
});

const tokenCost = ({ tokenCost: rows = [] }: Study): StudyTable => ({
  title: 'First token against last token',
  note: 'What the first decoded token of a mean answer costs, and the last, on the model’s line of amplification.',
  columns: ['model', 'workload', 'context', 'first', 'last', 'rise'],
  left: 2,
  rows: rows.map((t) => [
    name(t.model),
    name(t.workload),
    `${digits(t.firstContext)} → ${digits(t.lastContext)}`,
    quantity(t.first, 'J/token'),
    quantity(t.last, 'J/token'),
    `${percent(t.rise)}${percents(t.interval)}`,
  ]),
});

function suppression({ suppression: rows }: Study): StudyTable {
  const presets = [...new Set(rows.flatMap((s) => Object.keys(s.againstStopStrings ?? {})))];
  return {
    title: 'What suppression saves',
    note: 'Of joules per inference, checks included where the host is metered. Stop strings cost nothing, so a rule is worth what it saves beyond them.',
    columns: [
      'model',
      'workload',
      'rule',
      'saved against plain',
      ...presets.map((p) => `against stop strings ${p}`),
      'of decode',
      'score, plain → suppressed',
      'false, missed stops',
    ],
    left: 3,
    rows: rows.map((s) => [
      name(s.model),
      name(s.workload),
      name(s.rule),
      s.saving === null ? (s.why ?? 'not-resolvable') : `${share(s.saving)}${shares(s.interval)}`,
      ...presets.map((p) => `${share(s.againstStopStrings?.[p])}${shares(s.againstStopStringsInterval?.[p])}`),
      share(s.decodeSaving),
      `${share(s.scorePlain)} → ${share(s.scoreSuppressed)}`,
      `${s.falseStops ?? 0}, ${s.missedStops ?? 0}`,
    ]),
  };
}

const failed = ({ failed: rows }: Study): StudyTable => ({
  title: 'What failed',
  note: 'These units have no cells above. Start the same command again once what each says is mended.',
  columns: ['model', 'workload', 'code', 'what', 'fix'],
  left: 5,
  rows: rows.map((f) => [f.model, f.workload, f.code, f.message, f.fix ?? ''].map(name)),
});

/** What is said of joules that no sensor measured, behind a table's title. */
function estimatedNote({ cells }: Study): string {
  const estimated = cells.filter((c) => c.source.estimated).length;
  return estimated === 0 ? '' : estimated === cells.length ? ' (estimated)' : ' (in part estimated)';
}

/** All tables of a study that have a row. */
export function studyTables(study: Study): StudyTable[] {
  const note = estimatedNote(study);
  const joules = [energy, accuracy, amplification, tokenCost, babble, suppression, money]
    .map((of) => of(study))
    .map((t) => ({ ...t, title: `${t.title}${note}` }));
  return [...joules, failed(study)].filter((t) => t.rows.length > 0);
}

/** What stands before the tables. */
export const studyNotes = ({ notes = [], cells }: Study): string[] => [
  ...notes,
  ...[...new Set(cells.flatMap((c) => (c.validity === 'ok' ? [] : [`${c.model} on ${c.workload}: ${c.validity}`])))],
];
