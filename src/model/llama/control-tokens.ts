const CONTROL = 3;

/** The part of a GGUF's metadata that names its tokens. */
export interface Vocabulary {
  model?: unknown;
  tokens?: unknown;
  token_type?: unknown;
}

/** The texts of a vocabulary's control tokens, the longest first, as llama.cpp tries them. */
export function controlTexts({ tokens, token_type: types }: Vocabulary): string[] {
  if (!Array.isArray(tokens) || !Array.isArray(types)) return [];
  const found = (tokens as unknown[]).filter(
    (text, i): text is string => (types as unknown[])[i] === CONTROL && typeof text === 'string' && text !== '',
  );
  return found.sort((a, b) => b.length - a.length);
}

/** Where the control tokens of a text stand. */
export function controlsIn(text: string, controls: readonly string[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const present = controls.filter((c) => text.includes(c));
  for (let at = 0; at < text.length && present.length > 0;) {
    const hit = present.find((c) => text.startsWith(c, at));
    if (hit) found.push({ start: at, end: at + hit.length });
    at += hit?.length ?? 1;
  }
  return found;
}

/** A piece of a prompt; control tokens are looked for in `special` ones only. */
export interface Piece {
  text: string;
  special: boolean;
}

/**
 * A raw template around a task's text as pieces. They meet at control tokens alone, so that no other token is cut in
 * two; what a task's text has of a control token's spelling stays text.
 */
export function rawPieces(parts: readonly string[], task: string, controls: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  for (const [i, part] of parts.entries()) {
    if (i > 0) plain += task;
    const found = controlsIn(part, controls);
    const [first] = found;
    const last = found.at(-1);
    if (!first || !last) {
      plain += part;
      continue;
    }
    // From the first to the last control token nothing is a task's: llama.cpp may parse it as it would the whole.
    plain += part.slice(0, first.start);
    if (plain !== '') pieces.push({ text: plain, special: false });
    const ends = i === parts.length - 1 ? part.length : last.end;
    pieces.push({ text: part.slice(first.start, ends), special: true });
    plain = part.slice(ends);
  }
  if (plain !== '') pieces.push({ text: plain, special: false });
  return pieces;
}

const ROLE = /^(?:assistant|model|bot|ai|gpt|answer|response|output)[ \t]*\n+/i;

/**
 * What of a raw template's tail opens the answer's own text: all behind its last control token, less the name of a
 * role.
 */
export function opensAnswer(tail: string, controls: readonly string[]): string {
  const last = controlsIn(tail, controls).at(-1);
  return last ? tail.slice(last.end).replace(ROLE, '') : tail;
}
