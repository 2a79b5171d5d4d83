import type { Comparison, Finding, Verdict } from '../common/generated/comparison.ts';
import { LEVELS, percent } from '../common/levels.ts';
import { babbleView, type BabbleView } from './babble.ts';
import { basisLines } from './basis.ts';
import { emissions } from './co2e.ts';
import { differences, flatten, joulesNote, methodLines } from './facts.ts';
import { reasonFindings, warningFindings } from './findings.ts';
import { VERDICT_MARKS } from './format.ts';
import { gateChangeLines } from './gate-changes.ts';
import { metricViews, type MetricView } from './metric-view.ts';
import { publishedLines } from './published.ts';
import { sentenceText } from './sentence.ts';
import { shareRows } from './shares.ts';
import { month } from './month.ts';
import { queueRows, readingRows } from './surroundings.ts';
import { gradeTitle, taskViews, type TaskView } from './tasks.ts';
import type { Text } from './text.ts';
import { verdictTitle } from './title.ts';
import { whyViews, type WhyView } from './why.ts';

/** A comparison in words: everything that a reader is shown, in no format yet. */
export interface View {
  verdict: Verdict;
  mark: string;
  /** The verdict and the one number, in a line. */
  title: string;
  /** What the change does to the gate itself: comes first. */
  gateChanges: { lead: string; lines: Text[] } | null;
  reasons: Finding[];
  /** What was noticed while measuring and changes no verdict. */
  warnings: Finding[];
  sentence: Text;
  /** What stands beside absolute joules. */
  note: { lead: string; strong: string; rest: string } | null;
  /** Joules are CPU time × watts. */
  estimated: boolean;
  /** What the column of intervals is called. */
  intervalTitle: string;
  metrics: MetricView[];
  emissions: Text | null;
  /** What a month takes. */
  month: string | null;
  /** How each gating metric was decided, and why not on a better basis; ours but for keys of the subject. */
  basis: string[];
  why: WhyView[];
  babble: BabbleView;
  tasks: TaskView[];
  /** What the marks of its tasks tell. */
  gradedBy: string;
  /** Keys in which the subjects differ; the document's own words. */
  changed: { key: string; base: string; head: string }[];
  /** Files, stored baseline and waivers, as the host knows them; what it does not know is left out. */
  published: Text[];
  /** Subject and environment of head, key and value; the document's own words. */
  facts: [string, string][];
  method: Text[];
  readings: string[][];
  /** How long requests waited at their server, a row for each arm (`QUEUE_COLUMNS`); none where none did. */
  queue: string[][];
  /** What the measurement's own errors are made of, a row for each side and metric (`SHARE_COLUMNS`). */
  shares: string[][];
}

export function view(c: Comparison): View {
  return {
    verdict: c.verdict,
    mark: VERDICT_MARKS[c.verdict],
    title: verdictTitle(c),
    gateChanges: gateChangeLines(c),
    reasons: reasonFindings(c),
    warnings: warningFindings(c),
    sentence: sentenceText(c),
    note: joulesNote(c),
    estimated: c.head.meter['estimated'] === true,
    intervalTitle: `${percent(1 - (c.plan?.levels ?? LEVELS).interval)} interval`,
    metrics: metricViews(c),
    emissions: emissions(c),
    month: month(c),
    basis: basisLines(c),
    why: whyViews(c),
    babble: babbleView(c),
    tasks: taskViews(c),
    gradedBy: gradeTitle(c.tasks.map((t) => t.head)),
    changed: differences(c.base?.subject, c.head.subject),
    published: publishedLines(c),
    facts: [...flatten(c.head.subject), ...flatten(c.head.environment)],
    method: methodLines(c),
    readings: readingRows(c),
    queue: queueRows(c),
    shares: shareRows(c),
  };
}
