import { minutes } from '../common/duration.ts';
import type { Comparison, Metric } from '../common/generated/comparison.ts';
import { ENERGY, nameOf } from '../common/metrics.ts';
import { decidedBy, undecidedReasons } from './deciding.ts';
import { textOf } from './findings.ts';
import { changeOf, digits, quantity, sideOf } from './format.ts';
import { prose, type Text } from './text.ts';
import { cause } from './why.ts';

const armOf = (m: Metric): string => (m.arm ? ` (${m.arm})` : '');

/** `Energy per task (plain): +18.2 %, 11.0 J → 13.0 J; 81 % of it from babble, 43 → 169 steps a task.` */
const movement = (c: Comparison, m: Metric): string =>
  `${nameOf(m.id)}${armOf(m)}: ${changeOf(m)}, ${sideOf(m, 'base')} → ${sideOf(m, 'head')}${m.id === ENERGY.id ? cause(c.why.find((w) => w.arm === m.arm)) : ''}.`;

const found = (c: Comparison, code: string): Text => [prose(code), ' – ', prose(textOf(c, code))];

function invalid(c: Comparison): Text {
  const first = c.reasons.find((r) => r !== 'no-baseline') ?? 'unknown';
  return ['The two sides may not be compared, or a measurement not be trusted: ', ...found(c, first), '.'];
}

function withoutBaseline(c: Comparison): Text {
  const broken = c.metrics.find((m) => m.verdict === 'regressed');
  if (broken)
    return [
      `${nameOf(broken.id)}${armOf(broken)} is ${quantity(broken.head, broken.unit)}, beyond its absolute limit.`,
    ];
  const energy = c.metrics.find((m) => m.id === ENERGY.id);
  const level = energy ? `: ${quantity(energy.head, 'J')} per task${armOf(energy)}` : '';
  return [`No baseline yet${level}. "joulegate baseline update" stores this result as one.`];
}

/** What would decide it, at the estimates and spreads that were seen. */
function more({ plan }: Comparison): string {
  const { blocks, seconds } = plan?.toDecide ?? { blocks: null, seconds: null };
  if (blocks === null) return '';
  const time = seconds === null ? '' : `, about ${minutes(seconds)} more`;
  return ` As it looks, ${blocks} blocks a side${time} would decide.`;
}

function inconclusive(c: Comparison, main: Metric | undefined): Text {
  const codes = undecidedReasons(c);
  if (codes.length > 0)
    return [...codes.flatMap((r, i) => [...(i > 0 ? ['; '] : []), r, ...found(c, r).slice(1)]), '.'];
  const visible = c.smallestVisibleChange;
  return [
    main ? movement(c, main) : '',
    visible == null ? '' : ` This run would have called a rise of ${digits(100 * visible)} % or more.`,
    more(c),
  ];
}

function inside(c: Comparison): Text {
  const energy = c.metrics
    .filter((m) => m.id === ENERGY.id)
    .map((m) => `${changeOf(m)}${armOf(m)}${m.verdict === null ? ', which does not gate' : ''}`)
    .join(', ');
  const gates = c.metrics.some((m) => m.verdict !== null) ? 'every gating metric is inside its limit' : 'nothing gates';
  return [energy === '' ? `${gates[0]!.toUpperCase()}${gates.slice(1)}.` : `Energy per task: ${energy}; ${gates}.`];
}

/** The one sentence under the verdict: what decided it, and why. */
export function sentenceText(c: Comparison): Text {
  if (c.verdict === 'invalid') return invalid(c);
  if (c.reasons.includes('subject-unchanged')) return found(c, 'subject-unchanged');
  if (c.reasons.includes('no-baseline')) return withoutBaseline(c);
  const [main] = decidedBy(c);
  if (c.verdict === 'inconclusive') return inconclusive(c, main);
  if (c.verdict === 'pass') return inside(c);
  return [main ? movement(c, main) : ''];
}
