import { minutes } from '../common/duration.ts';
import { meaningOf } from '../common/findings.ts';
import type { Comparison, Metric } from '../common/generated/comparison.ts';
import { ENERGY, nameOf } from '../common/metrics.ts';
import { decidedBy, isEstimated, undecidedReasons } from './deciding.ts';
import { bracket, change, changeOf, interval, quantity } from './format.ts';
import { plainLine } from './hostile.ts';
import type { Refusal } from './refused.ts';

/** A commit status takes 140 characters and no more. */
export const MOST_TITLE = 140;

/** ` (plain, estimated)`: joules that no sensor gave are called so wherever they stand. */
function about(c: Comparison, m: Metric): string {
  const told = [...(m.arm ? [m.arm] : []), ...(isEstimated(c) && m.unit.startsWith('J') ? ['estimated'] : [])];
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

const named = (c: Comparison, m: Metric): string =>
  `${nameOf(m.id).replace(/^[A-Z](?=[a-z])/, (a) => a.toLowerCase())}${about(c, m)}`;

/** A code in words: its meaning up to where that goes into detail; a later version's by its own words. */
const reasonWords = (code: string): string =>
  meaningOf(code)?.split(/[:;(]/)[0]!.replaceAll('`', '').trim() ?? code.replaceAll('-', ' ');

/** `energy per task (plain) +182 %, limit +3.0 %`; of an absolute limit the value itself. */
function broken(c: Comparison, m: Metric): string {
  const { increase, decrease, max, min } = m.threshold ?? {};
  const by = m.change ?? 0;
  if (increase !== undefined && by > increase)
    return `${named(c, m)} ${changeOf(m)}, limit ${change(increase, m.scale)}`;
  if (decrease !== undefined && by < -decrease)
    return `${named(c, m)} ${changeOf(m)}, limit ${change(-decrease, m.scale)}`;
  const limit =
    max !== undefined && (m.head ?? 0) > max
      ? `, limit ${quantity(max, m.unit)}`
      : min !== undefined
        ? `, at least ${quantity(min, m.unit)} asked`
        : '';
  return `${named(c, m)} ${quantity(m.head, m.unit)}${limit}`;
}

function regressed(c: Comparison): string {
  const [worst, ...others] = decidedBy(c);
  if (!worst) return 'a limit is broken';
  const more = others.length === 0 ? '' : `; ${others.length} more limit${others.length === 1 ? '' : 's'} broken`;
  return `${broken(c, worst)}${more}`;
}

/** What would decide it: `; 8 more blocks, about 9 min, would decide`. */
function toDecide({ plan }: Comparison): string {
  if (!plan?.toDecide) return '';
  const { blocks, seconds } = plan.toDecide;
  if (blocks === null) return '; no number of blocks would decide';
  const lacking = blocks - (plan.blocks ?? 0);
  const time = seconds === null ? '' : `, about ${minutes(seconds)},`;
  return lacking > 0 ? `; ${lacking} more block${lacking === 1 ? '' : 's'}${time} would decide` : '';
}

function inconclusive(c: Comparison): string {
  const m = decidedBy(c)[0];
  const range = m?.interval
    ? `${named(c, m)} ${interval(m.interval, m.scale)} ${m.scale === 'relative' ? '%' : 'points'}`
    : '';
  const [reason] = undecidedReasons(c);
  if (reason !== undefined) return [range, reasonWords(reason)].filter((x) => x !== '').join('; ');
  return `${range || (m ? `${named(c, m)} is undecided` : 'undecided')}${toDecide(c)}`;
}

/** The number of what passed: energy per task, else the first that gates. */
function inside(c: Comparison): string {
  const m =
    c.metrics.find((x) => x.id === ENERGY.id && x.verdict === c.verdict) ??
    c.metrics.find((x) => x.id === ENERGY.id) ??
    c.metrics.find((x) => x.verdict !== null);
  if (!m) return 'nothing gates';
  return `${named(c, m)} ${changeOf(m)}${bracket(m)}${c.metrics.some((x) => x.verdict !== null) ? '' : '; nothing gates'}`;
}

function withoutBaseline(c: Comparison): string {
  const energy = c.metrics.find((m) => m.id === ENERGY.id);
  return `no baseline yet${energy ? `, ${quantity(energy.head, 'J')} per task${about(c, energy)}` : ''}`;
}

function said(c: Comparison): string {
  if (c.verdict === 'invalid')
    return reasonWords(c.reasons.find((r) => r !== 'no-baseline') ?? 'the measurement may not be trusted');
  if (c.verdict === 'regressed') return regressed(c);
  if (c.reasons.includes('subject-unchanged')) return 'nothing to measure, the subject is that of base';
  if (c.reasons.includes('no-baseline')) return withoutBaseline(c);
  return c.verdict === 'inconclusive' ? inconclusive(c) : inside(c);
}

/** What the change does to the gate itself is said before anything else. */
function gateChanged({ gateChanges }: Comparison): string {
  if (!gateChanges || gateChanges.keys.length === 0) return '';
  return gateChanges.applied ? 'gate changed; ' : 'gate change of a fork not applied; ';
}

/** The verdict in words and the one number: what stands over a comment. Plain text, at most 140 characters. */
export const verdictTitle = (c: Comparison): string => plainLine(`${c.verdict} – ${said(c)}`, MOST_TITLE);

/**
 * The same for where nothing else is said (check, commit status, annotation, log): one line of plain text without
 * Markdown or workflow commands, of at most 140 characters, that begins with what the change does to the gate itself.
 */
export const title = (c: Comparison): string => plainLine(`${gateChanged(c)}${c.verdict}: ${said(c)}`, MOST_TITLE);

/** The same of a gate that was refused or failed. */
export const refusedTitle = ({ message }: Refusal): string =>
  plainLine(
    `no verdict: ${message.split('\n').find((l) => l.trim() !== '') ?? 'the gate could not be run'}`,
    MOST_TITLE,
  );
