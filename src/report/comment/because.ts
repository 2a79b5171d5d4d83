import type { Comparison, Finding, Metric, MetricId } from '../../common/generated/comparison.ts';
import { ACCURACY, ENERGY, nameOf } from '../../common/metrics.ts';
import type { ArmName } from '../../common/phases.ts';
import { decidedBy, undecidedReasons } from '../deciding.ts';
import { armsOf, passes } from '../counts.ts';
import { both, bracket, changeOf, limit, quantity } from '../format.ts';
import { code, listed, name, prose, type Text } from '../text.ts';
import { energyText } from './parts.ts';

const MOST_TASKS = 3;

/** The tasks that base solved more often than head, or better; those that lost most come first. */
const lost = (c: Comparison, arm: ArmName | null, by: 'passed' | 'score'): string[] =>
  c.tasks
    .flatMap((t) => {
      const [before, after] = [t.base?.[by] ?? null, t.head[by] ?? null];
      return t.arm === arm && before !== null && after !== null && after < before
        ? [{ id: t.id, by: before - after }]
        : [];
    })
    .sort((a, b) => b.by - a.by)
    .map(({ id }) => id);

function accuracyText(c: Comparison, m: Metric): Text {
  if (m.arm === null) return [];
  const scored = m.id === 'score';
  const { base, head } = passes(c, m.arm);
  const ids = lost(c, m.arm, scored ? 'score' : 'passed');
  const more = ids.length - MOST_TASKS;
  return [
    ...(scored ? [`score (${m.arm}): ${both(c.base ? m.base : undefined, m.head, m.unit)}`] : []),
    ...(!scored && base && head
      ? [`pass@1 (${m.arm}): ${base.passed} of ${base.of} ${base.what}, now ${head.passed} of ${head.of}`]
      : []),
    ...(ids.length > 0
      ? ['; lost: ', ...listed(ids.slice(0, MOST_TASKS).map((id) => [name(id)])), more > 0 ? ` and ${more} more` : '']
      : []),
    '.',
  ];
}

function metricText(c: Comparison, m: Metric): Text {
  if (ACCURACY.includes(m.id)) return accuracyText(c, m);
  const energy = m.id === ENERGY.id || m.unit === 'token' || m.id === 'babble-share' ? energyText(c, m.arm) : [];
  return energy.length > 0
    ? energy
    : [`${nameOf(m.id)}${m.arm ? ` (${m.arm})` : ''}: ${both(c.base ? m.base : undefined, m.head, m.unit)}.`];
}

/** Of at most two metrics that decided, one sentence each; energy and accuracy before what follows from them. */
function moved(c: Comparison): Text {
  const rank = (m: Metric): number => (m.id === ENERGY.id ? 0 : ACCURACY.includes(m.id) ? 1 : 2);
  const told = [...decidedBy(c)].sort((a, b) => rank(a) - rank(b));
  const accuracy = told.find((m) => ACCURACY.includes(m.id));
  const [first, second] = accuracy && told[0] !== accuracy ? [told[0], accuracy] : told;
  return listed(
    [first, second].flatMap((m) => (m ? [metricText(c, m)] : [])),
    ' ',
  );
}

const foundText = (f: Finding): Text => [code(f.code), ...(f.text === '' ? [] : [' – ', prose(f.text)])];

/** What was found under these codes, the first two. */
function found(c: Comparison, codes: readonly string[]): Text {
  const texts = codes.flatMap((r) => c.findings.filter((f) => f.code === r).slice(0, 1));
  const told = texts.slice(0, 2);
  return told.length === 0
    ? listed(
        codes.slice(0, 2).map((r) => [code(r)]),
        '; ',
      )
    : listed(told.map(foundText), '; ');
}

function inconclusive(c: Comparison): Text {
  const codes = undecidedReasons(c);
  if (codes.length > 0) return found(c, codes);
  const m = decidedBy(c)[0];
  if (!m) return [];
  const visible = c.smallestVisibleChange;
  const least =
    visible == null ? '' : `; these blocks would have called a rise of ${(100 * visible).toFixed(1)} % or more`;
  return [`The interval${bracket(m)} neither keeps to the limit (${limit(m.threshold, m)}) nor breaks it${least}.`];
}

/** Both sides, or one where they read the same. */
const step = (base: string, head: string): string => (base === head ? head : `${base} → ${head}`);

/** What an arm did, in numbers that need no interval but the energy's own. */
function armText(c: Comparison, arm: ArmName): string {
  const of = (id: MetricId): Metric | undefined => c.metrics.find((m) => m.id === id && m.arm === arm);
  const [energy, tokens, score] = [of(ENERGY.id), of('output-tokens'), of('score')];
  const { base, head } = passes(c, arm);
  const told = [
    ...(energy
      ? [
          `${both(energy.base, energy.head, energy.unit)} a task, ${changeOf(energy)}${bracket(energy)}${energy.verdict === null ? ', which does not gate' : ''}`,
        ]
      : []),
    ...(tokens ? [`${step(both(undefined, tokens.base, 'token'), both(undefined, tokens.head, 'token'))} tokens`] : []),
    ...(base && head ? [`pass@1 ${step(`${base.passed}/${base.of}`, `${head.passed}/${head.of}`)}`] : []),
    ...(score ? [`score ${step(quantity(score.base, '1'), quantity(score.head, '1'))}`] : []),
  ];
  return told.length === 0 ? '' : `**${arm}**: ${told.join(', ')}`;
}

function inside(c: Comparison): Text {
  const gates = c.metrics.some((m) => m.verdict !== null) ? 'Every gating metric is inside its limit' : 'Nothing gates';
  const arms = armsOf(c)
    .map((arm) => armText(c, arm))
    .filter((t) => t !== '');
  return [`${gates}.${arms.map((t) => ` ${t}.`).join('')}`];
}

function withoutBaseline(c: Comparison): Text {
  const broken = c.metrics.find((m) => m.verdict === 'regressed');
  if (broken)
    return [
      `${nameOf(broken.id)}${broken.arm ? ` (${broken.arm})` : ''} is ${quantity(broken.head, broken.unit)}, beyond its absolute limit.`,
    ];
  return ['There is nothing to compare with yet; `joulegate baseline update` stores this result as baseline.'];
}

/** Why it is so, in one or two sentences that somebody can act on. Own words may be bold in Markdown. */
export function because(c: Comparison): Text {
  if (c.verdict === 'invalid')
    return found(
      c,
      c.reasons.filter((r) => r !== 'no-baseline'),
    );
  if (c.reasons.includes('subject-unchanged')) return found(c, ['subject-unchanged']);
  if (c.reasons.includes('no-baseline')) return withoutBaseline(c);
  if (c.verdict === 'inconclusive') return inconclusive(c);
  if (c.verdict === 'pass') return inside(c);
  const why = moved(c);
  return why.length > 0 ? why : inside(c);
}
