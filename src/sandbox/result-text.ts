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

/** The `result` of a program that did not pass. */
export function failedText(why: string): string {
  return safeText(`failed: ${why}`);
}
