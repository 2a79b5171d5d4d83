import { markerLine } from './markdown.ts';
import { codeSpan } from './hostile.ts';

/**
 * What comment and summary say of a gate that was stopped: no verdict, and where its finished passes are (`null`: there
 * are none).
 */
export function cancelled(id: string, by: string, kept: string | null): string {
  return [
    markerLine(id),
    '## ⏹️ JouleGate: cancelled',
    '',
    `The gate was stopped (${by}) before it had a verdict. ${kept === null ? 'No pass was finished.' : `What was measured is not lost: ${codeSpan(kept)}.`}`,
    '',
  ].join('\n');
}
