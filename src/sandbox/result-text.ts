const MAX_LENGTH = 1000;

/** Control characters (and the separators that end lines elsewhere) as escapes, cut at 1,000 characters. */
export function safeText(text: string): string {
  const escaped = text.slice(0, MAX_LENGTH).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (c) => {
    if (c === '\n') return '\\n';
    if (c === '\t') return '\\t';
    if (c === '\r') return '\\r';
    return `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
  return escaped.slice(0, MAX_LENGTH);
}

/** What grading so many answers may cost at most, for people. */
export function boundText(answers: number, grader: { timeoutSeconds: number; workers: number }): string {
  const all = Math.ceil(answers / grader.workers) * grader.timeoutSeconds;
  const time = all < 120 ? `${Math.ceil(all)} s` : `${Math.ceil(all / 60)} min`;
  return `grading ${answers} answers: at most ${grader.timeoutSeconds.toFixed(1)} s of CPU time each, ${time} in all`;
}

/** The `result` of a program that did not pass. */
export function failedText(why: string): string {
  return safeText(`failed: ${why}`);
}
