import type { Comparison, FindingCode, Verdict } from '../../common/generated/comparison.ts';
import { warningFindings } from '../findings.ts';
import { VERDICT_MARKS } from '../format.ts';
import { gateChangeLines } from '../gate-changes.ts';
import { proseText } from '../hostile.ts';
import { folded, list, markerLine, md, table } from '../markdown.ts';
import { code, prose, type Text } from '../text.ts';
import { verdictTitle } from '../title.ts';
import { because } from './because.ts';
import { changed, mostAffected } from './changed.ts';
import { folds, type Fold } from './folds.ts';
import { fitting, linesOf, within, type Part } from './lines.ts';
import { placesOf, type Places } from './links.ts';
import { nextSteps } from './next.ts';
import { smallFacts } from './small.ts';
import { armTable, failureRows } from './table.ts';

/** GitHub refuses comments over 65,536 characters; the rest is room for the host around it. */
const MOST_CHARACTERS = 60_000;
/** Lines that a reader sees before he unfolds anything. */
export const VISIBLE: Record<Verdict, number> = { pass: 6, improved: 12, regressed: 16, inconclusive: 12, invalid: 12 };
/** Lines of all folds together. */
export const FOLDED = 60;
const MOST_GATE_CHANGES = 3;
/** Rows of what gates beside the four and did not pass. */
const MOST_OTHERS = 1;

const onPage = (places: Places): string =>
  places.report === null ? 'on the report page' : `on the [report page](${places.report})`;

/** What the change does to the gate itself, in one line: it comes first, whatever else there is to say. */
function gateChanges(c: Comparison, places: Places): string {
  const told = gateChangeLines(c);
  if (!told) return '';
  const more = told.lines.length - MOST_GATE_CHANGES;
  return `> ⚠️ **${told.lead}** ${told.lines.slice(0, MOST_GATE_CHANGES).map(md).join('; ')}${more > 0 ? `; ${more} more ${onPage(places)}` : ''}`;
}

/** What is so by the workload's nature asks for nothing: the fold has it. */
const NO_NEWS: readonly string[] = ['rule-not-applicable'] satisfies FindingCode[];

/** The first warning, and how many more there are. */
function warning(c: Comparison, places: Places): string {
  const [first, ...others] = warningFindings(c).filter((f) => !NO_NEWS.includes(f.code));
  if (!first) return '';
  const text: Text = [
    first.side ? `${first.side}: ` : '',
    code(first.code),
    ...(first.text === '' ? [] : [' – ', prose(first.text)]),
  ];
  return `⚠️ ${md(text)}${others.length > 0 ? ` (${others.length} more warning${others.length === 1 ? '' : 's'} ${onPage(places)})` : ''}`;
}

const table4 = (c: Comparison, rows: readonly (readonly string[])[]): string => {
  const { columns } = armTable(c);
  return table(columns, '-'.repeat(columns.length), rows);
};

const metrics = (c: Comparison): string => (c.metrics.length === 0 ? '' : table4(c, armTable(c).rows));

/** The line of small type; `left`: parts that did not fit. */
function small(c: Comparison, places: Places, left: number): string {
  const link = (name: string, address: string | null): string[] => (address === null ? [] : [`[${name}](${address})`]);
  const { baseCommit, headCommit } = c.publication ?? {};
  const range =
    places.compare === null ? [] : link(`\`${baseCommit!.slice(0, 7)}…${headCommit!.slice(0, 7)}\``, places.compare);
  const told = [
    ...smallFacts(c).map(md),
    ...range,
    ...(left > 0 ? [`${left} part${left === 1 ? '' : 's'} more ${onPage(places)}`] : link('report', places.report)),
    ...link('trend', places.trend),
    ...link('run', places.run),
  ];
  return told.length === 0 ? '' : `<sub>${told.join(' · ')}</sub>`;
}

const line = (what: string, text: Text): string => (text.length === 0 ? '' : `**${what}:** ${md(text)}`);

/** What is seen at once; the table of a pass is folded. */
function visible(c: Comparison, places: Places): Part[] {
  const calm = c.verdict === 'pass';
  return [
    { text: gateChanges(c, places), giveWay: 0 },
    { text: `## ${VERDICT_MARKS[c.verdict]} JouleGate: ${proseText(verdictTitle(c))}`, giveWay: 0 },
    { text: md(because(c)), giveWay: 0 },
    ...(calm
      ? []
      : [
          {
            text:
              c.metrics.length === 0 ? '' : table4(c, [...armTable(c).rows, ...failureRows(c).slice(0, MOST_OTHERS)]),
            giveWay: 0,
          },
        ]),
    { text: line('Changed', changed(c)), giveWay: 1 },
    { text: calm || c.verdict === 'invalid' ? '' : line('Most affected', mostAffected(c)), giveWay: 3 },
    { text: list(nextSteps(c).map((s) => `**${s.what}:** ${md(s.how)}`)), giveWay: 0 },
    { text: warning(c, places), giveWay: 2 },
  ];
}

/** The comment's folds in that much room – a pass has one, its table first – and how many parts are left. */
function foldedTexts(c: Comparison, room: { lines: number; characters: number }): { kept: string[]; left: number } {
  const told: Fold[] = folds(c);
  if (c.verdict !== 'pass')
    return within(
      told.map((f) => folded(f.title, f.body)),
      room,
    );
  const frame = folded('Details', '');
  const bodies = [metrics(c), ...told.map((f) => `**${f.title}**\n\n${f.body}`)].filter((b) => b !== '');
  const { kept, left } = within(bodies, {
    lines: room.lines - linesOf(frame),
    characters: room.characters - frame.length,
  });
  return { kept: kept.length === 0 ? [] : [folded('Details', kept.join('\n\n'))], left };
}

/**
 * The pull request's comment, in one order for every verdict: what the change does to the gate, title, why, table, what
 * changed, what to do next, one line of small type, folds. At most 60,000 characters; what does not fit stands on the
 * report page. @param id names one of several configurations
 */
export function comment(c: Comparison, id = 'default'): string {
  const places = placesOf(c.publication);
  const parts = visible(c, places).filter((p) => p.text !== '');
  // The line of small type is always there.
  const seen = fitting(parts, VISIBLE[c.verdict] - 1);
  const [first = '', ...rest] = seen.map((p) => p.text);
  const top = [`${markerLine(id)}\n${first}`, ...rest];
  const last = (left: number): string => small(c, places, left);
  const characters = MOST_CHARACTERS - [...top, last(MOST_CHARACTERS), ''].join('\n\n').length;
  const { kept, left } = foldedTexts(c, { lines: FOLDED, characters });
  const rows = c.verdict === 'pass' ? 0 : Math.max(0, failureRows(c).length - MOST_OTHERS);
  const texts = [...top, last(parts.length - seen.length + left + rows), ...kept];
  return `${texts.filter((t) => t !== '').join('\n\n')}\n`;
}
