import type { Study, StudyCell } from '../../common/generated/study.ts';
import { digits, quantity } from '../format.ts';
import { name } from '../text.ts';
import type { Cell, StudyTable } from './words.ts';

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
const CELL = ['model', 'workload', 'arm'] as const;

/** What an inference takes. */
export const energy = ({ cells }: Study): StudyTable => ({
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

/** How good it is, and what a correct answer takes. */
export const accuracy = ({ cells }: Study): StudyTable => ({
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

/** Babble under this share of the output is none to speak of. */
const BABBLER = 0.1;

/** Which models go on after a finished answer. */
export const babble = ({ cells }: Study): StudyTable => ({
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

/** What a million tokens cost; no row without a price. */
export const money = ({ cells, pricePerKwh }: Study): StudyTable => ({
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
