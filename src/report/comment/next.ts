import { minutes } from '../../common/duration.ts';
import { FINDINGS } from '../../common/findings.ts';
import type { Comparison, FindingCode, Metric, Publication, Why } from '../../common/generated/comparison.ts';
import { ACCURACY, ENERGY } from '../../common/metrics.ts';
import { decidedBy } from '../deciding.ts';
import { quantity } from '../format.ts';
import { qualifiedLine } from '../qualified.ts';
import { joined, listed, name, type Text } from '../text.ts';
import { moment } from './moment.ts';
import { mainParts } from './parts.ts';

/** One thing that a reader may do next. */
export interface Step {
  what: string;
  how: Text;
}

const MOST_WAIVERS = 2;
const WORTH_NAMING = 0.05;
const LABELS = { energy: 'joulegate-accept', accuracy: 'joulegate-accept-accuracy' } as const;

const FIXES: Record<Why['parts'][number]['part'], string> = {
  babble:
    'let the answer end where it is complete: ask for the code alone, set stop strings, or serve with a stop rule',
  'useful-output': 'ask for shorter answers, or lower `sampling.max-tokens`',
  'decode-steps': 'ask for shorter answers, or lower `sampling.max-tokens`',
  'prompt-tokens': 'shorten the prompt: every task pays for it again',
  context: 'shorten the prompt: every decoded token reads it again',
  'prefill-energy-per-token': 'see what makes a token dearer: model file, quantisation, or an engine option',
  'decode-energy-per-step': 'see what makes a token dearer: model file, quantisation, KV type, or an engine option',
  checks: 'take a cheaper `suppression.rule`',
};

/** What the best stop strings and the best rule would save of head's plain energy, where that is worth naming. */
function bestRules(c: Comparison): Text {
  const best = [true, false].flatMap(
    (strings) =>
      (c.rules ?? [])
        .filter((r) => r.stopStrings === strings && (r.head.saving ?? 0) >= WORTH_NAMING)
        .sort((a, b) => b.head.saving! - a.head.saving!)[0] ?? [],
  );
  if (best.length === 0) return [];
  const told = best.map((r): Text => [
    r.stopStrings ? 'stop strings ' : 'rule ',
    name(r.rule),
    ` would save ${quantity(r.head.saving, '1')}`,
  ]);
  return [' (', ...listed(told), ')'];
}

function fix(c: Comparison, worst: Metric | undefined): Step {
  const accuracy = worst !== undefined && ACCURACY.includes(worst.id);
  const part = c.why.filter((w) => w.arm === worst?.arm).flatMap(mainParts)[0]?.part;
  const how: Text = accuracy
    ? [
        `see why those tasks ${worst.id === 'score' ? 'are answered worse' : 'fail'} now (the report page has the answers)`,
      ]
    : part === undefined
      ? ['take the change back, or find what of it costs the joules']
      : [FIXES[part], ...(part === 'babble' ? bestRules(c) : [])];
  return { what: 'Fix', how: [...how, '; `joulegate gate --out-dir out` measures it again on your machine'] };
}

const waiverText = ({ label, by, at }: NonNullable<Publication['waivers']>[number]): Text => [
  name(label),
  ' set by ',
  name(by),
  ' at ',
  ...moment(at),
];

/** Who accepted it, or how: the label, and the command that sets it. */
function accept(c: Comparison): Step {
  const broken = decidedBy(c);
  const needed = [
    ...(broken.some((m) => !ACCURACY.includes(m.id)) ? (['energy'] as const) : []),
    ...(broken.some((m) => ACCURACY.includes(m.id)) ? (['accuracy'] as const) : []),
  ];
  const waivers = (c.publication?.waivers ?? []).filter((w) => needed.some((n) => n === w.covers));
  const open = needed.filter((n) => !waivers.some((w) => w.covers === n));
  const more = waivers.length - MOST_WAIVERS;
  const done: Text = [
    ...listed(waivers.slice(0, MOST_WAIVERS).map(waiverText), '; '),
    more > 0 ? ` and ${more} more` : '',
  ];
  if (open.length === 0) return { what: 'Accepted', how: [...done, '; the verdict stands in the record'] };
  const labels = open.map((n) => `\`${LABELS[n]}\``).join(' and ');
  const command = `\`gh pr edit --add-label ${open.map((n) => LABELS[n]).join(',')}\``;
  return {
    what: 'Accept',
    how: [
      ...(waivers.length > 0 ? [...done, '; '] : []),
      `a maintainer sets the label ${labels} (${command}) and runs the job again; the next push takes it off`,
    ],
  };
}

const doubt = (c: Comparison): Step => ({
  what: 'Doubt',
  how: ['run the job again; ', ...lowered(qualifiedLine(c))],
});

/** A sentence as the second half of another. */
const lowered = (text: Text): Text => [
  joined(text, ({ foreign }) => foreign)
    .replace(/^T(?=his)/, 't')
    .replace(/\.$/, ''),
];

function decide(c: Comparison): Step {
  const { blocks, seconds } = c.plan?.toDecide ?? { blocks: null, seconds: null };
  const code = c.reasons.find((r) => Object.hasOwn(FINDINGS, r) && r !== 'budget-spent');
  if (code !== undefined && blocks === null) return { what: 'Decide', how: [FINDINGS[code].fix] };
  if (blocks === null)
    return { what: 'Decide', how: ['quieten the machine, or take more tasks: no number of blocks would do'] };
  const time = seconds === null ? '' : ` (about ${minutes(seconds)} more)`;
  return {
    what: 'Decide',
    how: [`let the gate have ${blocks} blocks: \`budget: { blocks: ${blocks} }\` in joulegate.yml${time}`],
  };
}

const MOST_FIXES = 2;

const mend = (c: Comparison): Step[] =>
  c.reasons
    .filter((r) => r !== 'no-baseline' && Object.hasOwn(FINDINGS, r))
    .slice(0, MOST_FIXES)
    .map((r: FindingCode) => ({ what: 'Fix', how: [FINDINGS[r].fix] }));

/** What a reader does next; nothing where there is nothing to do. */
export function nextSteps(c: Comparison): Step[] {
  if (c.verdict === 'invalid') return mend(c);
  if (c.verdict === 'inconclusive') return [decide(c), doubt(c)];
  if (c.verdict !== 'regressed') return [];
  const worst = decidedBy(c).find((m) => m.id === ENERGY.id) ?? decidedBy(c)[0];
  return [fix(c, worst), accept(c), doubt(c)];
}
