import type { Comparison, TaskRow, TaskSide } from '../common/generated/comparison.ts';
import { ARMS, energyOf, PHASES, type ArmName, type Phase } from '../common/phases.ts';
import { digits, quantity, signedJoules } from './format.ts';
import { name, type Text } from './text.ts';

/** One side of a task, in words. */
export interface TaskSideView {
  joules: string;
  /** `12.0 J`, of which babble; empty where none is known. */
  babbleJoules: string;
  tokens: string;
  babbleTokens: string;
  /** `✓`, `✗` or a share; of an answer without tests its score. */
  passed: string;
  /** What the first answer was, in a line. */
  note: Text;
  /** The first answer; empty where the document has none. */
  text: string;
  /** Joules of all phases together, and of each that took some, as numbers to draw. */
  total: number | null;
  phases: { phase: Phase; joules: number; label: string }[];
}

/** A task of head beside the same of base. */
export interface TaskView {
  id: string;
  arm: ArmName;
  base: TaskSideView | null;
  head: TaskSideView;
  /** What it adds to the change of J/task; empty where that is not known. */
  change: string;
}

const joulesOf = (s: TaskSide): Record<Phase, number | null> => ({
  prefill: s.prefillJoules,
  decode: s.decodeJoules,
  check: s.checkJoules,
});

/** By what was babble: ` (2.00 J, prose 5, code 7)`. */
function babbleParts(s: TaskSide): Text {
  const parts: Text[] = [
    ...(s.babbleJoules ? [[quantity(s.babbleJoules, 'J')]] : []),
    ...Object.entries(s.babbleKinds ?? {}).map(([kind, n]) => [name(kind), ` ${n}`]),
  ];
  return parts.length > 0 ? [' (', ...parts.flatMap((p, i) => [...(i > 0 ? [', '] : []), ...p]), ')'] : [];
}

function babbleNote(s: TaskSide): Text {
  if (s.babbleTokens) return [`, ${digits(s.babbleTokens)} of them babble`, ...babbleParts(s)];
  const loop = s.babbleKinds?.['loop'];
  return loop ? [`, never complete, ${loop} of them in a loop`] : [];
}

const gradeNote = ({ passed, score }: TaskSide): string =>
  passed === null
    ? score == null
      ? 'not graded'
      : `score ${quantity(score, '1')}`
    : passed === 1
      ? 'passes'
      : passed === 0
        ? 'fails'
        : `passes ${Math.round(100 * passed)} %`;

/** What a task's answers are worth, in a mark. */
export const gradeMark = ({ passed, score }: TaskSide): string =>
  passed === null
    ? score == null
      ? '–'
      : quantity(score, '1')
    : passed === 1
      ? '✓'
      : passed === 0
        ? '✗'
        : `${Math.round(100 * passed)} %`;

/** What such marks tell, as a column's title. */
export const gradeTitle = (sides: readonly TaskSide[]): string =>
  sides.some((s) => s.passed === null && s.score != null) ? 'score' : 'passes';

function endsNote(s: TaskSide): Text {
  const ends = Object.entries(s.completeTokens ?? {});
  if (ends.length === 0) return [];
  return [
    '; a rule would have ended it after so many tokens: ',
    ...ends.flatMap(([rule, tokens], i) => [...(i > 0 ? [', '] : []), name(rule), ` ${tokens ?? 'never'}`]),
  ];
}

function sideView(s: TaskSide): TaskSideView {
  const joules = joulesOf(s);
  const total = energyOf(joules);
  return {
    joules: quantity(total, 'J'),
    babbleJoules: total !== null && s.babbleJoules ? quantity(s.babbleJoules, 'J') : '',
    tokens: digits(s.outputTokens),
    babbleTokens: s.babbleTokens ? digits(s.babbleTokens) : '',
    passed: gradeMark(s),
    note: [`${digits(s.outputTokens)} tokens`, ...babbleNote(s), `, ${gradeNote(s)}`, ...endsNote(s)],
    text: s.text ?? '',
    total,
    phases: PHASES.flatMap((phase) => {
      const own = joules[phase];
      return own !== null && own > 0 ? [{ phase, joules: own, label: `${phase}: ${quantity(own, 'J')}` }] : [];
    }),
  };
}

const inArms = (t: TaskRow): number => ARMS.indexOf(t.arm);
const added = (t: TaskRow): number => Math.abs(t.changeJoules ?? 0);

/** Each arm's tasks, those first that moved its energy most. */
export const taskViews = (c: Comparison): TaskView[] =>
  [...c.tasks]
    .sort((a, b) => inArms(a) - inArms(b) || added(b) - added(a))
    .map((t) => ({
      id: t.id,
      arm: t.arm,
      base: t.base && sideView(t.base),
      head: sideView(t.head),
      change: t.changeJoules === undefined || t.changeJoules === null ? '' : signedJoules(t.changeJoules),
    }));
