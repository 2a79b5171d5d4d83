import type { Comparison, TaskRow } from '../../common/generated/comparison.ts';
import { energyOfSide } from '../counts.ts';
import { differences } from '../facts.ts';
import { both, digits } from '../format.ts';
import { decidedBy, isSteady } from '../deciding.ts';
import { code, listed, name, type Text } from '../text.ts';

const MOST_CHANGES = 4;
const MOST_FILES = 3;
const MOST_TASKS = 3;
/** A longer value says nothing in a line: the page has it. */
const SHORT = 24;

const list = (items: readonly Text[], more: number): Text => [
  ...listed(items),
  ...(more > 0 ? [` and ${more} more`] : []),
];

const isShort = (value: string): boolean => value.length <= SHORT && !value.includes('\n');

/** A value of a setting; one that is not given is left to the engine. */
const valueText = (value: string): Text => (value === 'null' || value === '–' ? ['not set'] : [code(value)]);

/** The files and the settings that differ, never those that are equal; empty where nothing does. */
export function changed(c: Comparison): Text {
  const files = c.publication?.changedFiles ?? [];
  const keys = differences(c.base?.subject, c.head.subject);
  const settings = keys
    .slice(0, MOST_CHANGES)
    .map(({ key, base, head }): Text =>
      isShort(base) && isShort(head) ? [code(key), ' ', ...valueText(base), ' → ', ...valueText(head)] : [code(key)],
    );
  const told = [
    ...(files.length > 0
      ? [
          list(
            files.slice(0, MOST_FILES).map((f) => [code(f)]),
            files.length - MOST_FILES,
          ),
        ]
      : []),
    ...(settings.length > 0 ? [list(settings, keys.length - MOST_CHANGES)] : []),
  ];
  return listed(told, ': ');
}

/** How much of a task's joules is head's doing. */
const added = (t: TaskRow): number =>
  t.changeJoules ?? (energyOfSide(t.head) ?? 0) - (t.base ? (energyOfSide(t.base) ?? 0) : 0);

function taskText(t: TaskRow): Text {
  const joules = t.base ? both(energyOfSide(t.base), energyOfSide(t.head), 'J') : '';
  const grown = t.head.outputTokens - (t.base?.outputTokens ?? 0);
  const babble = (t.head.babbleTokens ?? 0) - (t.base?.babbleTokens ?? 0);
  const tokens =
    grown === 0
      ? ''
      : ` (${grown > 0 ? '+' : '−'}${digits(Math.abs(grown))} tokens${babble > 0 ? (babble === grown ? ', all babble' : `, ${digits(babble)} of them babble`) : ''})`;
  return [name(t.id), ` ${joules}${tokens}`];
}

/** The tasks that moved an arm's energy most in the direction it went; empty where that may be what it was. */
export function mostAffected(c: Comparison): Text {
  if (!c.base || isSteady(c)) return [];
  const arm = decidedBy(c).find((m) => m.arm !== null)?.arm ?? 'plain';
  const rows = c.tasks.filter((t) => t.arm === arm && t.base);
  const total = rows.reduce((all, t) => all + added(t), 0);
  const most = rows
    .filter((t) => added(t) * total > 0)
    .sort((a, b) => Math.abs(added(b)) - Math.abs(added(a)))
    .slice(0, MOST_TASKS);
  return most.length === 0 ? [] : list(most.map(taskText), 0);
}
