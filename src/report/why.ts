import type { Comparison, Why } from '../common/generated/comparison.ts';
import type { ArmName } from '../common/phases.ts';
import { quantity, signedJoules } from './format.ts';

type Part = Why['parts'][number];

const PARTS: Record<Part['part'], { name: string; unit: 'token' | 'J' | 'J/token'; per?: string }> = {
  'prompt-tokens': { name: 'prompt tokens', unit: 'token', per: ' a task' },
  'prefill-energy-per-token': { name: 'joules per prompt token', unit: 'J/token' },
  'decode-steps': { name: 'decode steps', unit: 'token', per: ' a task' },
  'useful-output': { name: 'useful output', unit: 'token', per: ' steps a task' },
  babble: { name: 'babble', unit: 'token', per: ' steps a task' },
  context: { name: 'longer context (amplification)', unit: 'token', per: ' tokens a step' },
  'decode-energy-per-step': { name: 'joules per decode step', unit: 'J/token' },
  checks: { name: 'the checks', unit: 'J' },
};

/** The name of a part of a change, for a reader. */
export const partName = (part: Part['part']): string => PARTS[part].name;

/** The part that moved most, for a change of energy per task: `; 81 % of it from babble, 43 → 169 steps a task`. */
export function cause(why: Why | undefined): string {
  if (!why) return '';
  const total = why.head - why.base;
  const main = [...why.parts]
    .sort((a, b) => Math.abs(b.joules) - Math.abs(a.joules))
    .find((p) => Math.sign(p.joules) === Math.sign(total));
  if (!main || total === 0) return '';
  const { name, unit, per } = PARTS[main.part];
  const [base, head] = [main.base ?? null, main.head ?? null];
  const values =
    base !== null && head !== null ? `, ${quantity(base, unit)} → ${quantity(head, unit)}${per ?? ''}` : '';
  const share = Math.round((100 * main.joules) / total);
  // Parts may pull both ways, so one may exceed the whole.
  return share >= 95 ? `; it comes from ${name}${values}` : `; ${share} % of it from ${name}${values}`;
}

/** The change of J/task of an arm, split into its parts. */
export interface WhyView {
  arm: ArmName;
  change: string;
  parts: { name: string; joules: string; share: string }[];
}

export const whyViews = (c: Comparison): WhyView[] =>
  c.why.map((w) => {
    const total = w.head - w.base;
    return {
      arm: w.arm,
      change: `${quantity(w.base, 'J')} → ${quantity(w.head, 'J')} per task (${w.method === 'lmdi' ? 'LMDI-I' : 'Shapley'} split, exact)`,
      parts: w.parts.map((p) => ({
        name: PARTS[p.part].name,
        joules: signedJoules(p.joules),
        share: total === 0 ? '–' : `${Math.round((100 * p.joules) / total)} %`.replace('-', '−'),
      })),
    };
  });
