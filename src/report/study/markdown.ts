import type { Study } from '../../common/generated/study.ts';
import { proseText } from '../hostile.ts';
import { list, md, table } from '../markdown.ts';
import { studyNotes, studyTables } from './tables.ts';
import type { StudyTable } from './words.ts';

const section = ({ title, note, columns, left, rows }: StudyTable): string =>
  [
    `## ${title}`,
    note,
    table(
      columns.map((c) => c || ' '),
      columns.map((_c, i) => (i < left ? '-' : '>')).join(''),
      rows.map((cells) => cells.map((c) => md([c]))),
    ),
  ].join('\n\n');

/** A study's tables as Markdown. */
export function studyMarkdown(study: Study): string {
  const notes = studyNotes(study).map(proseText);
  return `${['# Energy of code generation: a study', ...(notes.length > 0 ? [list(notes)] : []), ...studyTables(study).map(section)].join('\n\n')}\n`;
}
