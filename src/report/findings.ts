import type { Comparison, Finding } from '../common/generated/comparison.ts';

/** What bears on the verdict: every finding of a reason, in the order of reasons; a reason without one has no text. */
export const reasonFindings = (c: Comparison): Finding[] =>
  c.reasons.flatMap((code) => {
    const found = c.findings.filter((f) => f.code === code);
    return found.length > 0 ? found : [{ code, text: '' }];
  });

/** What was noticed while measuring and changes no verdict. */
export const warningFindings = (c: Comparison): Finding[] => c.findings.filter((f) => !c.reasons.includes(f.code));

/** Two texts say of both sides what there is to say; a sentence with all of them would not be read. */
const MOST_TEXTS = 2;

/** What was found under a code, as one text; the code itself where nothing was. */
export function textOf(c: Comparison, code: string): string {
  const texts = c.findings.filter((f) => f.code === code).map((f) => f.text);
  const more = texts.length - MOST_TEXTS;
  return [...texts.slice(0, MOST_TEXTS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ') || code;
}
