import { codeSpan, proseText } from './hostile.ts';
import { markerLine } from './markdown.ts';

/** Why a gate has no verdict: an error's stable code, what is wrong, and what to do. */
export interface Refusal {
  code: string;
  message: string;
  fix: string;
}

/**
 * What comment and summary say of a gate that was refused or failed: no verdict, why, and where its finished passes are
 * (`null`: there are none).
 */
export function refused(id: string, { code: errorCode, message, fix }: Refusal, kept: string | null): string {
  const lines = message.split('\n').filter((l) => l.trim() !== '');
  return [
    markerLine(id),
    '## ⛔ JouleGate: no verdict',
    '',
    `The gate could not be run (${codeSpan(errorCode)}), so nothing was compared and **this pull request is not measured**:`,
    '',
    ...lines.map((line) => `- ${proseText(line)}`),
    '',
    `What to do: ${proseText(fix)}`,
    ...(kept === null ? [] : ['', `What was measured is not lost: ${codeSpan(kept)}.`]),
    '',
  ].join('\n');
}
