/** The line ends of a text and its end, a token each. */
export function lineEndsOf(text: string): { tokens: number; text: string }[] {
  const at = [...text.matchAll(/\n/g)].map((m) => m.index + 1);
  if (at.at(-1) !== text.length) at.push(text.length);
  return at.map((end, i) => ({ tokens: i + 1, text: text.slice(0, end) }));
}
