import type { BabbleSide, Comparison, Why } from '../../common/generated/comparison.ts';
import type { ArmName } from '../../common/phases.ts';
import { both, digits, signedJoules } from '../format.ts';
import { listed, name, type Text } from '../text.ts';

type Part = Why['parts'][number];

/** A part of the change below this share of it is not worth a sentence. */
const WORTH_SAYING = 0.05;
const MOST_PARTS = 2;
const MOST_KINDS = 3;

/** What head's babble is more of, by kind: `prose 38.5, call 29.0`. */
function kindsOf(before: BabbleSide | null | undefined, after: BabbleSide | undefined): Text[] {
  return Object.entries(after?.kinds ?? {})
    .map(([kind, tokens]) => ({ kind, more: tokens - (before?.kinds[kind] ?? 0) }))
    .filter(({ more }) => more >= 0.5)
    .sort((a, b) => b.more - a.more)
    .slice(0, MOST_KINDS)
    .map(({ kind, more }) => [name(kind), ` ${digits(more)}`]);
}

/** `134 tokens`, as a base and a head of a factor. */
const factor = (p: Part, unit: 'token' | 'J' | 'J/token'): string =>
  p.base == null || p.head == null ? '' : both(p.base, p.head, unit).replace('/token', '');

/** One part of a change in facts that somebody can act on. */
function partText(c: Comparison, w: Why, p: Part): Text {
  const more = p.joules > 0;
  const context = w.context && w.context.base !== w.context.head ? both(w.context.base, w.context.head, 'token') : '';
  const apart = w.parts.some((x) => x.part === 'context');
  switch (p.part) {
    case 'babble': {
      const told = c.babble?.find((b) => b.arm === w.arm);
      const kinds = more ? kindsOf(told?.base, told?.head) : [];
      return [
        `**babble**, ${factor(p, 'token')} tokens after the answer was complete`,
        ...(kinds.length > 0 ? [' (', ...listed(kinds), ')'] : []),
      ];
    }
    case 'useful-output':
    case 'decode-steps':
      return [`**${more ? 'longer' : 'shorter'} answers**, ${factor(p, 'token')} tokens`];
    case 'prompt-tokens':
      return [`**a ${more ? 'longer' : 'shorter'} prompt**, ${factor(p, 'token')} tokens`];
    case 'context':
      return [
        `**${more ? 'longer' : 'shorter'} context**, ${factor(p, 'token')} tokens on average that each decoded token reads`,
      ];
    case 'prefill-energy-per-token':
      return [`**${more ? 'dearer' : 'cheaper'} prompt tokens**, ${factor(p, 'J/token')} each`];
    case 'decode-energy-per-step':
      return [
        `**${more ? 'dearer' : 'cheaper'} decoded tokens**, ${factor(p, 'J/token')} each`,
        apart
          ? ', beyond what their context explains'
          : context === ''
            ? ''
            : ` at a context of ${context} tokens on average, whose part is not known`,
      ];
    case 'checks':
      return [`**the checks** of suppression, ${factor(p, 'J')}`];
  }
}

/** A change below this share of base is none that is worth parting. */
const LEAST_CHANGE = 5e-4;

export const hasChanged = (w: Why): boolean => Math.abs(w.head - w.base) >= LEAST_CHANGE * Math.abs(w.base);

/** The parts of an arm's change that moved most, in its direction. */
export function mainParts(w: Why): Part[] {
  const total = w.head - w.base;
  return w.parts
    .filter((p) => p.joules / total >= WORTH_SAYING)
    .sort((a, b) => Math.abs(b.joules) - Math.abs(a.joules))
    .slice(0, MOST_PARTS);
}

/** Why an arm's J/task changed: its largest parts with their share. */
export function energyText(c: Comparison, arm: ArmName | null): Text {
  const w = c.why.find((x) => x.arm === arm);
  if (!w || !hasChanged(w)) return [];
  const total = w.head - w.base;
  const parts = mainParts(w).map((p): Text => {
    const share = Math.round((100 * p.joules) / total);
    // Parts may pull both ways, so that one exceeds the whole.
    return [`${share > 100 ? signedJoules(p.joules) : `${share} %`} `, ...partText(c, w, p)];
  });
  if (parts.length === 0) return [];
  return [
    `${w.arm === 'plain' ? 'Plain' : 'Suppressed'}, ${signedJoules(total)} a task: `,
    ...listed(parts, '; '),
    '.',
  ];
}
