/** What a line that begins code looks like. Told by its look alone: prose that reads like code is taken for code. */

const STATEMENT =
  /^(?:return|yield|raise|assert|del|pass|break|continue|global|nonlocal|if|elif|else|for|while|with|try|except|finally|match|async|await)\b/;
const ASSIGNMENT =
  /^\(?[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:[ \t]*,[ \t]*\*?[A-Za-z_][\w.]*)*\)?[ \t]*(?::[^=]+)?(?:[-+*/%|&^@]|\*\*|\/\/|<<|>>)?=(?!=)/;
const CALL = /^[A-Za-z_][\w.]*\(/;
const IMPORT =
  /^(?:import[ \t]+[\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*|from[ \t]+[\w.]+[ \t]+import[ \t]+[\w(*][^.]*)[ \t]*(?:#.*)?$/;
const HEADER = /^(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*[([]|class[ \t]+\w+[ \t]*[(:[]|@\w)/;
const STRING = /^[rRbBuUfF]{0,2}(?:"|')/;

/** A definition, a decorator or an import begins here. */
export const beginsDefinition = (bare: string): boolean => HEADER.test(bare) || IMPORT.test(bare);

/** A statement of a function's body. */
export const isStatement = (bare: string): boolean =>
  beginsDefinition(bare) ||
  ASSIGNMENT.test(bare) ||
  CALL.test(bare) ||
  bare.startsWith('#') ||
  STRING.test(bare) ||
  (STATEMENT.test(bare) && !isEnglish(bare) && isWholeKeyword(bare));

/** What may stand in front of a definition without being prose. */
export const isPreamble = (bare: string): boolean =>
  bare === '' || bare.startsWith('#') || ASSIGNMENT.test(bare) || STRING.test(bare) || beginsDefinition(bare);

/** Block headers end with a colon (a comment may follow); "for example" does not. */
function isWholeKeyword(bare: string): boolean {
  return (
    !/^(?:if|elif|else|for|while|with|try|except|finally|match|async)\b/.test(bare) ||
    /:[ \t]*(?:#.*)?$|:.+[=()\w]$|[([{,\\][ \t]*$/.test(bare)
  );
}

/** `return a and b` is three words in a row and Python all the same. */
const isEnglish = (bare: string): boolean =>
  isSentence(bare) && /[.!?]$|\b(?:the|an|this|that|these|of|are|to|you|we)\b/.test(bare);

/**
 * Words in a row. What follows a word's letters begins with a sign that is none of them, so that a word can be read in
 * one way only: else a long line that is no sentence after all takes for ever.
 */
const SENTENCE =
  /^(?:[-*#>]+\s+|\d+[.)]\s+)?[A-Z"'`*]?[\w'’-]+,?(?:\s+[\w'’"`*(-]+(?:[),.;:!?][\w'’"`*),.;:!?-]*)?){2,}[.!?:]?\s*$/;

/** Three words in a row without anything between that only code has. */
export function isSentence(line: string): boolean {
  return (
    SENTENCE.test(line) &&
    !/^(?:for|while|if|with|return|raise|elif|else|except|del|global|from|import|lambda|not|yield|assert)\b.*[:=()[\]]/.test(
      line,
    ) &&
    !/[=[\]{}]/.test(line)
  );
}

/**
 * A line behind a finished function that no Python can be: a sentence, a heading that ends with a colon, something
 * bold, or a tag.
 */
export function isProse(line: string): boolean {
  const bare = line.trim();
  if (/^[A-Z][\w' -]*:$|^\*\*\S|^\[\/|^<[/|]/.test(bare)) return true;
  if (!/^(?:[-*]\s+|\d+[.)]\s+)?["'`*]*[A-Z]/.test(bare) || !isSentence(bare) || beginsDefinition(bare)) return false;
  // `Foo is Bar` has three words too.
  return /[.!?:]$/.test(bare) || !/\s(?:is|in|and|or|not|if|else|for)\s/.test(bare);
}
