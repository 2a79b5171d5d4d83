import { dedented } from './entry.ts';
import { closes, linesOf, openFenceOf, openingInside, openingOf, type Opening } from './fences.ts';

/**
 * The code of an answer in whatever language: its first fenced block, closed or not; without any fence all of it.
 * @param prefix what the answer was opened with: a fence that it leaves open is the block's
 */
export function firstBlock(answer: string, prefix = ''): string {
  let opening: Opening | null = openFenceOf(prefix);
  let begin = 0;
  for (const { line, start, next } of linesOf(answer)) {
    if (opening !== null && closes(line, opening)) return dedented(answer.slice(begin, start), opening.indent);
    const fence = openingOf(line) ?? (opening === null ? openingInside(line) : null);
    // A model that was given a fence may open its own at once.
    const isFirst = opening === null || (fence?.info !== '' && answer.slice(begin, start).trim() === '');
    if (fence === null || !isFirst) continue;
    opening = fence;
    begin = fence.codeAt >= 0 ? start + fence.codeAt : next;
  }
  return opening === null ? answer : dedented(answer.slice(begin), opening.indent);
}
