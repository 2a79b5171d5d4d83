import type { Comparison, FindingCode, TaskRow, Verdict } from '../../common/generated/comparison.ts';
import { basisLines } from '../basis.ts';
import { emissions } from '../co2e.ts';
import { energyOfSide } from '../counts.ts';
import { isSteady } from '../deciding.ts';
import { reasonFindings, warningFindings } from '../findings.ts';
import { both } from '../format.ts';
import { fenced, proseText } from '../hostile.ts';
import { list, md, span, table } from '../markdown.ts';
import { month } from '../month.ts';
import { qualifiedLine } from '../qualified.ts';
import { gradeMark, gradeTitle } from '../tasks.ts';
import { code, prose, type Text } from '../text.ts';
import { partsTable } from './parts-table.ts';
import { ruleLines, savingRows, suppressionText } from './savings.ts';

/** A folded part: what stands on it, and its Markdown. */
export interface Fold {
  title: string;
  body: string;
}

const MOST_TASKS = 8;
const LEAST_MOVE = 0.01;
const MOST_FINDINGS = 4;
/** Lines and characters of one answer. */
const ANSWER = { lines: 8, characters: 1200 };

const paragraphs = (...texts: readonly string[]): string => texts.filter((t) => t !== '').join('\n\n');

function joules(c: Comparison): string {
  const parts = isSteady(c) ? null : partsTable(c);
  return parts ? table(parts.columns, `-${'>'.repeat(parts.columns.length - 1)}`, parts.rows) : '';
}

const addedBy = (t: TaskRow): number =>
  Math.abs(t.changeJoules ?? (energyOfSide(t.head) ?? 0) - (t.base ? (energyOfSide(t.base) ?? 0) : 0));

/** Whether a task's tokens, grade or, where that is told, energy by a per cent are not what they were. */
function isOther({ base, head }: TaskRow, energy: boolean): boolean {
  if (!base) return false;
  const [before, after] = [energyOfSide(base), energyOfSide(head)];
  return (
    base.outputTokens !== head.outputTokens ||
    base.passed !== head.passed ||
    base.score !== head.score ||
    (energy && before !== null && after !== null && Math.abs(after - before) >= LEAST_MOVE * Math.abs(before))
  );
}

function tasks(c: Comparison): string {
  const rows = c.tasks
    .filter((t) => isOther(t, !isSteady(c)))
    .sort((a, b) => addedBy(b) - addedBy(a))
    .slice(0, MOST_TASKS);
  if (rows.length === 0) return '';
  const left = c.tasks.length - rows.length;
  const step = (t: TaskRow, of: (s: TaskRow['head']) => string): string =>
    t.base && of(t.base) !== of(t.head) ? `${of(t.base)} → ${of(t.head)}` : of(t.head);
  // No arm has any where nothing tells when an answer is complete.
  const babbles = c.babble?.length !== 0;
  const cells = rows.map((t) => [
    span(t.id),
    t.arm,
    both(t.base ? energyOfSide(t.base) : undefined, energyOfSide(t.head), 'J'),
    step(t, (s) => both(undefined, s.outputTokens, 'token')),
    ...(babbles ? [step(t, (s) => (s.babbleTokens === null ? '–' : both(undefined, s.babbleTokens, 'token')))] : []),
    step(t, gradeMark),
  ]);
  const grade = gradeTitle(rows.map((t) => t.head));
  return paragraphs(
    table(
      ['task', 'arm', 'energy', 'tokens', ...(babbles ? ['of which babble'] : []), grade],
      babbles ? '-->>>^' : '-->>^',
      cells,
    ),
    left > 0 ? `${left} more on the report page.` : '',
  );
}

function babble(c: Comparison): string {
  const sides = c.base ? ['base', 'head'] : ['head'];
  const cells = (rows: readonly (readonly Text[])[]): string[][] => rows.map((r) => r.map(md));
  const savings = savingRows(c);
  const rules = ruleLines(c);
  const text = suppressionText(c);
  return paragraphs(
    text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    savings.length > 0
      ? table(['suppression saves, against', ...sides], `-${'>'.repeat(sides.length)}`, cells(savings))
      : '',
    rules.some((r) => r.stops)
      ? table(
          ["would have ended head's plain answers", 'after tokens a task', 'of the answers', 'saving'],
          '->>>',
          cells(rules.map((r) => r.cells)),
        )
      : '',
  );
}

/** How each gating metric was decided, and what kept it from the basis next to that. */
const basisOf = (c: Comparison): string[] =>
  basisLines(c)
    .reduce<string[][]>((all, l) => {
      if (l.startsWith(' ')) all.at(-1)![1] = l.trim();
      else all.push([l]);
      return all;
    }, [])
    .map((told) => told.join('; '));

/** Reasons that title and sentence say in whole. */
const SAID: readonly FindingCode[] = ['no-baseline', 'subject-unchanged'];

const DOUBTED: readonly Verdict[] = ['regressed', 'inconclusive'];

/** How it was decided: a line for each gating metric, what bears on the verdict, and what was noticed. */
function decided(c: Comparison): string {
  const told = [
    ...reasonFindings(c)
      .filter((f) => !SAID.includes(f.code))
      .map((f): Text => [code(f.code), ...(f.text === '' ? [] : [': ', prose(f.text)])]),
    ...warningFindings(c).map((f): Text => [
      '⚠️ ',
      f.side ? `${f.side}: ` : '',
      code(f.code),
      ...(f.text === '' ? [] : [' – ', prose(f.text)]),
    ]),
  ];
  const texts = [...new Set(told.map(md))];
  const more = texts.length - MOST_FINDINGS;
  return list([
    ...basisOf(c).map(proseText),
    ...texts.slice(0, MOST_FINDINGS),
    // Beside a verdict that may be doubted it stands there.
    ...(c.qualification && !DOUBTED.includes(c.verdict) ? [md(qualifiedLine(c))] : []),
    ...(more > 0 ? [`${more} more on the report page`] : []),
  ]);
}

/** What it comes to beside joules, where that is configured. */
function consequences(c: Comparison): string {
  const [carbon, monthly] = [emissions(c), month(c)];
  return paragraphs(carbon ? md(carbon) : '', monthly ?? '');
}

/** The last lines of the plain answer that grew most. */
function answer(c: Comparison): string {
  const grown = (t: TaskRow): number => Math.abs(t.head.outputTokens - (t.base?.outputTokens ?? t.head.outputTokens));
  const [most] = c.tasks
    .filter((t) => t.arm === 'plain' && (t.head.text ?? '') !== '')
    .sort((a, b) => grown(b) - grown(a));
  if (!most || grown(most) === 0) return '';
  const lines = most.head.text!.split(/\r\n|\r|\n/).filter((l) => l.trim() !== '');
  const shown = lines.slice(-ANSWER.lines).join('\n').slice(-ANSWER.characters);
  const cut = lines.length > ANSWER.lines ? `The last ${ANSWER.lines} of ${lines.length} lines` : 'The answer';
  return `${cut} of ${span(most.id)}, head, plain:\n\n${fenced(shown, ANSWER.characters)}`;
}

/** What stands folded under a comment, the most useful first; what does not fit stands on the report page. */
export const folds = (c: Comparison): Fold[] =>
  [
    { title: 'Where the joules went', body: joules(c) },
    { title: 'Tasks that moved most', body: tasks(c) },
    { title: 'What stopping saves', body: babble(c) },
    { title: 'CO₂e, and a month', body: consequences(c) },
    { title: 'How it was decided', body: decided(c) },
    { title: 'The answer that changed most', body: answer(c) },
  ].filter((f) => f.body !== '');
