import { minutes } from '../common/duration.ts';
import { meaningOf } from '../common/findings.ts';
import type { Comparison, Metric } from '../common/generated/comparison.ts';
import { ENERGY, nameOf } from '../common/metrics.ts';
import { decidedBy, undecidedReasons } from './deciding.ts';
import { changeOf, change, interval, quantity } from './format.ts';
import { plainLine } from './hostile.ts';
import type { Refusal } from './refused.ts';

/** A commit status takes 140 characters and no more. */
export const MOST_TITLE = 140;

const armOf = (m: Metric): string => (m.arm ? ` (${m.arm})` : '');

const named = (m: Metric): string => `${nameOf(m.id).replace(/^[A-Z](?=[a-z])/, (a) => a.toLowerCase())}${armOf(m)}`;

/** ` [+1.0 … +2.0]`; nothing of a value that is exact, or has none. */
const bracket = ({ interval: i, scale }: Metric): string => (i && i[0] !== i[1] ? ` [${interval(i, scale)}]` : '');

/** A code in words: its meaning up to where that goes into detail; a later version's by its own words. */
const reasonWords = (code: string): string =>
  meaningOf(code)?.split(/[:;(]/)[0]!.replaceAll('`', '').trim() ?? code.replaceAll('-', ' ');

/** `energy per task (plain) +182 %, limit +3.0 %`; of an absolute limit the value itself. */
function broken(m: Metric): string {
  const { increase, decrease, max, min } = m.threshold ?? {};
  const by = m.change ?? 0;
  if (increase !== undefined && by > increase) return `${named(m)} ${changeOf(m)}, limit ${change(increase, m.scale)}`;
  if (decrease !== undefined && by < -decrease)
    return `${named(m)} ${changeOf(m)}, limit ${change(-decrease, m.scale)}`;
  const limit =
    max !== undefined && (m.head ?? 0) > max
      ? `, limit ${quantity(max, m.unit)}`
      : min !== undefined
        ? `, at least ${quantity(min, m.unit)} asked`
        : '';
  return `${named(m)} ${quantity(m.head, m.unit)}${limit}`;
}

function regressed(c: Comparison): string {
  const [worst, ...others] = decidedBy(c);
  if (!worst) return 'a limit is broken';
  const more = others.length === 0 ? '' : `; ${others.length} more limit${others.length === 1 ? '' : 's'} broken`;
  return `${broken(worst)}${more}`;
}

/** What would decide it: `; 8 more blocks, about 9 min, would decide`. */
function toDecide({ plan }: Comparison): string {
  const { blocks, seconds } = plan?.toDecide ?? { blocks: null, seconds: null };
  if (blocks === null) return '';
  const lacking = blocks - (plan?.blocks ?? 0);
  const time = seconds === null ? '' : `, about ${minutes(seconds)},`;
  return lacking > 0 ? `; ${lacking} more block${lacking === 1 ? '' : 's'}${time} would decide` : '';
}

function inconclusive(c: Comparison): string {
  const m = decidedBy(c)[0];
  const range = m?.interval
    ? `${named(m)} ${interval(m.interval, m.scale)} ${m.scale === 'relative' ? '%' : 'points'}`
    : '';
  const [reason] = undecidedReasons(c);
  if (reason !== undefined) return [range, reasonWords(reason)].filter((x) => x !== '').join('; ');
  return `${range || (m ? `${named(m)} is undecided` : 'undecided')}${toDecide(c)}`;
}

/** The number of what passed: energy per task, else the first that gates. */
function inside(c: Comparison): string {
  const m =
    c.metrics.find((x) => x.id === ENERGY.id && x.verdict === c.verdict) ??
    c.metrics.find((x) => x.id === ENERGY.id) ??
    c.metrics.find((x) => x.verdict !== null);
  if (!m) return 'nothing gates';
  return `${named(m)} ${changeOf(m)}${bracket(m)}${c.metrics.some((x) => x.verdict !== null) ? '' : '; nothing gates'}`;
}

function withoutBaseline({ metrics }: Comparison): string {
  const energy = metrics.find((m) => m.id === ENERGY.id);
  return `no baseline yet${energy ? `, ${quantity(energy.head, 'J')} per task${armOf(energy)}` : ''}`;
}

function said(c: Comparison): string {
  if (c.verdict === 'invalid')
    return reasonWords(c.reasons.find((r) => r !== 'no-baseline') ?? 'the measurement may not be trusted');
  if (c.verdict === 'regressed') return regressed(c);
  if (c.reasons.includes('subject-unchanged')) return 'nothing to measure, the subject is that of base';
  if (c.reasons.includes('no-baseline')) return withoutBaseline(c);
  return c.verdict === 'inconclusive' ? inconclusive(c) : inside(c);
}

/**
 * The verdict in words and the one number, as one line of plain text without Markdown or workflow commands, of at most
 * 140 characters: what comment, check, commit status, annotation and log are headed by.
 */
export const title = (c: Comparison): string => plainLine(`${c.verdict}: ${said(c)}`, MOST_TITLE);

/** The same of a gate that was refused or failed, and of one that was stopped. */
export const refusedTitle = ({ message }: Refusal): string =>
  plainLine(
    `no verdict: ${message.split('\n').find((l) => l.trim() !== '') ?? 'the gate could not be run'}`,
    MOST_TITLE,
  );
export const cancelledTitle = (by: string): string =>
  plainLine(`cancelled: the gate was stopped (${by}) before it had a verdict`, MOST_TITLE);
