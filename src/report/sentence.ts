import type { Comparison, Metric, Why } from '../common/generated/comparison.ts';
import { textOf } from './findings.ts';
import { changeOf, digits, METRIC_NAMES, quantity, sideOf } from './format.ts';

const PART_NAMES: Record<Why['parts'][number]['part'], string> = {
  'prompt-tokens': 'prompt tokens',
  'prefill-energy-per-token': 'joules per prompt token',
  'decode-steps': 'decode steps',
  'decode-energy-per-step': 'joules per decode step',
  checks: 'the checks',
};

export function partName(part: Why['parts'][number]['part']): string {
  return PART_NAMES[part];
}

const armOf = (m: Metric): string => (m.arm ? ` (${m.arm})` : '');

/** What moved most, for a change of energy per task: `most of it decode steps, 43 → 169 a task`. */
function cause(why: Why | undefined): string {
  if (!why) return '';
  const total = why.head - why.base;
  const main = [...why.parts]
    .sort((a, b) => Math.abs(b.joules) - Math.abs(a.joules))
    .find((p) => Math.sign(p.joules) === Math.sign(total));
  if (!main || total === 0) return '';
  const from = main.base !== null && main.base !== undefined && main.head !== null && main.head !== undefined;
  const unit =
    main.part === 'decode-steps' || main.part === 'prompt-tokens' ? 'token' : main.part === 'checks' ? 'J' : 'J/token';
  const values = from
    ? `, ${quantity(main.base!, unit)} → ${quantity(main.head!, unit)}${unit === 'token' ? ' a task' : ''}`
    : '';
  const share = Math.round((100 * main.joules) / total);
  // Parts may pull both ways, so one may exceed the whole.
  return share >= 95
    ? `; it comes from ${partName(main.part)}${values}`
    : `; ${share} % of it from ${partName(main.part)}${values}`;
}

/** The one sentence under the verdict: what decided it, and why. `quote` makes a document's own text fit for the medium. */
export function sentence(c: Comparison, quote: (text: string) => string = (text) => text): string {
  const detail = (code: string): string => quote(textOf(c, code));
  if (c.verdict === 'invalid') {
    const first = c.reasons.find((r) => r !== 'no-baseline') ?? 'unknown';
    return `The two sides may not be compared, or a measurement not be trusted: ${quote(first)} – ${detail(first)}.`;
  }
  const decided = c.metrics.filter((m) => m.verdict !== null);
  if (c.reasons.includes('no-baseline')) {
    const energy = c.metrics.find((m) => m.id === 'energy-per-task');
    const broken = decided.find((m) => m.verdict === 'regressed');
    if (broken)
      return `${METRIC_NAMES[broken.id]}${armOf(broken)} is ${quantity(broken.head, broken.unit)}, beyond its absolute limit.`;
    return `No baseline yet${energy ? `: ${quantity(energy.head, 'J')} per task${armOf(energy)}` : ''}. "joulegate baseline update" stores this result as one.`;
  }
  const named = (verdict: string): Metric[] =>
    decided.filter((m) => m.verdict === verdict).sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
  const say = (m: Metric): string =>
    `${METRIC_NAMES[m.id]}${armOf(m)}: ${changeOf(m)}, ${sideOf(m, 'base')} → ${sideOf(m, 'head')}${m.id === 'energy-per-task' ? cause(c.why.find((w) => w.arm === m.arm)) : ''}.`;
  const main = named(c.verdict)[0];
  if (c.verdict === 'regressed' || c.verdict === 'improved') return main ? say(main) : '';
  if (c.verdict === 'inconclusive') {
    const codes = c.reasons.filter((r) =>
      [
        'spread-unknown',
        'not-resolvable',
        'no-divisor',
        'not-known',
        'base-not-positive',
        'metric-missing',
        'null-control',
        'not-graded',
      ].includes(r),
    );
    if (codes.length > 0) return codes.map((r) => `${r} – ${detail(r)}`).join('; ') + '.';
    const visible = c.smallestVisibleChange;
    return `${main ? say(main) : ''}${visible == null ? '' : ` This run could have called a rise of ${digits(100 * visible)} % or more.`}`;
  }
  const energy = c.metrics.filter((m) => m.id === 'energy-per-task');
  const told = energy
    .map((m) => `${changeOf(m)}${armOf(m)}${m.verdict === null ? ', which does not gate' : ''}`)
    .join(', ');
  const gates = decided.length > 0 ? 'every gating metric is inside its limit' : 'nothing gates';
  return `${told === '' ? '' : `Energy per task: ${told}; `}${gates}.`.replace(/^\w/, (first) => first.toUpperCase());
}
