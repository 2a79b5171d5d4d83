import type { Study, StudyCell } from '../../common/generated/study.ts';
import { change, digits, quantity } from '../format.ts';
import { name, type Foreign } from '../text.ts';

export type Cell = string | Foreign;

/** A table in words, for any format; the first `left` columns are words. */
export interface StudyTable {
  title: string;
  note: string;
  columns: readonly string[];
  left: number;
  rows: Cell[][];
}

type Unit = 'J' | 'J/token' | 'token' | '1' | 's';

/** A value with its 95 % interval; where it is not known, why. */
function withInterval(c: StudyCell, key: keyof StudyCell & string, unit: Unit): string {
  const value = c[key] as number | null | undefined;
  if (value === null || value === undefined) return c.nulls[key] ?? 'not-resolvable';
  const i = c.interval[key];
  const show = (x: number): string => quantity(x, unit);
  if (!i || show(i[0]!) === show(i[1]!)) return show(value);
  return `${show(value)} [${show(i[0]!)} … ${show(i[1]!)}]`;
}

const armOf = (c: StudyCell): Cell => (c.rule === null ? 'plain' : name(c.rule));
const sourceOf = ({ source }: StudyCell): Cell => (source.estimated ? 'estimated' : name(source.meter));
const head = (c: StudyCell): Cell[] => [name(c.model), name(c.workload), armOf(c)];
const share = (x: number | null | undefined): string =>
  x === null || x === undefined ? 'not-resolvable' : quantity(x, '1');
const times = (x: number | null | undefined): string => (x === null || x === undefined ? '–' : digits(x));
const percent = (x: number | null | undefined): string => (x === null || x === undefined ? '–' : change(x, 'relative'));
const percents = (i: readonly number[] | null | undefined): string =>
  i ? ` [${percent(i[0])} … ${percent(i[1])}]` : '';

const CELL = ['model', 'workload', 'arm'] as const;

const energy = ({ cells }: Study): StudyTable => ({
  title: 'Energy of an inference',
  note: 'Means over all answers; joules are net of idle. In brackets the 95 % interval between blocks. A value that was not resolvable says so.',
  columns: [
    ...CELL,
    'source',
    'tasks × blocks',
    'input tokens',
    'output tokens',
    'J per inference',
    'prefill share',
    'decode J/token',
    'tokens per J',
    's',
  ],
  left: 4,
  rows: cells.map((c) => [
    ...head(c),
    sourceOf(c),
    `${c.tasks} × ${c.blocks}`,
    withInterval(c, 'inputTokens', 'token'),
    withInterval(c, 'outputTokens', 'token'),
    withInterval(c, 'joulesPerInference', 'J'),
    withInterval(c, 'prefillShare', '1'),
    withInterval(c, 'decodeJoulesPerToken', 'J/token'),
    withInterval(c, 'tokensPerJoule', 'token'),
    withInterval(c, 'secondsPerInference', 's'),
  ]),
});

const accuracy = ({ cells }: Study): StudyTable => ({
  title: 'Energy of a correct answer',
  note: 'J per correct answer is all joules ÷ answers that pass their tests.',
  columns: [...CELL, 'score', '', 'J per answer', 'J per correct answer'],
  left: 3,
  rows: cells.map((c) => [
    ...head(c),
    c.score === null ? (c.nulls['score'] ?? 'not-known') : quantity(c.score, '1'),
    c.scoreName === null ? '' : name(c.scoreName),
    withInterval(c, 'joulesPerInference', 'J'),
    withInterval(c, 'joulesPerCorrect', 'J'),
  ]),
});

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

/** Babble under this share of the output is none to speak of. */
const BABBLER = 0.1;

const babble = ({ cells }: Study): StudyTable => ({
  title: 'Babblers',
  note: `Plain answers, most babble first: tokens behind the first line end at which rule tests was content. From ${100 * BABBLER} % on a model is called a babbler here.`,
  columns: ['model', 'workload', 'babble', 'J of babble per inference', 'answers complete', 'thoughts, tokens', ''],
  left: 2,
  rows: cells
    .filter((c) => c.arm === 'plain' && c.babbleShare !== null && c.babbleShare !== undefined)
    .sort((a, b) => b.babbleShare! - a.babbleShare!)
    .map((c) => [
      name(c.model),
      name(c.workload),
      quantity(c.babbleShare!, '1'),
      c.babbleShare === 0 ? 'none' : quantity(c.babbleJoules ?? null, 'J'),
      `${c.complete} of ${c.answers}`,
      c.reasoningTokens ? digits(c.reasoningTokens) : '–',
      c.babbleShare! >= BABBLER ? 'babbler' : '',
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
      s.saving === null
        ? (s.why ?? 'not-resolvable')
        : `${share(s.saving)}${s.interval ? ` [${share(s.interval[0])} … ${share(s.interval[1])}]` : ''}`,
      ...presets.map((p) => share(s.againstStopStrings?.[p])),
      share(s.decodeSaving),
      `${share(s.scorePlain)} → ${share(s.scoreSuppressed)}`,
      `${s.falseStops ?? 0}, ${s.missedStops ?? 0}`,
    ]),
  };
}

const money = ({ cells, pricePerKwh }: Study): StudyTable => ({
  title: 'Money',
  note: `At ${pricePerKwh} per kWh, from prefill’s and decode’s own joules; electricity of what is metered alone.`,
  columns: [...CELL, 'source', 'per million input tokens', 'per million output tokens'],
  left: 4,
  rows:
    pricePerKwh === null || pricePerKwh === undefined
      ? []
      : cells.map((c) => [
          ...head(c),
          sourceOf(c),
          ...[c.moneyPerMillionInput, c.moneyPerMillionOutput].map((x) =>
            x === null || x === undefined ? 'not-resolvable' : digits(x),
          ),
        ]),
});

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
