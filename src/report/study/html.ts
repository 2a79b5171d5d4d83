import type { Study } from '../../common/generated/study.ts';
import { escapeHtml } from '../hostile.ts';
import { list, number, section, table, text, wide } from '../html-table.ts';
import { STYLE } from '../style.ts';
import { amplificationPicture, PICTURE_STYLE, sharesPicture } from './pictures.ts';
import { studyNotes, studyTables } from './tables.ts';
import type { Cell, StudyTable } from './words.ts';

const e = escapeHtml;
const show = (cell: Cell): string => e(typeof cell === 'string' ? cell : cell.foreign);
const note = (words: string): string => `<p class="note">${e(words)}</p>`;

const tableSection = ({ title, note: words, columns, left, rows }: StudyTable): string =>
  section(
    e(title),
    `${note(words)}${wide(
      table(
        columns.map((c, i) => (i < left ? text(c) : number(c))),
        rows.map((cells) => cells.map(show)),
      ),
    )}`,
  );

/** A study as one page with pictures: nothing is fetched, no script runs. */
export function studyHtml(study: Study): string {
  const notes = studyNotes(study).map(e);
  const shares = sharesPicture(study);
  const lines = study.amplification.flatMap((a) => {
    const picture = amplificationPicture(a);
    return picture === '' ? [] : [`<h3>${e(a.model)}${a.estimated ? ' (estimated)' : ''}</h3>${picture}`];
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>JouleGate: a study</title><style>${STYLE}${PICTURE_STYLE}</style></head><body>
<h1>Energy of code generation: a study</h1>
${notes.length > 0 ? list(notes) : ''}
${shares === '' ? '' : section('Prefill and decode', `<p class="key note"><span class="p"></span>prefill<span class="d"></span>decode</p>${shares}`)}
${lines.length === 0 ? '' : section('Decode energy over context', `${note('A dot is a task; the line is fitted, the dashed one is what the model’s header predicts.')}${lines.join('')}`)}
${studyTables(study).map(tableSection).join('\n')}
</body></html>
`;
}
